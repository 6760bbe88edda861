"""How `ordering` is answered and shown: a list of places for each step, and buttons that move it.

Fields are named by the place of a step in the order shown: its key might tell the right one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes.kinds import Problem, kind
from quizzes.kinds.grade import Part, Receipt
from quizzes.kinds.ordering import Ordering
from quizzes.widgets.widget import Fields, ReceiptLine, Widget, worth
from quizzes.widgets.words import Words, words

FIELD = "place-"


@dataclass(frozen=True, kw_only=True)
class ShownStep:
    """One step as it is sorted; `place` is 0 while it has none."""

    field: str
    letter: str
    words: Words
    place: int


@dataclass(frozen=True, kw_only=True)
class ShownSteps:
    rows: tuple[ShownStep, ...]

    @property
    def places(self) -> range:
        return range(1, len(self.rows) + 1)


@dataclass(frozen=True, kw_only=True)
class ReviewedStep:
    """One step at its right place, and the place it was given (0: none)."""

    place: int
    letter: str
    words: Words
    given: int
    why: Words | None

    @property
    def is_right(self) -> bool:
        return self.given == self.place


class OrderingWidget(Widget):
    kind: Ordering = kind("ordering")
    shows_count = True

    def read(
        self, content: Mapping, order: list[str], data: QueryDict
    ) -> tuple[dict | None, list[Problem]]:
        names = {f"{FIELD}{index}": key for index, key in enumerate(order)}
        sent = {
            names.get(name, name): place for name, place in data.items() if name.startswith(FIELD)
        }
        return self.kind.read_answer(content, sent)

    def typed(self, content: Mapping, order: list[str], data: QueryDict) -> Mapping:
        """The places that can be read."""
        fit = {str(place): place for place in range(1, len(order) + 1)}
        sent = {key: data.get(f"{FIELD}{index}", "") for index, key in enumerate(order)}
        return {"places": {key: fit[place] for key, place in sent.items() if place in fit}}

    def fields(self, order: list[str], response: Mapping | None) -> Fields:
        places = response["places"] if response else {}
        return [(f"{FIELD}{index}", str(places.get(key, ""))) for index, key in enumerate(order)]

    def shown(
        self, content: Mapping, order: list[str], response: Mapping | None, language: str
    ) -> ShownSteps:
        """In the learner's order once every step has a place of its own."""
        places = response["places"] if response else {}
        texts = {step["key"]: step["text"] for step in content["steps"]}
        rows = [
            ShownStep(
                field=f"{FIELD}{index}",
                letter=letter,
                words=words(texts[key], language, scope=letter),
                place=places.get(key, 0),
            )
            for index, (letter, key) in enumerate(zip(ascii_uppercase, order, strict=False))
        ]
        if self.kind.is_complete(content, response):
            rows.sort(key=lambda row: row.place)
        return ShownSteps(rows=tuple(rows))

    def reviewed(
        self,
        content: Mapping,
        order: list[str],
        response: Mapping | None,
        language: str,
        *,
        scope: str,
    ) -> tuple[ReviewedStep, ...]:
        places, letters = response["places"] if response else {}, _letters(order)
        return tuple(
            ReviewedStep(
                place=place,
                letter=letters[step["key"]],
                words=words(step["text"], language, scope=f"{scope}{place}"),
                given=places.get(step["key"], 0),
                why=words(step["why"], language, scope=f"{scope}{place}w")
                if step.get("why")
                else None,
            )
            for place, step in enumerate(content["steps"], start=1)
        )

    def told(
        self, content: Mapping, order: list[str], response: Mapping | None, language: str
    ) -> Sequence[str]:
        places, letters = response["places"] if response else {}, _letters(order)
        found = sorted((place, letters[key]) for key, place in places.items())
        return [f"{place} {letter}" for place, letter in found]

    def lines(self, content: Mapping, order: list[str], receipt: Receipt) -> Sequence[ReceiptLine]:
        letters = _letters(order)
        return [
            ReceiptLine(label=_said(part, letters), worth=worth(part.share), agrees=part.agrees)
            for part in receipt.shares
        ]

    def texts(self, shown: ShownSteps) -> Sequence[Words]:
        return [row.words for row in shown.rows]


def _letters(order: list[str]) -> dict[str, str]:
    return dict(zip(order, ascii_uppercase, strict=False))


def _said(part: Part, letters: Mapping[str, str]) -> str:
    first, _space, second = part.key.partition(" ")
    if second:
        return _("%(first)s before %(second)s") % {
            "first": letters[first],
            "second": letters[second],
        }
    words = {"letter": letters[first], "given": part.given, "wanted": part.wanted}
    if not part.given:
        return _("%(letter)s without a place, belongs at %(wanted)s") % words
    return _("%(letter)s at place %(given)s, belongs at %(wanted)s") % words


WIDGET = OrderingWidget()
