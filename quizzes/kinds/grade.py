"""What grading gives back: a score with the receipt that explains it. Each kind fills it in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from studyguide.text import Text

EMPTY = Text(zh="没有作答 → 0", en="not answered → 0")


@dataclass(frozen=True, kw_only=True)
class Share:
    """One option's part: `share` is None where the mode asks for the whole, not for parts."""

    key: str
    picked: bool
    correct: bool
    share: Fraction | None

    @property
    def agrees(self) -> bool:
        return self.picked == self.correct


@dataclass(frozen=True, kw_only=True)
class Part:
    """One line of an answer that is no option: a place, a pair, an accepted value.

    `given` and `wanted` are words of the kind, which its widget makes readable; an empty `given`
    is a part that was left open.
    """

    key: str
    given: str
    wanted: str
    agrees: bool
    share: Fraction | None


@dataclass(frozen=True, kw_only=True)
class Other:
    """What another mode would have given for the same answer."""

    mode: str
    label: Text
    score: Fraction


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """How a score came about; `chance` is what answering at random earns on average."""

    mode: str
    label: Text
    formula: Text
    shares: tuple[Share | Part, ...]
    others: tuple[Other, ...] = ()
    chance: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class Grade:
    """A score from 0 to `maximum`; `correct` says whether the answer is exactly the key."""

    score: Fraction
    maximum: Fraction = Fraction(1)
    correct: bool
    receipt: Receipt
