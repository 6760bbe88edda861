"""How `cloze` is answered and shown: the passage, with a field or a list where it has a blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes.exchange.misconceptions import misconceptions
from quizzes.kinds import Problem, kind
from quizzes.kinds.cloze import LIST, MARK, NUMBER, Cloze, kind_of_blank
from quizzes.kinds.grade import Receipt
from quizzes.kinds.numeric import TYPED_CAP as NUMBER_CAP
from quizzes.kinds.short_text import TYPED_CAP as TEXT_CAP
from quizzes.widgets.widget import Fields, ReceiptLine, Widget, worth
from quizzes.widgets.words import Words, words
from studyguide.text import HTML_LANGUAGES, Text, localized

FIELD = "blank-"
Order = Mapping[str, list[str]]


@dataclass(frozen=True, kw_only=True)
class ShownBlank:
    """One blank: `choices` (value and words) where there is a list, else a field to type in."""

    field: str
    number: int
    value: str
    is_number: bool
    unit: str
    cap: int
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A run of the passage, and the blank behind it."""

    text: str
    blank: ShownBlank | None


@dataclass(frozen=True, kw_only=True)
class ShownPassage:
    pieces: tuple[Piece, ...]
    html_language: str


@dataclass(frozen=True, kw_only=True)
class ReviewedBlank:
    """One blank after hand-in; `why` speaks of the answer given, `why_right` of the key."""

    number: int
    given: str
    right: str
    is_right: bool
    is_partly_right: bool
    why: Words | None
    why_right: Words | None
    misconception: Text | None


@dataclass(frozen=True, kw_only=True)
class ReviewedPassage:
    text: str
    html_language: str
    blanks: tuple[ReviewedBlank, ...]


class ClozeWidget(Widget):
    kind: Cloze = kind("cloze")
    shows_count = True

    def read(
        self, content: Mapping, order: Order, data: QueryDict
    ) -> tuple[dict | None, list[Problem]]:
        sent = {
            name.removeprefix(FIELD): value
            for name, value in data.items()
            if name.startswith(FIELD)
        }
        return self.kind.read_answer(content, {k: _key(order, k, v) for k, v in sent.items()})

    def typed(self, content: Mapping, order: Order, data: QueryDict) -> Mapping:
        """What can be read, and the numbers that cannot as they were typed."""
        given = {}
        for blank in content["blanks"]:
            key, asks = blank["key"], kind_of_blank(blank)
            sent = data.get(f"{FIELD}{key}", "")
            if asks is NUMBER:
                given[key] = {"value": sent[: NUMBER_CAP * 2], "unit": ""}
            elif asks is not LIST:
                given[key] = {"text": sent[: TEXT_CAP * 2]}
            elif _key(order, key, sent) in order[key]:
                given[key] = {"picked": [_key(order, key, sent)]}
        return {"blanks": given}

    def fields(self, order: Order, response: Mapping | None) -> Fields:
        given = response["blanks"] if response else {}
        return [(f"{FIELD}{key}", _value(given.get(key), order[key])) for key in order]

    def shown(
        self, content: Mapping, order: Order, response: Mapping | None, language: str
    ) -> ShownPassage:
        values = dict(self.fields(order, response))
        blanks = {blank["key"]: blank for blank in content["blanks"]}
        text, actual = localized(content["passage"], language)
        parts = MARK.split(text)
        pieces = []
        for number, key in enumerate(parts[1::2], start=1):
            blank = blanks[key]
            asks = kind_of_blank(blank)
            texts = {option["key"]: option["text"] for option in blank.get("options") or ()}
            shown = ShownBlank(
                field=f"{FIELD}{key}",
                number=number,
                value=values[f"{FIELD}{key}"],
                is_number=asks is NUMBER,
                unit=blank.get("unit") or "",
                cap=NUMBER_CAP if asks is NUMBER else TEXT_CAP,
                choices=tuple(
                    (str(place), words(texts[each], language).plain)
                    for place, each in enumerate(order[key])
                ),
            )
            pieces.append(Piece(text=parts[2 * number - 2], blank=shown))
        pieces.append(Piece(text=parts[-1], blank=None))
        return ShownPassage(pieces=tuple(pieces), html_language=HTML_LANGUAGES[actual])

    def reviewed(
        self, content: Mapping, order: Order, response: Mapping | None, language: str, *, scope: str
    ) -> ReviewedPassage:
        given = response["blanks"] if response else {}
        blanks = {blank["key"]: blank for blank in content["blanks"]}
        text, actual = localized(content["passage"], language)
        keys = MARK.findall(text)
        numbers = {key: number for number, key in enumerate(keys, start=1)}
        return ReviewedPassage(
            text=MARK.sub(lambda mark: f"（{numbers[mark[1]]}）____", text)
            if actual == "zh"
            else MARK.sub(lambda mark: f"({numbers[mark[1]]}) ____", text),
            html_language=HTML_LANGUAGES[actual],
            blanks=tuple(
                _reviewed(blanks[key], given.get(key), language, numbers[key], f"{scope}{key}")
                for key in keys
            ),
        )

    def told(
        self, content: Mapping, order: Order, response: Mapping | None, language: str
    ) -> Sequence[str]:
        given = response["blanks"] if response else {}
        keys = MARK.findall(localized(content["passage"], language)[0])
        blanks = {blank["key"]: blank for blank in content["blanks"]}
        return [
            f"({number}) {_said(blanks[key], given[key], language)}"
            for number, key in enumerate(keys, start=1)
            if key in given
        ]

    def lines(self, content: Mapping, order: Order, receipt: Receipt) -> Sequence[ReceiptLine]:
        return [
            ReceiptLine(
                label=_("Blank %(number)s") % {"number": number},
                worth=worth(part.share),
                agrees=part.agrees,
            )
            for number, part in enumerate(receipt.shares, start=1)
        ]

    def texts(self, shown: ShownPassage) -> Sequence[Words]:
        return [Words(markdown=piece.text, language="en") for piece in shown.pieces]


