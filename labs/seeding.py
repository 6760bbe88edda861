"""One lab, many worlds: a seed draws a value from each pool and fills it in everywhere.

`$name` in a text, or as a key, stands for the value drawn; a text that is nothing but `$name`
becomes the value itself, a number or a whole fragment. `$$` is a dollar sign. Seed 0 takes the
first value of every pool, so that is the lab as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import prod

from labs.datacenter.chance import Chance

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
MOST_VALUES = 60
TRIES = 200
_TOKEN = re.compile(r"\$(?:(?P<name>[a-z][a-z0-9_]*)|\{(?P<braced>[a-z][a-z0-9_]*)\}|(?P<sign>\$))")

Pools = Mapping[str, list]


class UnknownName(Exception):
    """A token names nothing that a pool gives; `name` is what it names."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def draw(pools: Pools, seed: int) -> dict[str, object]:
    """What each name stands for under a seed; a pool of mappings gives several names at once.

    A value may use the names of other values, as far as these use none themselves; UnknownName
    for a name that no pool gives.
    """
    drawn: dict[str, object] = {}
    for name, values in pools.items():
        place = Chance(seed, f"pool/{name}").below(len(values)) if seed else 0
        value = values[place]
        drawn |= value if isinstance(value, Mapping) else {name: value}
    return {name: fill(value, drawn) for name, value in drawn.items()}


def variants(pools: Pools) -> int:
    """How many different draws there are."""
    return prod(len(values) for values in pools.values())


def another(pools: Pools, seed: int) -> int | None:
    """The next seed that draws otherwise than this one; None where every draw is the same."""
    here = draw(pools, seed)
    tried = range(seed + 1, seed + 1 + TRIES)
    return next((one for one in tried if draw(pools, one) != here), None)


def fill(content: object, drawn: Mapping[str, object]) -> object:
    """The content with every token filled in; UnknownName for one that no pool gives."""
    if isinstance(content, str):
        return _fill_text(content, drawn)
    if isinstance(content, Mapping):
        return {str(fill(key, drawn)): fill(value, drawn) for key, value in content.items()}
    if isinstance(content, list):
        return [fill(one, drawn) for one in content]
    return content


def _fill_text(text: str, drawn: Mapping[str, object]) -> object:
    whole = _TOKEN.fullmatch(text)
    if whole and not whole["sign"]:
        return _value(whole, drawn)
    return _TOKEN.sub(lambda token: "$" if token["sign"] else str(_value(token, drawn)), text)


def _value(token: re.Match, drawn: Mapping[str, object]) -> object:
    name = token["name"] or token["braced"]
    if name not in drawn:
        raise UnknownName(name)
    return drawn[name]


def pool_problems(pools: object) -> list[tuple[str, str]]:
    """What is wrong with the pools of a lab file, as (JSON pointer, message)."""
    if not isinstance(pools, Mapping) or not pools:
        return [("", "needs pools by name")]
    found: list[tuple[str, str]] = []
    given: list[str] = []
    for name, values in pools.items():
        if not isinstance(values, list) or not 2 <= len(values) <= MOST_VALUES:
            found.append((f"/{name}", f"needs a list of 2 to {MOST_VALUES} values"))
            continue
        names = [tuple(one) if isinstance(one, Mapping) else (name,) for one in values]
        if len({tuple(sorted(map(str, one))) for one in names}) > 1:
            found.append((f"/{name}", "needs values that all give the same names"))
        if any(values.count(one) > 1 for one in values):
            found.append((f"/{name}", "has the same value twice"))
        given += [str(one) for one in names[0]]
    for name in given:
        if not NAME.match(name):
            found.append(("", f"'{name}' is not a name: lower-case letters, digits, underscores"))
    for name in sorted({name for name in given if given.count(name) > 1}):
        found.append(("", f"gives '{name}' twice"))
    return found
