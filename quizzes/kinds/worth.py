"""What an option or an accepted answer is worth: right, wrong, or an exact fraction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from quizzes.kinds.content import Problem, problem

FRACTION = re.compile(r"-?[0-9]{1,3}/[0-9]{1,3}")


def weight_of(correct: object) -> Fraction:
    """True is 1, false is 0, a text is the exact fraction it shows."""
    return Fraction(correct) if isinstance(correct, str) else Fraction(int(bool(correct)))


def worth_problems(value: object, pointer: str) -> Iterator[Problem]:
    """What is wrong with the worth of an accepted answer."""
    if isinstance(value, bool):
        return
    if (
        not isinstance(value, str)
        or not FRACTION.fullmatch(value)
        or not int(value.partition("/")[2])
        or not 0 < Fraction(value) < 1
    ):
        yield problem(
            pointer,
            zh='需要true、false，或大于0、小于1的分数，如 "1/2"',
            en="needs true, false or a fraction between 0 and 1 as text such as '1/2'",
        )