def _key(order: Order, blank: str, value: str) -> str:
    """The option at a place in a list; what is no place matches no option."""
    options = order.get(blank)
    if not options or not value:
        return value
    places = {str(place): key for place, key in enumerate(options)}
    return places.get(value, f"#{value}")


def _value(given: Mapping | None, options: list[str]) -> str:
    """What the field of a blank sends for the answer that stands."""
    if not given:
        return ""
    if "picked" in given:
        return str(options.index(given["picked"][0])) if given["picked"] else ""
    return given.get("text", given.get("value", ""))


def _said(blank: Mapping, given: Mapping, language: str) -> str:
    if kind_of_blank(blank) is not LIST:
        return kind_of_blank(blank).said(blank, given)
    texts = {option["key"]: option["text"] for option in blank["options"]}
    return words(texts[given["picked"][0]], language).plain


def _reviewed(
    blank: Mapping, given: Mapping | None, language: str, number: int, scope: str
) -> ReviewedBlank:
    asks = kind_of_blank(blank)
    right = asks.right_answer(blank)
    score = asks.grade(blank, given).score
    mine, key = _entry(blank, given), _entry(blank, right)
    return ReviewedBlank(
        number=number,
        given=_said(blank, given, language) if given else "",
        right=_said(blank, right, language),
        is_right=score == 1,
        is_partly_right=0 < score < 1,
        why=_why(mine, language, f"{scope}m") if score != 1 else None,
        why_right=_why(key, language, f"{scope}r"),
        misconception=misconceptions().get((mine or {}).get("misconception") or ""),
    )


def _entry(blank: Mapping, given: Mapping | None) -> Mapping | None:
    """What the author wrote of an answer: the option, or the first entry that agrees."""
    if not given:
        return None
    if kind_of_blank(blank) is LIST:
        return next(each for each in blank["options"] if each["key"] == given["picked"][0])
    met = kind_of_blank(blank).meeting(blank, given)
    return blank["answers"][met] if met is not None else None


def _why(entry: Mapping | None, language: str, scope: str) -> Words | None:
    return words(entry["why"], language, scope=scope) if entry and entry.get("why") else None


WIDGET = ClozeWidget()
