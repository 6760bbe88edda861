"""The contract of a kind's form and display; what they look like stands in its templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.http import QueryDict

from quizzes.kinds import Kind, Problem
from quizzes.kinds.grade import Receipt
from quizzes.widgets.words import Words

Fields = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class ReceiptLine:
    """One line under a receipt: `worth` is its share where the mode knows shares."""

    label: str
    worth: str | None
    agrees: bool


class Widget:
    """How questions of one kind are asked and shown.

    `order` is what `kind.order` froze for the attempt. Names and values of fields must not tell
    the key, so a kind whose keys would tell it sends places in that order instead.
    """

    kind: Kind
    shows_count = False
    can_clear = False
    template = ""

    @property
    def question_template(self) -> str:
        return f"quizzes/kinds/_{self.kind.name}.html"

    @property
    def review_template(self) -> str:
        return f"quizzes/kinds/_{self.kind.name}_review.html"

    def read(
        self, content: Mapping, order: object, data: QueryDict
    ) -> tuple[dict | None, list[Problem]]:
        """The answer in what a form sent, or what is wrong with it; nothing at all is allowed."""
        raise NotImplementedError

    def typed(self, content: Mapping, order: object, data: QueryDict) -> Mapping | None:
        """What to show again of what could not be read; None shows the answer that stands."""
        return None

    def fields(self, order: object, response: Mapping | None) -> Fields:
        """The form fields that would send this answer again."""
        raise NotImplementedError

    def shown(
        self, content: Mapping, order: object, response: Mapping | None, language: str
    ) -> object:
        """What the question's template draws. It knows nothing of the key."""
        raise NotImplementedError

    def reviewed(
        self,
        content: Mapping,
        order: object,
        response: Mapping | None,
        language: str,
        *,
        scope: str,
    ) -> object:
        """What the review's template draws after hand-in."""
        raise NotImplementedError

    def told(
        self, content: Mapping, order: object, response: Mapping | None, language: str
    ) -> Sequence[str]:
        """The answer in a few words, for a line of text; empty where nothing is answered."""
        raise NotImplementedError

    def lines(self, content: Mapping, order: object, receipt: Receipt) -> Sequence[ReceiptLine]:
        """The receipt line by line, in the words under which the attempt showed its parts."""
        raise NotImplementedError

    def texts(self, shown: object) -> Sequence[Words]:
        """What an author has written of what is shown; a preview of none is empty."""
        return ()


def worth(share: Fraction | None) -> str | None:
    return None if share is None else str(share)
