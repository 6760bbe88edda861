"""Values of a lab's content that stand in many places, each read or complained of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from studyguide.blueprint import blueprint
from studyguide.text import LANGUAGES, Text

Tell = Callable[[str, str], None]


def compare_keys(
    given: Mapping[str, object],
    known: tuple[str, ...],
    pointer: str,
    tell: Tell,
    *,
    optional: tuple[str, ...] = (),
) -> None:
    for key in known:
        if key not in given:
            tell(pointer, f"needs the key '{key}'")
    for key in given:
        if key not in known and key not in optional:
            tell(f"{pointer}/{key}", f"does not know the key '{key}'")


def text_at(value: object, pointer: str, tell: Tell) -> Text | None:
    if not isinstance(value, Mapping) or sorted(value) != sorted(LANGUAGES):
        tell(pointer, "needs a text in each language: zh and en")
        return None
    for language in LANGUAGES:
        if not isinstance(value[language], str) or not value[language].strip():
            tell(f"{pointer}/{language}", "needs a text that is not empty")
            return None
    return Text(zh=value["zh"].strip(), en=value["en"].strip())


def count_at(value: object, pointer: str, tell: Tell, *, least: int = 1, most: int = 999) -> int:
    if type(value) is not int or not least <= value <= most:
        tell(pointer, f"needs a whole number from {least} to {most}")
        return least
    return value


def items_at(value: object, pointer: str, tell: Tell) -> Iterator[tuple[str, object]]:
    if not isinstance(value, list) or not value:
        tell(pointer, "needs a list that is not empty")
        return
    for number, one in enumerate(value):
        yield f"{pointer}/{number}", one


def known_at(value: object, pointer: str, tell: Tell, *, among: object, what: str) -> str:
    if not isinstance(value, str) or value not in among:
        tell(pointer, f"{value!r} is not {what}")
        return ""
    return value


def key_at(value: object, pointer: str, tell: Tell) -> str:
    if not isinstance(value, str) or not value:
        tell(pointer, "needs a name")
    return str(value)


def objective_at(value: object, pointer: str, tell: Tell) -> str:
    return known_at(
        value, pointer, tell, among=blueprint().objectives, what="an objective of the blueprint"
    )


def objectives_at(value: object, pointer: str, tell: Tell) -> tuple[str, ...]:
    return tuple(objective_at(one, at, tell) for at, one in items_at(value, pointer, tell))
