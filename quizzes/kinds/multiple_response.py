"""Multiple response: one or more options are right, and the count may be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from quizzes.kinds.choice import ChoiceKind
from quizzes.kinds.content import Problem, problem
from quizzes.kinds.worth import weight_of
from quizzes.modes import MODES, selectable
from studyguide.text import Text

COUNTS_ZH = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")
COUNTS_EN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class MultipleResponse(ChoiceKind):
    name = "multiple_response"
    label = Text(zh="多选", en="Multiple response")
    has_modes = True
    content_keys = ChoiceKind.content_keys | {"choose"}
    fraction_rule = Text(
        zh="需要-1到1之间且不为0的分数", en="needs a fraction from -1 to 1 that is not 0"
    )

    def accepts_weight(self, weight: Fraction) -> bool:
        return weight != 0 and -1 <= weight <= 1

    def is_key(self, correct: object) -> bool:
        return weight_of(correct) > 0

    def scoring_problems(self, content: Mapping) -> Iterator[Problem]:
        name = content.get("scoring", "exact")
        if not isinstance(name, str) or name not in MODES:
            yield problem(
                "/scoring",
                zh=f"“{str(name)[:40]}”不是计分方式",
                en=f"'{str(name)[:40]}' is not a scoring mode",
            )
        elif not selectable(name):
            yield problem(
                "/scoring",
                zh="全部勾选就能得满分，因此不能选用",
                en="would give full marks for ticking everything, so it cannot be used",
            )

    def key_problems(self, content: Mapping) -> Iterator[Problem]:
        options = self.options(content)
        right = len(self.key(content))
        if right in {0, len(options)}:
            yield problem(
                "/options",
                zh="需要至少一个正确选项和一个错误选项",
                en="needs at least one correct and one wrong option",
            )
        yield from self._choose_problems(content.get("choose"), right)
        has_fractions = any(isinstance(option.get("correct"), str) for option in content["options"])
        if content.get("scoring", "exact") == "weights":
            yield from _weight_problems([option.weight for option in options])
        elif has_fractions:
            yield problem(
                "/options",
                zh="选项带分数时，计分方式必须是weights",
                en="has fractions, which only the scoring 'weights' uses",
            )

    def _choose_problems(self, choose: object, right: int) -> Iterator[Problem]:
        if choose is None:
            return
        if type(choose) is not int or choose != right:
            yield problem(
                "/choose",
                zh=f"需要留空，或写正确选项的个数{right}",
                en=f"needs to be empty or {right}, the number of correct options",
            )

    def instruction(self, content: Mapping) -> Text:
        choose = content.get("choose")
        if choose is None:
            return Text(zh="选出所有正确的选项。", en="Choose all that apply.")
        if choose < len(COUNTS_EN):
            return Text(zh=f"选{COUNTS_ZH[choose]}项。", en=f"Choose {COUNTS_EN[choose]}.")
        return Text(zh=f"选{choose}项。", en=f"Choose {choose}.")

    def most_picks(self, content: Mapping) -> int:
        """All of them: people tick the new one before they untick the old."""
        return len(content["options"])

    def is_complete(self, content: Mapping, response: Mapping | None) -> bool:
        picked = self.picked(response)
        choose = content.get("choose")
        return len(picked) == choose if choose else bool(picked)


def _weight_problems(weights: list[Fraction]) -> Iterator[Problem]:
    positive = sum(weight for weight in weights if weight > 0)
    if positive != 1:
        yield problem(
            "/options",
            zh=f"正确选项的分数之和需要是1，现在是{positive}",
            en=f"needs fractions of the correct options that add up to 1, not {positive}",
        )
    elif sum(weights) >= 1:
        yield problem(
            "/options",
            zh="全部勾选就能得满分：错误选项需要负分",
            en="gives full marks for ticking everything: a wrong option needs a negative fraction",
        )
