"""What the kinds answered by typing show after hand-in: what was typed, what is right, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizzes.exchange.misconceptions import misconceptions
from quizzes.kinds.accepted import TypedKind
from quizzes.kinds.grade import Receipt
from quizzes.widgets.widget import ReceiptLine, Widget, worth
from quizzes.widgets.words import Words, words
from studyguide.text import Text


@dataclass(frozen=True, kw_only=True)
class ReviewedTyping:
    """The answer typed, and all that is right; `why` speaks of what was typed, else of the key."""

    given: str
    right: tuple[str, ...]
    is_right: bool
    is_partly_right: bool
    why: Words | None
    why_right: Words | None
    misconception: Text | None


class TypedWidget(Widget):
    """The review and receipt of a list of accepted answers; subclasses have the fields."""

    kind: TypedKind

    def reviewed(
        self,
        content: Mapping,
        order: object,
        response: Mapping | None,
        language: str,
        *,
        scope: str,
    ) -> ReviewedTyping:
        entries = self.kind.accepted(content)
        is_given = self.kind.is_given(response)
        met = self.kind.meeting(content, response) if is_given else None
        mine = entries[met] if met is not None else None
        right = next(entry for entry in entries if entry.weight == 1)
        weight = mine.weight if mine else 0
        return ReviewedTyping(
            given=self.kind.said(content, response) if is_given else "",
            right=tuple(entry.words for entry in entries if entry.weight == 1),
            is_right=weight == 1,
            is_partly_right=0 < weight < 1,
            why=_why(mine.why, language, f"{scope}m") if mine and weight != 1 else None,
            why_right=_why(right.why, language, f"{scope}r"),
            misconception=misconceptions().get(mine.misconception or "") if mine else None,
        )

    def told(
        self, content: Mapping, order: object, response: Mapping | None, language: str
    ) -> Sequence[str]:
        return [self.kind.said(content, response)] if self.kind.is_given(response) else []

    def lines(self, content: Mapping, order: object, receipt: Receipt) -> Sequence[ReceiptLine]:
        """Each entry that was tried; one that does not agree is no mistake, another may."""
        return [
            ReceiptLine(label=part.wanted, worth=worth(part.share) or "–", agrees=True)
            for part in receipt.shares
        ]


def _why(texts: Mapping[str, str], language: str, scope: str) -> Words | None:
    return words(texts, language, scope=scope) if texts else None
