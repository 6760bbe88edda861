"""What JSON a field takes, read off the type hints by which the codec reads it."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Union, get_args, get_origin, get_type_hints

from labs.datacenter.inventory.task import Request
from labs.datacenter.meaning import meaning
from labs.datacenter.naming import naming_fields
from labs.datacenter.text import Text
from labs.datacenter.wire.codec import default_of, write

TEXT = "text"
NUMBER = "number"
TRUTH = "truth"
WORD = "word"  # of a vocabulary
RECORD = "record"
LIST = "list"  # nothing twice
ACTION = "action"
TABLE = "table"  # an object of records by their first field

_PLAIN = {str: TEXT, int: NUMBER, bool: TRUTH}

UNITS = {"mb": "MB", "mhz": "MHz", "mbps": "Mbps", "ms": "ms", "s": "s"}


@dataclass(frozen=True, kw_only=True)
class Shape:
    """`of`: the vocabulary of a word, the record, the records of a table, the items of a list."""

    form: str
    of: type | Shape | None = None
    optional: bool = False
    ordered: bool = False  # of a list


@dataclass(frozen=True, kw_only=True)
class Key:
    """One key of an object. `default`: as JSON; None may also mean null (see `required`).

    `names`: the kind of object that it names, None for a key that names none.
    """

    name: str
    shape: Shape
    required: bool
    default: object
    unit: str | None
    names: str | None
    meaning: Text | None


def shape_of(hint: object, *, ordered: bool = False) -> Shape:
    """The shape that the codec reads for a type hint."""
    if hint is Request:
        return Shape(form=ACTION)
    if hint in _PLAIN:
        return Shape(form=_PLAIN[hint])
    if get_origin(hint) in (Union, types.UnionType):
        return replace(shape_of(get_args(hint)[0], ordered=ordered), optional=True)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        if is_dataclass(inner):
            return Shape(form=TABLE, of=inner)
        return Shape(form=LIST, of=shape_of(inner), ordered=ordered)
    if is_dataclass(hint):
        return Shape(form=RECORD, of=hint)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Shape(form=WORD, of=hint)
    raise TypeError(f"JSON has no shape for {hint}")


def keyed_by(record: type) -> str:
    """The field that is the key where records of this kind stand in an object."""
    return fields(record)[0].name


@cache
def keys_of(record: type, without: str | None = None) -> tuple[Key, ...]:
    """The keys of a record as JSON, in their order; `without` the one that keys the object."""
    hints = get_type_hints(record)
    said = meaning(record).of_fields
    naming = {one.name: one.kind for one in naming_fields(record)}
    return tuple(
        _key(one, _shape_of_field(one, hints), said.get(one.name), naming.get(one.name))
        for one in fields(record)
        if one.name != without
    )


def _shape_of_field(one: Field, hints: Mapping[str, object]) -> Shape:
    return shape_of(hints[one.name], ordered=one.metadata.get("ordered", False))


def _key(one: Field, shape: Shape, said: Text | None, names: str | None) -> Key:
    default = default_of(one)
    return Key(
        name=one.name,
        shape=shape,
        required=default is MISSING,
        default=None if default is MISSING else _as_json(shape, default),
        unit=UNITS.get(one.name.rpartition("_")[2]) if shape.form == NUMBER else None,
        names=names,
        meaning=said,
    )


def _as_json(shape: Shape, default: object) -> object:
    if default == () and shape.form == TABLE:
        return {}
    return write(default)


def records_within(record: type) -> Iterator[type]:
    """The records that its keys hold, one level down."""
    for key in keys_of(record):
        shape = key.shape.of if key.shape.form == LIST else key.shape
        if shape.form in (RECORD, TABLE):
            yield shape.of


def vocabulary_of(shape: Shape) -> type[StrEnum] | None:
    """The vocabulary its words, or the words of its list, are from."""
    inner = shape.of if shape.form == LIST else shape
    return inner.of if inner.form == WORD else None
