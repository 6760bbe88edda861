"""What the kinds answered by picking options show, while they are answered and afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes.exchange.misconceptions import misconceptions
from quizzes.kinds import ChoiceKind, Option, Problem
from quizzes.kinds.grade import Receipt, Share
from quizzes.widgets.widget import Fields, ReceiptLine, Widget, worth
from quizzes.widgets.words import Words, words
from studyguide.text import Text


@dataclass(frozen=True, kw_only=True)
class ShownOption:
    """One row of a question being answered. It knows nothing of the key."""

    key: str
    letter: str
    words: Words
    picked: bool


@dataclass(frozen=True, kw_only=True)
class ReviewedOption:
    """One row of a question after hand-in."""

    letter: str
    words: Words
    picked: bool
    is_key: bool
    why: Words | None
    misconception: Text | None

    @property
    def is_mistake(self) -> bool:
        """Picked though wrong. What was right but left out is told by its own mark."""
        return self.picked and not self.is_key


class ChoiceWidget(Widget):
    """Options in the order that was frozen for the attempt, lettered as they are shown."""

    field = "picked"

    def __init__(self, *, kind: ChoiceKind, control: str) -> None:
        self.kind: ChoiceKind = kind
        self.control = control

    @property
    def shows_count(self) -> bool:
        return self.control == "checkbox"

    @property
    def can_clear(self) -> bool:
        return self.control == "radio"

    def read(
        self, content: Mapping, order: object, data: QueryDict
    ) -> tuple[dict | None, list[Problem]]:
        return self.kind.read_answer(content, data.getlist(self.field))

    def fields(self, order: object, response: Mapping | None) -> Fields:
        return [(self.field, key) for key in sorted(self.kind.picked(response))]

    def shown(
        self, content: Mapping, order: list[str], response: Mapping | None, language: str
    ) -> tuple[ShownOption, ...]:
        picked = self.kind.picked(response)
        return tuple(
            ShownOption(
                key=option.key,
                letter=letter,
                words=words(option.text, language, scope=letter),
                picked=option.key in picked,
            )
            for letter, option in self._lettered(content, order)
        )

    def reviewed(
        self,
        content: Mapping,
        order: list[str],
        response: Mapping | None,
        language: str,
        *,
        scope: str,
    ) -> tuple[ReviewedOption, ...]:
        picked = self.kind.picked(response)
        return tuple(
            ReviewedOption(
                letter=letter,
                words=words(option.text, language, scope=f"{scope}{letter}"),
                picked=option.key in picked,
                is_key=option.is_key,
                why=words(option.why, language, scope=f"{scope}{letter}w") if option.why else None,
                misconception=misconceptions().get(option.misconception or ""),
            )
            for letter, option in self._lettered(content, order)
        )

    def told(
        self, content: Mapping, order: list[str], response: Mapping | None, language: str
    ) -> Sequence[str]:
        picked = self.kind.picked(response)
        return [letter for letter, option in self._lettered(content, order) if option.key in picked]

    def lines(self, content: Mapping, order: list[str], receipt: Receipt) -> Sequence[ReceiptLine]:
        shares = {share.key: share for share in receipt.shares}
        return [
            ReceiptLine(
                label=f"{letter} {_said(shares[option.key])}",
                worth=worth(shares[option.key].share),
                agrees=shares[option.key].agrees,
            )
            for letter, option in self._lettered(content, order)
        ]

    def texts(self, shown: tuple[ShownOption, ...]) -> Sequence[Words]:
        return [option.words for option in shown]

    def _lettered(self, content: Mapping, order: list[str]) -> list[tuple[str, Option]]:
        options = {option.key: option for option in self.kind.options(content)}
        return list(zip(ascii_uppercase, (options[key] for key in order), strict=False))


def _said(share: Share) -> str:
    if share.picked:
        return _("chosen, right") if share.correct else _("chosen, wrong")
    return _("right, left out") if share.correct else _("left out")
