"""The contract of a kind of question; it knows neither forms nor rows."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping

from quizzes.kinds.content import (
    COMMON_KEYS,
    Problem,
    Stage,
    common_problems,
    problem,
    unknown_keys,
)
from quizzes.kinds.grade import Grade
from studyguide.text import LANGUAGES, Text

COMMON_DEFAULTS: Mapping[str, object] = {
    "objectives": [],
    "releases": [],
    "explanation": {},
    "source": "",
    "difficulty": None,
    "proof": None,
}


class Kind:
    """One way of asking: its content, its answers and their grading.

    `modes` are the ways of scoring that an author may choose, the default first; a kind without
    any has one way, and its content no key `scoring`. Answers are JSON, which `read_answer` makes.
    """

    name: str
    label: Text
    content_keys: frozenset[str] = COMMON_KEYS
    defaults: Mapping[str, object] = {}
    modes: Mapping[str, Text] = {}
    is_provable = False

    @property
    def own_keys(self) -> frozenset[str]:
        """The keys of content that only this kind knows."""
        return self.content_keys - COMMON_KEYS

    # Content.

    def problems(self, content: Mapping, stage: Stage) -> Iterator[Problem]:
        """Everything wrong with the content of this kind."""
        yield from unknown_keys(content, self.content_keys, "")
        yield from common_problems(content, stage)
        found = [*self.part_problems(content, stage), *self.scoring_problems(content)]
        yield from found
        if not self.is_provable and content.get("proof") is not None:
            yield problem(
                "/proof",
                zh="这种题型没有可以证明的选项",
                en="is not for this kind, which has no options to prove",
            )
        if found or stage is Stage.DRAFT:
            return
        yield from self.key_problems(content)
        has_stem = content.get("stem") and isinstance(content["stem"], Mapping)
        if has_stem and not self.languages(content):
            yield problem(
                "/stem",
                zh="需要至少一种语言同时写全题干和所有文字",
                en="needs one language in which the stem and every text are written",
            )

    def part_problems(self, content: Mapping, stage: Stage) -> Iterator[Problem]:
        """What is malformed in the keys that only this kind has; a draft may lack some."""
        raise NotImplementedError

    def key_problems(self, content: Mapping) -> Iterator[Problem]:
        """What is wrong with the key of content that is well formed."""
        yield from ()

    def scoring_problems(self, content: Mapping) -> Iterator[Problem]:
        name = content.get("scoring")
        if self.modes and name is not None and (type(name) is not str or name not in self.modes):
            yield problem(
                "/scoring",
                zh=f"“{str(name)[:40]}”不是计分方式：{'、'.join(self.modes)}",
                en=f"'{str(name)[:40]}' is not one of {', '.join(self.modes)}",
            )

    def normalised(self, content: Mapping) -> dict:
        """The content with every default written out, so that equal content has one digest."""
        scoring = {"scoring": next(iter(self.modes))} if self.modes else {}
        return {**COMMON_DEFAULTS, **scoring, **self.defaults, **content}

    def languages(self, content: Mapping) -> tuple[str, ...]:
        """The languages in which stem and all texts of the kind are written."""
        texts = [content.get("stem") or {}, *self.texts(content)]
        return tuple(each for each in LANGUAGES if all(text.get(each) for text in texts))

    def texts(self, content: Mapping) -> Iterable[Mapping[str, str]]:
        """The texts, by language, that are shown beside the stem while it is answered."""
        return ()

    def tags(self, content: Mapping) -> Iterator[tuple[str, str]]:
        """The misconceptions that wrong answers are tagged with, each with its JSON pointer."""
        yield from ()

    def claimed(self, content: Mapping) -> tuple[str, ...]:
        """The options that each need a claim of their own in a proof."""
        return ()

    def instruction(self, content: Mapping) -> Text:
        """What a learner is asked to do."""
        raise NotImplementedError

    def order(self, content: Mapping, rng: random.Random) -> object:
        """The order in which one attempt shows what can be shuffled, as JSON."""
        return []

    def order_to_try(self, content: Mapping) -> object:
        """An order for a preview, always the same, that gives nothing away."""
        return self.order(content, random.Random(0))

    # Answers.

    def read_answer(self, content: Mapping, data: object) -> tuple[dict | None, list[Problem]]:
        """The answer that was sent, or what is wrong with it. An incomplete one is kept."""
        raise NotImplementedError

    def right_answer(self, content: Mapping) -> dict:
        """An answer that earns everything."""
        raise NotImplementedError

    def count(self, response: Mapping | None) -> int:
        """How many parts of the answer are filled in."""
        raise NotImplementedError

    def is_given(self, response: Mapping | None) -> bool:
        """Whether anything is answered; what was cleared is not."""
        return self.count(response) > 0

    def is_complete(self, content: Mapping, response: Mapping | None) -> bool:
        """Whether as much is answered as the question asks for."""
        return self.is_given(response)

    def grade(
        self, content: Mapping, response: Mapping | None, *, mode: str | None = None
    ) -> Grade:
        """The grade of an answer that `read_answer` accepted; None is no answer.

        KeyError for a mode that is none.
        """
        raise NotImplementedError
