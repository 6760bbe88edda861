"""Bilingual templates, and the facts that fill them: references, quantities, words, lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter

LANGUAGES = ("zh", "en")


def _fields(template: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(template) if field is not None}


@dataclass(frozen=True)
class Text:
    """A template in both languages; refuses to exist if they name different facts."""

    zh: str
    en: str

    def __post_init__(self) -> None:
        if _fields(self.zh) != _fields(self.en):
            raise ValueError(f"the two languages name different facts: {self.zh!r}, {self.en!r}")

    def in_language(self, language: str) -> str:
        """The bare template; KeyError for a language that is neither zh nor en."""
        return {"zh": self.zh, "en": self.en}[language]

    def fill(self, language: str, facts: Mapping[str, Fact]) -> str:
        """The sentence with its facts put in."""
        shown = {name: render(fact, language) for name, fact in facts.items()}
        return self.in_language(language).format_map(shown)


@dataclass(frozen=True)
class Ref:
    """An object of the site, named by kind and name."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True)
class Quantity:
    """A whole number with its unit: MB, MHz, Mbps, ms, s."""

    value: int
    unit: str


@dataclass(frozen=True)
class Labelled:
    """A fact with what it is in front: "standby: vmnic3"."""

    label: Text
    fact: Fact


Fact = Ref | Quantity | Labelled | StrEnum | Text | int | str | tuple

# keyed by vocabulary too: "suspended" is a power state and a migration verb, and both hash as text
_WORDS: dict[tuple[type[StrEnum], StrEnum], Text] = {}


def word(member: StrEnum) -> Text:
    """The label of a vocabulary word; KeyError where none was given."""
    return _WORDS[type(member), member]


def name_words(labels: Mapping[StrEnum, Text]) -> None:
    """Give each member of a vocabulary its label, once, where the vocabularies are written."""
    _WORDS.update({(type(member), member): label for member, label in labels.items()})


_CLOCK = Text(zh="时钟", en="clock")  # the one thing in a site that nobody named


def render(fact: Fact, language: str) -> str:
    """A fact as a reader sees it."""
    if isinstance(fact, Ref):
        return _CLOCK.in_language(language) if fact.kind == "clock" else fact.name
    if isinstance(fact, Quantity):
        return _quantity(fact)
    if isinstance(fact, Text):
        return fact.in_language(language)
    if isinstance(fact, Labelled):
        colon = {"zh": "：", "en": ": "}[language]
        return f"{fact.label.in_language(language)}{colon}{render(fact.fact, language)}"
    if isinstance(fact, StrEnum):
        return word(fact).in_language(language)
    if isinstance(fact, tuple):
        return {"zh": "、", "en": ", "}[language].join(render(one, language) for one in fact)
    return str(fact)


def _quantity(quantity: Quantity) -> str:
    """Exact: megabytes become gigabytes only where nothing is lost."""
    if quantity.unit == "MB" and quantity.value and quantity.value % 1024 == 0:
        return f"{quantity.value // 1024} GB"
    return f"{quantity.value} {quantity.unit}"


def as_json(fact: Fact) -> object:
    """A fact as the wire carries it, without loss."""
    if isinstance(fact, Ref):
        return {"kind": fact.kind, "name": fact.name}
    if isinstance(fact, Quantity):
        return {"value": fact.value, "unit": fact.unit}
    if isinstance(fact, Text):
        return {"zh": fact.zh, "en": fact.en}
    if isinstance(fact, Labelled):
        return {"label": as_json(fact.label), "fact": as_json(fact.fact)}
    if isinstance(fact, tuple):
        return [as_json(one) for one in fact]
    if isinstance(fact, StrEnum):
        return fact.value
    return fact
