"""Records to JSON and back, driven by their type hints: strict in, canonical out.

A tuple of named records is an object keyed by their first field; fields at their default are left
out; lists of words are sorted, unless their order means something. Everything wrong is collected
with its JSON pointer.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Union, get_args, get_origin, get_type_hints

from labs.datacenter.actions import ACTIONS
from labs.datacenter.inventory.problem import Problem, pointer, problem
from labs.datacenter.inventory.task import Request
from labs.datacenter.table import Table

LARGEST = 10**12
LONGEST_NAME = 100
MOST_PROBLEMS = 100

INVALID = object()  # what a reader returns after it has reported a problem

Reader = Callable[[object, str, "Problems"], object]


class Problems(list[Problem]):
    """A list that stops growing, so that a hostile file cannot fill the memory with complaints.

    `told` counts them all, those that were left out too.
    """

    told = 0

    def add(self, path: str, zh: str, en: str, /, **facts: object) -> object:
        self.told += 1
        if len(self) < MOST_PROBLEMS:
            self.append(problem(path, zh, en, **facts))
        return INVALID


@dataclass(frozen=True)
class BadNumber:
    """A number in JSON text that is no plain integer: 1.5, 1e999, NaN, a thousand digits."""

    text: str


class Object(dict):
    """An object of JSON text that remembers which keys were given twice."""

    twice: tuple[str, ...] = ()


# reading


def read_name(value: object, path: str, problems: Problems) -> object:
    """A name: short text without control characters."""
    if type(value) is not str:
        return problems.add(path, "应为文本", "must be text")
    if not 1 <= len(value) <= LONGEST_NAME or value != value.strip():
        return problems.add(
            path,
            "应为1到{most}个字符，首尾没有空白",
            "must have 1 to {most} characters and no blank at either end",
            most=LONGEST_NAME,
        )
    if not value.isprintable():  # control characters and lone surrogates
        return problems.add(path, "含有不可显示的字符", "contains characters that cannot be shown")
    return value


def _read_int(value: object, path: str, problems: Problems) -> object:
    if type(value) is not int:
        return problems.add(path, "应为整数", "must be a whole number")
    if not 0 <= value <= LARGEST:
        return problems.add(
            path, "应在0到{most}之间", "must lie between 0 and {most}", most=LARGEST
        )
    return value


def _read_bool(value: object, path: str, problems: Problems) -> object:
    if type(value) is not bool:
        return problems.add(path, "应为true或false", "must be true or false")
    return value


def _word_reader(words: type[StrEnum]) -> Reader:
    known = {word.value: word for word in words}

    def read(value: object, path: str, problems: Problems) -> object:
        if type(value) is str and value in known:
            return known[value]
        return problems.add(
            path, "应为以下之一：{known}", "is not one of {known}", known=", ".join(known)
        )

    return read


def _optional_reader(inner: Reader) -> Reader:
    def read(value: object, path: str, problems: Problems) -> object:
        return None if value is None else inner(value, path, problems)

    return read


def _list_reader(inner: Reader, *, ordered: bool = False) -> Reader:
    def read(value: object, path: str, problems: Problems) -> object:
        if not isinstance(value, (list, tuple)):
            return problems.add(path, "应为列表", "must be a list")
        items = [inner(item, f"{path}/{n}", problems) for n, item in enumerate(value)]
        if any(item is INVALID for item in items):
            return INVALID
        if len(set(items)) < len(items):
            return problems.add(path, "有重复的条目", "holds the same entry twice")
        return tuple(items if ordered else sorted(items))

    return read


def named_reader(record: type) -> Reader:
    """Reads an object keyed by the first field of `record` into a sorted tuple of records."""
    key = fields(record)[0].name
    inner = record_reader(record, key)

    def read(value: object, path: str, problems: Problems) -> object:
        if not is_object(value, path, problems):
            return INVALID
        read_one = [
            inner(entry, path + pointer(str(name)[:LONGEST_NAME]), problems, name=name)
            for name, entry in value.items()
        ]
        if any(one is INVALID for one in read_one):
            return INVALID
        return tuple(sorted(read_one, key=lambda one: getattr(one, key)))

    return read


def is_object(value: object, path: str, problems: Problems) -> bool:
    """Whether it is an object without repeated keys; says so if not."""
    if not isinstance(value, Mapping):
        problems.add(path, "应为对象", "must be an object")
        return False
    for key in getattr(value, "twice", ()):
        problems.add(path + pointer(key), "这个键出现了两次", "is given twice")
    return not getattr(value, "twice", ())


@cache
def record_reader(record: type, key: str | None = None) -> Callable[..., object]:
    """Reads an object into `record`; `key` is the field that the enclosing object's key gives."""
    hints = get_type_hints(record)
    known = {one.name: one for one in fields(record) if one.name != key}
    readers = {
        name: reader_of(hints[name], ordered=one.metadata.get("ordered", False))
        for name, one in known.items()
    }
    required = [name for name, one in known.items() if default_of(one) is MISSING]

    def read(value: object, path: str, problems: Problems, *, name: object = None) -> object:
        if key is not None and read_name(name, path, problems) is INVALID:
            return INVALID
        if not is_object(value, path, problems):
            return INVALID
        before = problems.told
        values = {key: name} if key is not None else {}
        for field_name, entry in value.items():
            if field_name not in readers:
                problems.add(
                    path + pointer(str(field_name)[:LONGEST_NAME]),
                    "不认识这个键；可用的键有：{known}",
                    "is not a known key here; known are {known}",
                    known=", ".join(known),
                )
                continue
            values[field_name] = readers[field_name](entry, path + pointer(field_name), problems)
        for field_name in required:
            if field_name not in value:
                problems.add(path, "缺少键“{name}”", 'needs the key "{name}"', name=field_name)
        bad = problems.told > before or any(one is INVALID for one in values.values())
        return INVALID if bad else record(**values)

    return read


