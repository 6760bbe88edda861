"""What the kinds that are answered by picking options have in common."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from quizzes.kinds.content import (
    COMMON_KEYS,
    OPTION_CAP,
    WHY_CAP,
    Problem,
    Stage,
    common_problems,
    problem,
    tag_problems,
    text_problems,
    unknown_keys,
)
from quizzes.kinds.grade import Grade
from quizzes.kinds.kind import Kind
from quizzes.kinds.picks import grade_picks
from quizzes.kinds.worth import FRACTION, weight_of
from studyguide.text import Text

LETTER = re.compile(r"[a-z]")
MOST_OPTIONS = 26
OPTION_KEYS = frozenset(("key", "text", "correct", "why", "misconception"))
OPTION_DEFAULTS = {"correct": False, "why": {}, "misconception": None}


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing that can be picked; `weight` is its share under the mode `weights`."""

    key: str
    text: Mapping[str, str]
    weight: Fraction
    is_key: bool
    why: Mapping[str, str]
    misconception: str | None


class ChoiceKind(Kind):
    """A kind of question answered by picking options; subclasses say how many and which.

    An answer is stored as `{"picked": ["a", "c"]}`: option keys, sorted, none twice.
    """

    has_modes = False
    is_provable = True
    option_keys = OPTION_KEYS
    content_keys = COMMON_KEYS | {"options", "scoring"}
    defaults = {"options": [], "scoring": "exact"}

    # Content.

    def problems(self, content: Mapping, stage: Stage) -> Iterator[Problem]:
        """Everything wrong with the content of this kind."""
        yield from unknown_keys(content, self.content_keys, "")
        yield from common_problems(content, stage)
        found = list(self.part_problems(content, stage))
        yield from found
        yield from self.scoring_problems(content)
        if found or stage is Stage.DRAFT:
            return
        yield from self.key_problems(content)
        has_stem = content.get("stem") and isinstance(content["stem"], Mapping)
        if has_stem and not self.languages(content):
            yield problem(
                "/stem",
                zh="需要至少一种语言同时写全题干和所有选项",
                en="needs one language in which the stem and every option are written",
            )

    def part_problems(self, content: Mapping, stage: Stage) -> Iterator[Problem]:
        options = content.get("options")
        if not isinstance(options, list | tuple):
            yield problem("/options", zh="需要一个选项列表", en="needs a list of options")
            return
        if len(options) > MOST_OPTIONS:
            yield problem(
                "/options",
                zh=f"有{len(options)}个选项，最多{MOST_OPTIONS}个",
                en=f"has {len(options)} options; {MOST_OPTIONS} at most",
            )
            return
        if len(options) < 2 and stage is not Stage.DRAFT:
            yield problem("/options", zh="需要至少两个选项", en="needs at least two options")
        seen: list[object] = []
        for index, option in enumerate(options):
            yield from self._one_option(option, f"/options/{index}", stage, seen)

    def _one_option(
        self, option: object, pointer: str, stage: Stage, seen: list[object]
    ) -> Iterator[Problem]:
        if not isinstance(option, Mapping):
            yield problem(
                pointer,
                zh="需要key、text、correct等键",
                en="needs keys such as key, text and correct",
            )
            return
        yield from unknown_keys(option, self.option_keys, pointer)
        key = option.get("key")
        if not self.is_option_key(key):
            yield problem(f"{pointer}/key", zh=self.key_rule.zh, en=self.key_rule.en)
        elif key in seen:
            yield problem(
                f"{pointer}/key", zh=f"选项“{key}”写了两次", en=f"has the option '{key}' twice"
            )
        seen.append(key)
        if "text" in self.option_keys:
            yield from text_problems(
                option.get("text"),
                f"{pointer}/text",
                cap=OPTION_CAP,
                stage=stage,
                required=stage is not Stage.DRAFT,
            )
        yield from text_problems(
            option.get("why"),
            f"{pointer}/why",
            cap=WHY_CAP,
            stage=stage,
            required=stage is Stage.SHIPPED,
        )
        yield from self._correct_problems(option.get("correct", False), f"{pointer}/correct")
        yield from tag_problems(option.get("misconception"), f"{pointer}/misconception")

    key_rule = Text(zh="需要一个小写字母a到z", en="needs one small letter, a to z")

    def is_option_key(self, key: object) -> bool:
        return isinstance(key, str) and bool(LETTER.fullmatch(key))

    def _correct_problems(self, value: object, pointer: str) -> Iterator[Problem]:
        if isinstance(value, bool):
            return
        rule = self.fraction_rule
        if not isinstance(value, str) or not FRACTION.fullmatch(value):
            yield problem(
                pointer,
                zh='需要true、false或写成文字的分数，如 "1/2"',
                en="needs true, false or a fraction as text such as '1/2'",
            )
        elif value.endswith(("/0", "/00", "/000")) or not self.accepts_weight(Fraction(value)):
            yield problem(pointer, zh=rule.zh, en=rule.en)

    fraction_rule = Text(zh="不接受分数", en="does not accept a fraction")

    def accepts_weight(self, weight: Fraction) -> bool:
        return False

    def scoring_problems(self, content: Mapping) -> Iterator[Problem]:
        if content.get("scoring", "exact") != "exact":
            yield problem(
                "/scoring",
                zh="这种题型只有exact一种计分方式",
                en="is not a scoring of this kind, which has only 'exact'",
            )

    def key_problems(self, content: Mapping) -> Iterator[Problem]:
        """What is wrong with the key of content whose options are well formed."""
        if len(self.key(content)) != 1:
            yield problem(
                "/options",
                zh=f"需要恰好一个正确选项，现在有{len(self.key(content))}个",
                en=f"needs exactly one correct option and has {len(self.key(content))}",
            )

    # Reading content that has no problems.

    def normalised(self, content: Mapping) -> dict:
        whole = super().normalised(content)
        if "choose" in self.content_keys:
            whole.setdefault("choose", None)
        whole["options"] = [{**OPTION_DEFAULTS, **option} for option in whole["options"]]
        return whole

    def texts(self, content: Mapping) -> Iterable[Mapping[str, str]]:
        return [option.text for option in self.options(content)]

    def tags(self, content: Mapping) -> Iterator[tuple[str, str]]:
        for place, option in enumerate(self.options(content)):
            if option.misconception:
                yield f"/options/{place}/misconception", option.misconception

    def options(self, content: Mapping) -> tuple[Option, ...]:
        """The options in the order in which the author wrote them."""
        return tuple(
            Option(
                key=option["key"],
                text=self.option_text(option),
                weight=weight_of(option.get("correct", False)),
                is_key=self.is_key(option.get("correct", False)),
                why=option.get("why") or {},
                misconception=option.get("misconception"),
            )
            for option in content["options"]
        )

    def option_text(self, option: Mapping) -> Mapping[str, str]:
        return option.get("text") or {}

    def is_key(self, correct: object) -> bool:
        """Whether an option marked so belongs to the answer key."""
        return weight_of(correct) == 1

    def key(self, content: Mapping) -> frozenset[str]:
        return frozenset(option.key for option in self.options(content) if option.is_key)

    def claimed(self, content: Mapping) -> tuple[str, ...]:
        """The options that each need a claim of their own in a proof."""
        return tuple(option.key for option in self.options(content))

    def instruction(self, content: Mapping) -> Text:
        return Text(zh="选一项。", en="Choose one.")

    def order(self, content: Mapping, rng: random.Random) -> list[str]:
        """The option keys in an order for one attempt."""
        keys = [option["key"] for option in content["options"]]
        rng.shuffle(keys)
        return keys

    def order_to_try(self, content: Mapping) -> list[str]:
        """As the author wrote them: what is tried is what was just written."""
        return [option["key"] for option in content["options"]]

    # Answers.

    def read_answer(self, content: Mapping, picked: object) -> tuple[dict | None, list[Problem]]:
        """The keys that were picked, as an answer; or what is wrong with them."""
        if not isinstance(picked, list | tuple) or not all(isinstance(key, str) for key in picked):
            return None, [problem("/picked", zh="需要选项的列表", en="needs a list of options")]
        known = {option["key"] for option in content["options"]}
        found = [
            problem(
                "/picked",
                zh=f"“{key[:20]}”不是这道题的选项",
                en=f"'{key[:20]}' is not one of the question's options",
            )
            for key in sorted(set(picked) - known)
        ]
        keys = sorted(set(picked) & known)
        most = self.most_picks(content)
        if not found and len(keys) > most:
            found.append(
                problem(
                    "/picked",
                    zh=f"选了{len(keys)}项，最多{most}项",
                    en=f"has {len(keys)} options; {most} at most",
                )
            )
        return (None, found) if found else ({"picked": keys}, [])

    def most_picks(self, content: Mapping) -> int:
        return 1

    def picked(self, response: Mapping | None) -> frozenset[str]:
        return frozenset(response["picked"]) if response else frozenset()

    def right_answer(self, content: Mapping) -> dict:
        return {"picked": sorted(self.key(content))}

    def count(self, response: Mapping | None) -> int:
        return len(self.picked(response))

    def grade(
        self, content: Mapping, response: Mapping | None, *, mode: str | None = None
    ) -> Grade:
        """ValueError for an answer that names an option the content lacks."""
        return grade_picks(self, content, response, mode=mode)
