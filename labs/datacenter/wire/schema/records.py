"""Every record, action and goal as JSON takes it, found by walking the classes.

Nothing here names a record or a kind of action: what the codec reads is what is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import get_type_hints

from labs.datacenter.actions import ALL_ACTIONS, Action, Migrate
from labs.datacenter.goals import ALL_GOALS
from labs.datacenter.inventory.site import KINDS, Site
from labs.datacenter.meaning import meaning
from labs.datacenter.prepared import prepared
from labs.datacenter.rule import MIGRATIONS
from labs.datacenter.text import Text
from labs.datacenter.wire.read import READERS
from labs.datacenter.wire.shapes import (
    ACTION,
    LIST,
    NUMBER,
    RECORD,
    TABLE,
    TEXT,
    TRUTH,
    WORD,
    Key,
    Shape,
    keyed_by,
    keys_of,
    records_within,
    shape_of,
    vocabulary_of,
)
from labs.datacenter.wire.write import action_json
from labs.datacenter.words import KIND_NAMES
from labs.datacenter.worlds import legal_site, requests

_NAME_OF = Text(zh="{kind}的名称", en="name of a {kind}")


@dataclass(frozen=True, kw_only=True)
class Record:
    """A record as JSON. `keyed_by`: what its key is where it stands in an object of its kind."""

    name: str
    about: Text
    keys: tuple[Key, ...]
    keyed_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Request:
    """A kind of action or goal as JSON, with an example."""

    name: str
    label: Text
    keys: tuple[Key, ...]
    example: Mapping[str, object] | None


@cache
def settings() -> dict[str, Shape]:
    """Settings of a site that are neither text nor number, and their shapes."""
    hints = get_type_hints(Site)
    return {name: shape_of(hints[name]) for name in READERS}


@cache
def records() -> tuple[Record, ...]:
    """Every record a site is made of, those of its tables first; then what actions are made of."""
    found: dict[type, bool] = {thing: True for thing, _ in KINDS.values()}
    found |= {one.of: False for one in settings().values() if one.form == RECORD}
    for thing in (*found, *ALL_ACTIONS):
        _gather(thing, found)
    return tuple(_record(one, is_keyed=is_keyed) for one, is_keyed in found.items())


def _gather(record: type, found: dict[type, bool]) -> None:
    tables = {key.shape.of for key in keys_of(record) if key.shape.form == TABLE}
    for inner in records_within(record):
        if inner not in found:
            found[inner] = inner in tables
            _gather(inner, found)


def _record(record: type, *, is_keyed: bool) -> Record:
    key = keyed_by(record) if is_keyed else None
    return Record(
        name=record.__name__,
        about=meaning(record).about or _unsaid(record.__name__),
        keys=keys_of(record, key),
        keyed_by=key,
    )


def _unsaid(name: str) -> Text:
    """What stands for a meaning that nobody gave; `without_meaning` lists those."""
    return Text(zh=name, en=name)


def tables() -> dict[str, str]:
    """Table of a site -> name of its records."""
    return {table: thing.__name__ for thing, table in KINDS.values()}


@cache
def vocabularies() -> dict[str, type[StrEnum]]:
    """Every vocabulary a key of a record, an action or a goal takes words from, by its name."""
    everything = [*records(), *actions(), *goals()]
    shapes = [key.shape for one in everything for key in one.keys]
    found = [vocabulary_of(shape) for shape in (*shapes, *settings().values())]
    return {one.__name__: one for one in dict.fromkeys(found) if one is not None}


@cache
def actions() -> tuple[Request, ...]:
    """Every kind of action, each with a request that makes sense in a generated site."""
    return tuple(
        Request(
            name=one.__name__,
            label=one.label,
            keys=keys_of(one),
            example=_action_example(one),
        )
        for one in ALL_ACTIONS
    )


def _action_example(action: type[Action]) -> Mapping[str, object] | None:
    kinds = MIGRATIONS if action is Migrate else (action.__name__,)
    for kind in kinds:
        made = next(iter(requests(prepared(legal_site(0), kind), kind)), None)
        if made is not None:
            return action_json(made)
    return None


@cache
def goals() -> tuple[Request, ...]:
    """Every kind of goal."""
    return tuple(
        Request(name=one.code, label=one.sentence, keys=keys_of(one), example=None)
        for one in ALL_GOALS
    )


def meaning_of(key: Key) -> Text:
    """What was said of it; for a key that names an object, which kind of object."""
    if key.meaning is not None:
        return key.meaning
    if key.names is None:
        return _unsaid(key.name)
    named = KIND_NAMES.get(key.names) or _unsaid(key.names)
    return Text(**{one: _NAME_OF.fill(one, {"kind": named}) for one in ("zh", "en")})


_PLAIN: Mapping[str, Text] = {
    ACTION: Text(zh="操作", en="action"),
    TEXT: Text(zh="文本", en="text"),
    NUMBER: Text(zh="整数", en="whole number"),
    TRUTH: Text(zh="true或false", en="true or false"),
}
_WORD = Text(zh="{name}中的词", en="word of {name}")
_RECORD = Text(zh="{name}对象", en="{name} object")
_ORDERED = Text(zh="列表，顺序有意义，每项为{items}", en="list in order, each item a {items}")
_LIST = Text(zh="列表，每项为{items}", en="list, each item a {items}")
_TABLE = Text(zh="对象，以{key}为键，值为{name}", en="object of {name} objects by {key}")
_OR_NULL = Text(zh="{type}，或null", en="{type}, or null")


def type_of(shape: Shape) -> Text:
    """What JSON it takes, in words."""
    if shape.optional:
        return _filled(_OR_NULL, type=type_of(replace(shape, optional=False)))
    if shape.form == WORD:
        return _filled(_WORD, name=shape.of.__name__)
    if shape.form == RECORD:
        return _filled(_RECORD, name=shape.of.__name__)
    if shape.form == LIST:
        return _filled(_ORDERED if shape.ordered else _LIST, items=type_of(shape.of))
    if shape.form == TABLE:
        return _filled(_TABLE, key=keyed_by(shape.of), name=shape.of.__name__)
    return _PLAIN[shape.form]


def _filled(template: Text, **facts: Text | str) -> Text:
    return Text(zh=template.fill("zh", facts), en=template.fill("en", facts))


def without_meaning() -> Iterator[str]:
    """Records, keys and kinds of object of which nobody said what they mean."""
    for record in records():
        if record.about == _unsaid(record.name):
            yield record.name
    for one in (*records(), *actions(), *goals()):
        for key in one.keys:
            if meaning_of(key) == _unsaid(key.name):
                yield f"{one.name}.{key.name}"
            elif key.names is not None and key.names not in KIND_NAMES:
                yield f"{one.name}.{key.name} names a {key.names}"