def read_request(value: object, path: str, problems: Problems) -> object:
    """An action from `{"type": "Migrate", "vm": "web-01", …}`."""
    if not is_object(value, path, problems):
        return INVALID
    name = value.get("type")
    if not isinstance(name, str) or name not in ACTIONS:
        return problems.add(
            f"{path}/type",
            "应为以下之一：{known}",
            "is not one of {known}",
            known=", ".join(ACTIONS),
        )
    rest = {key: entry for key, entry in value.items() if key != "type"}
    return record_reader(ACTIONS[name])(rest, path, problems)


def default_of(one: Field) -> object:
    """The default of a field; MISSING where it has none."""
    if one.default is not MISSING:
        return one.default
    return MISSING if one.default_factory is MISSING else one.default_factory()


def reader_of(hint: object, *, ordered: bool = False) -> Reader:
    """What reads a value of this type; `ordered`: the order of a list has a meaning."""
    if hint is Request:
        return read_request
    if hint is int:
        return _read_int
    if hint is bool:
        return _read_bool
    if hint is str:
        return read_name
    if get_origin(hint) in (Union, types.UnionType):
        return _optional_reader(reader_of(get_args(hint)[0], ordered=ordered))
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        if is_dataclass(inner):
            return named_reader(inner)
        return _list_reader(reader_of(inner), ordered=ordered)
    if is_dataclass(hint):
        return record_reader(hint)
    return _word_reader(hint)


# writing


def write(value: object, *, without: str | None = None) -> object:
    """A record as JSON values, defaults and the field `without` left out."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Table):
        return {name: write(one, without="name") for name, one in value.items()}
    if isinstance(value, tuple):
        return _write_tuple(value)
    if not is_dataclass(value):
        return value
    kind = {"type": type(value).__name__} if isinstance(value, Request) else {}
    return kind | {
        one.name: write(getattr(value, one.name))
        for one in fields(value)
        if one.compare and one.name != without and getattr(value, one.name) != default_of(one)
    }


def _write_tuple(values: tuple) -> object:
    if not values or not is_dataclass(values[0]):
        return [write(one) for one in values]
    key = fields(values[0])[0].name
    return {getattr(one, key): write(one, without=key) for one in values}
