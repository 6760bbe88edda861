"""Single choice: one option is right; others may be partly right, by a fraction."""

from __future__ import annotations

from fractions import Fraction

from quizzes.kinds.choice import ChoiceKind
from studyguide.text import Text


class SingleChoice(ChoiceKind):
    name = "single_choice"
    label = Text(zh="单选", en="Single choice")
    fraction_rule = Text(zh="需要大于0、小于1的分数", en="needs a fraction above 0 and below 1")

    def accepts_weight(self, weight: Fraction) -> bool:
        return 0 < weight < 1
