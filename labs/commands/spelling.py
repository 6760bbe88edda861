"""How an action is written as a line: its fields in order, its options, its usage."""

from __future__ import annotations

import shlex
import types
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Union, get_args, get_origin, get_type_hints

from labs.commands.verbs import verb_of
from labs.datacenter.actions import Action


@cache
def fields_of(kind: type[Action]) -> tuple[Field, ...]:
    """The fields of an action in the order in which they are typed by place."""
    return tuple(sorted(fields(kind), key=lambda one: not is_required(one)))


def is_required(one: Field) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


@cache
def type_of(kind: type[Action], name: str) -> object:
    """The type of a field, without the None of an optional one."""
    hint = get_type_hints(kind)[name]
    return get_args(hint)[0] if get_origin(hint) in (Union, types.UnionType) else hint


@cache
def names_of_pair(hint: object) -> tuple[str, ...]:
    """Names of the two fields, where a field is a list of pairs; () where it is anything else."""
    inner = get_args(hint)[0] if get_origin(hint) is tuple else None
    return tuple(one.name for one in fields(inner)) if is_dataclass(inner) else ()


def option_of(name: str) -> str:
    return "--" + name.replace("_", "-")


def quoted(name: str) -> str:
    if "'" in name:
        return shlex.quote(name)
    return f'"{name}"' if " " in name or not name else name


def usage(kind: type[Action]) -> str:
    """How an action is typed: `migrate <vm> [--host <host>] [--datastore <datastore>]`."""
    parts = [verb_of(kind)]
    for one in fields_of(kind):
        hint = type_of(kind, one.name)
        name = "=".join(names_of_pair(hint)) or one.name.replace("_", "-")
        value = "" if hint is bool else f" <{name}>"
        required = is_required(one)
        parts.append(value.strip() if required else f"[{option_of(one.name)}{value}]")
    return " ".join(parts)


def typed(action: Action) -> str:
    """The line that asks for an action, as short as it can be typed."""
    parts = [verb_of(type(action))]
    for one in fields_of(type(action)):
        value = getattr(action, one.name)
        required = is_required(one)
        if not required and value == one.default:
            continue
        if isinstance(value, bool):
            parts.append(f"{option_of(one.name)}" if value else f"{option_of(one.name)}=false")
            continue
        pairs = names_of_pair(type_of(type(action), one.name))
        words = [_pair_of(each) for each in value] if pairs else [_word_of(value)]
        for text in map(quoted, words):
            parts.append(text if required else f"{option_of(one.name)} {text}")
    return " ".join(parts)


def _pair_of(record: object) -> str:
    return "=".join(getattr(record, one.name) for one in fields(record))


def _word_of(value: object) -> str:
    """A value as one word: a list with commas between."""
    if isinstance(value, tuple):
        return ",".join(map(_word_of, value))
    return str(value.value if isinstance(value, StrEnum) else value)
