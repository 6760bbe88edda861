"""How `matching` is answered and shown: the choices under letters, and a list of them per prompt.

Fields and their values are places in the orders shown: keys might tell what belongs together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes.exchange.misconceptions import misconceptions
from quizzes.kinds import Problem, kind
from quizzes.kinds.grade import Receipt
from quizzes.kinds.matching import Matching
from quizzes.widgets.widget import Fields, ReceiptLine, Widget, worth
from quizzes.widgets.words import Words, words
from studyguide.text import Text

FIELD = "match-"
Order = Mapping[str, list[str]]


@dataclass(frozen=True, kw_only=True)
class ShownPrompt:
    """One prompt, and the place of the choice made for it, as its field sends it."""

    field: str
    number: int
    words: Words
    chosen: str


@dataclass(frozen=True, kw_only=True)
class ShownChoice:
    value: str
    letter: str
    words: Words


@dataclass(frozen=True, kw_only=True)
class ShownPairs:
    prompts: tuple[ShownPrompt, ...]
    choices: tuple[ShownChoice, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewedPair:
    """One prompt with what belongs to it and what was chosen."""

    number: int
    words: Words
    right: ShownChoice
    given: ShownChoice | None
    why: Words | None
    misconception: Text | None

    @property
    def is_right(self) -> bool:
        return self.given == self.right


class MatchingWidget(Widget):
    kind: Matching = kind("matching")
    shows_count = True

    def read(
        self, content: Mapping, order: Order, data: QueryDict
    ) -> tuple[dict | None, list[Problem]]:
        names = {f"{FIELD}{place}": key for place, key in enumerate(order["prompts"])}
        values = {str(place): key for place, key in enumerate(order["choices"])}
        sent = {
            names.get(name, name): values.get(value, value and f"#{value}")
            for name, value in data.items()
            if name.startswith(FIELD)
        }
        return self.kind.read_answer(content, sent)

    def typed(self, content: Mapping, order: Order, data: QueryDict) -> Mapping:
        """The pairs that can be read."""
        values = {str(place): key for place, key in enumerate(order["choices"])}
        sent = {key: data.get(f"{FIELD}{place}", "") for place, key in enumerate(order["prompts"])}
        return {"pairs": {key: values[value] for key, value in sent.items() if value in values}}

    def fields(self, order: Order, response: Mapping | None) -> Fields:
        pairs = response["pairs"] if response else {}
        values = {key: str(place) for place, key in enumerate(order["choices"])}
        return [
            (f"{FIELD}{place}", values.get(pairs.get(key), ""))
            for place, key in enumerate(order["prompts"])
        ]

    def shown(
        self, content: Mapping, order: Order, response: Mapping | None, language: str
    ) -> ShownPairs:
        texts = {prompt["key"]: prompt["text"] for prompt in content["prompts"]}
        fields = zip(self.fields(order, response), order["prompts"], strict=True)
        return ShownPairs(
            prompts=tuple(
                ShownPrompt(
                    field=name,
                    number=number,
                    words=words(texts[key], language, scope=f"m{number}"),
                    chosen=value,
                )
                for number, ((name, value), key) in enumerate(fields, start=1)
            ),
            choices=tuple(_choices(content, order, language).values()),
        )

    def reviewed(
        self, content: Mapping, order: Order, response: Mapping | None, language: str, *, scope: str
    ) -> tuple[ReviewedPair, ...]:
        pairs = response["pairs"] if response else {}
        choices = _choices(content, order, language, scope=scope)
        prompts = {prompt["key"]: prompt for prompt in content["prompts"]}
        tags = {choice["key"]: choice.get("misconception") for choice in content["choices"]}
        found = []
        for number, key in enumerate(order["prompts"], start=1):
            prompt, given = prompts[key], pairs.get(key)
            is_amiss = given is not None and given != prompt["choice"]
            why = prompt.get("why")
            found.append(
                ReviewedPair(
                    number=number,
                    words=words(prompt["text"], language, scope=f"{scope}m{number}"),
                    right=choices[prompt["choice"]],
                    given=choices.get(given),
                    why=words(why, language, scope=f"{scope}m{number}w") if why else None,
                    misconception=misconceptions().get(tags[given] or "") if is_amiss else None,
                )
            )
        return tuple(found)

    def told(
        self, content: Mapping, order: Order, response: Mapping | None, language: str
    ) -> Sequence[str]:
        pairs, letters = response["pairs"] if response else {}, _letters(order)
        return [
            f"{number} {letters[pairs[key]]}"
            for number, key in enumerate(order["prompts"], start=1)
            if key in pairs
        ]

    def lines(self, content: Mapping, order: Order, receipt: Receipt) -> Sequence[ReceiptLine]:
        parts = {part.key: part for part in receipt.shares}
        letters = _letters(order)
        found = []
        for number, key in enumerate(order["prompts"], start=1):
            part = parts[key]
            said = {
                "number": number,
                "given": letters.get(part.given),
                "wanted": letters[part.wanted],
            }
            label = (
                _("%(number)s with %(given)s, belongs to %(wanted)s") % said
                if part.given
                else _("%(number)s left open, belongs to %(wanted)s") % said
            )
            found.append(ReceiptLine(label=label, worth=worth(part.share), agrees=part.agrees))
        return found

    def texts(self, shown: ShownPairs) -> Sequence[Words]:
        return [row.words for row in (*shown.prompts, *shown.choices)]


def _letters(order: Order) -> dict[str, str]:
    return dict(zip(order["choices"], ascii_uppercase, strict=False))


def _choices(
    content: Mapping, order: Order, language: str, *, scope: str = ""
) -> dict[str, ShownChoice]:
    """The choices by key, in the order shown."""
    texts = {choice["key"]: choice["text"] for choice in content["choices"]}
    return {
        key: ShownChoice(
            value=str(place),
            letter=ascii_uppercase[place],
            words=words(texts[key], language, scope=f"{scope}{ascii_uppercase[place]}"),
        )
        for place, key in enumerate(order["choices"])
    }


WIDGET = MatchingWidget()
