"""What kinds answered by typing have in common: a list of answers, each worth something.

A list also names wrong answers that people give, worth nothing, so that the result can say why.
The first entry that agrees with what was typed decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from quizzes.kinds.content import (
    COMMON_KEYS,
    WHY_CAP,
    Problem,
    Stage,
    problem,
    tag_problems,
    text_problems,
    unknown_keys,
)
from quizzes.kinds.grade import EMPTY, Grade, Part, Receipt
from quizzes.kinds.kind import Kind
from quizzes.kinds.worth import weight_of, worth_problems
from studyguide.text import Text

MOST_ANSWERS = 20
ENTRY_KEYS = frozenset(("correct", "why", "misconception"))
ENTRY_DEFAULTS = {"correct": False, "why": {}, "misconception": None}
LABEL = Text(zh="最先相符的答案的分值", en="The worth of the first answer that agrees")


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """One entry of the list, as graded: how it reads, and what it is worth."""

    words: str
    weight: Fraction
    why: Mapping[str, str]
    misconception: str | None


class TypedKind(Kind):
    """A kind answered by typing; subclasses say what an entry is and when it agrees."""

    content_keys = COMMON_KEYS | {"answers"}
    defaults = {"answers": []}
    entry_keys = ENTRY_KEYS
    entry_defaults: Mapping[str, object] = ENTRY_DEFAULTS
    label_of_mode = LABEL

    # Content.

    def part_problems(self, content: Mapping, stage: Stage) -> Iterator[Problem]:
        answers = content.get("answers")
        if answers is None and stage is Stage.DRAFT:
            return
        if not isinstance(answers, list | tuple):
            yield problem("/answers", zh="需要一个答案列表", en="needs a list of answers")
            return
        if len(answers) > MOST_ANSWERS:
            yield problem(
                "/answers",
                zh=f"有{len(answers)}个答案，最多{MOST_ANSWERS}个",
                en=f"has {len(answers)} answers; {MOST_ANSWERS} at most",
            )
            return
        for index, entry in enumerate(answers):
            yield from self._one_entry(entry, f"/answers/{index}", stage)

    def _one_entry(self, entry: object, pointer: str, stage: Stage) -> Iterator[Problem]:
        if not isinstance(entry, Mapping):
            keys = sorted(self.entry_keys - ENTRY_KEYS)
            yield problem(
                pointer,
                zh=f"需要{'、'.join(keys)}、correct等键",
                en=f"needs keys such as {', '.join(keys)} and correct",
            )
            return
        yield from unknown_keys(entry, self.entry_keys, pointer)
        yield from self.entry_problems(entry, pointer)
        yield from worth_problems(entry.get("correct", False), f"{pointer}/correct")
        yield from text_problems(
            entry.get("why"),
            f"{pointer}/why",
            cap=WHY_CAP,
            stage=stage,
            required=stage is Stage.SHIPPED,
        )
        yield from tag_problems(entry.get("misconception"), f"{pointer}/misconception")

    def entry_problems(self, entry: Mapping, pointer: str) -> Iterator[Problem]:
        """What is wrong with what only this kind has in an entry."""
        raise NotImplementedError

    def key_problems(self, content: Mapping) -> Iterator[Problem]:
        entries = self.accepted(content)
        if not any(entry.weight == 1 for entry in entries):
            yield problem(
                "/answers",
                zh="需要至少一个correct为true的答案",
                en="needs at least one answer that is correct: true",
            )
            return
        for index, entry in enumerate(entries):
            met = self.meeting(content, self.sample(content, index))
            if met is not None and met < index and entries[met].weight != entry.weight:
                yield problem(
                    f"/answers/{index}",
                    zh=f"永远轮不到：第{met + 1}个答案先与它相符",
                    en=f"is never reached: answer {met + 1} agrees with it first",
                )

    def normalised(self, content: Mapping) -> dict:
        whole = super().normalised(content)
        whole["answers"] = [{**self.entry_defaults, **entry} for entry in whole["answers"]]
        return whole

    def tags(self, content: Mapping) -> Iterator[tuple[str, str]]:
        for place, entry in enumerate(self.accepted(content)):
            if entry.misconception:
                yield f"/answers/{place}/misconception", entry.misconception

    # Reading content that has no problems.

    def accepted(self, content: Mapping) -> tuple[Accepted, ...]:
        """The entries in the order in which they are tried."""
        return tuple(
            Accepted(
                words=self.words_of(content, entry),
                weight=weight_of(entry.get("correct", False)),
                why=entry.get("why") or {},
                misconception=entry.get("misconception"),
            )
            for entry in content["answers"]
        )

    def words_of(self, content: Mapping, entry: Mapping) -> str:
        """The entry as a reader sees it in a result."""
        raise NotImplementedError

    def sample(self, content: Mapping, index: int) -> dict:
        """An answer that agrees with that entry."""
        raise NotImplementedError

    def meeting(self, content: Mapping, response: Mapping) -> int | None:
        """The place of the first entry that agrees with an answer, if any does."""
        raise NotImplementedError

    def said(self, content: Mapping, response: Mapping) -> str:
        """The answer as a reader sees it in a receipt."""
        raise NotImplementedError

    def right_answer(self, content: Mapping) -> dict:
        place = next(i for i, each in enumerate(self.accepted(content)) if each.weight == 1)
        return self.sample(content, place)

    # Grading.

    def grade(
        self, content: Mapping, response: Mapping | None, *, mode: str | None = None
    ) -> Grade:
        if mode not in {None, "exact"}:
            raise KeyError(mode)
        entries = self.accepted(content)
        if not self.is_given(response):
            return self._grade(entries, None, Fraction(0), EMPTY, said="")
        met = self.meeting(content, response)
        score = entries[met].weight if met is not None else Fraction(0)
        said = self.said(content, response)
        return self._grade(entries, met, score, _formula(said, entries, met, score), said=said)

    def _grade(
        self,
        entries: Iterable[Accepted],
        met: int | None,
        score: Fraction,
        formula: Text,
        *,
        said: str,
    ) -> Grade:
        receipt = Receipt(
            mode="exact",
            label=self.label_of_mode,
            formula=formula,
            shares=tuple(
                Part(
                    key=str(place),
                    given=said,
                    wanted=entry.words,
                    agrees=place == met,
                    share=entry.weight if place == met else None,
                )
                for place, entry in enumerate(entries)
            ),
        )
        return Grade(score=score, correct=score == 1, receipt=receipt)


def _formula(said: str, entries: tuple[Accepted, ...], met: int | None, score: Fraction) -> Text:
    if met is None:
        return Text(
            zh=f"“{said}”与所列答案都不符 → 0",
            en=f"“{said}” agrees with none of the listed answers → 0",
        )
    words = entries[met].words
    return Text(
        zh=f"“{said}”与“{words}”相符，值{score}分 → {score}",
        en=f"“{said}” agrees with “{words}”, worth {score} → {score}",
    )
