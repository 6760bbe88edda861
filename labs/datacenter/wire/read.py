"""Strict JSON in: a value, or every problem with its JSON pointer; never a traceback."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

from labs.datacenter.actions import Action
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.limits import Limits
from labs.datacenter.inventory.problem import Problem, pointer, problem
from labs.datacenter.inventory.site import KINDS, TABLE_OF, Site
from labs.datacenter.releases import RELEASES
from labs.datacenter.wire.codec import (
    INVALID,
    LONGEST_NAME,
    BadNumber,
    Object,
    Problems,
    is_object,
    named_reader,
    read_request,
    reader_of,
)
from labs.datacenter.words import Pacing

SCHEMA = 1
LARGEST_SETTING = 2**53 - 1
_LONGEST_NUMBER = 18
SETTINGS = ("schema", "release", "seed", "now_s", "last_task", "pacing", "limits")
READERS = {"pacing": reader_of(Pacing), "limits": reader_of(Limits)}
_THINGS = {TABLE_OF[thing]: named_reader(thing) for thing, _ in KINDS.values()}

Data = Mapping | str | bytes


def _whole(text: str) -> int:
    """The number; one of more digits than any key takes, as one that lies beyond every range."""
    if len(text) <= _LONGEST_NUMBER:
        return int(text)
    beyond = 10**_LONGEST_NUMBER
    return -beyond if text.startswith("-") else beyond


def _object(pairs: list[tuple[str, object]]) -> Object:
    found = Object(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        found.twice = tuple(sorted(key for key, count in counts.items() if count > 1))
    return found


def parse(text: str | bytes) -> tuple[object, tuple[Problem, ...]]:
    """JSON text as values; numbers that are no integers come back as `BadNumber`."""
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        value = json.loads(
            text,
            parse_constant=BadNumber,
            parse_float=BadNumber,
            parse_int=_whole,
            object_pairs_hook=_object,
        )
    except RecursionError:
        return None, (problem("", "嵌套太深", "is nested too deeply"),)
    except UnicodeDecodeError:
        return None, (problem("", "不是UTF-8文本", "is not UTF-8 text"),)
    except json.JSONDecodeError as error:
        return None, (
            problem(
                "",
                "不是有效的JSON：第{line}行第{column}列",
                "is not valid JSON: line {line}, column {column}",
                line=error.lineno,
                column=error.colno,
            ),
        )
    return value, ()


def read_site(data: Data) -> tuple[Site | None, tuple[Problem, ...]]:
    """A site from JSON text or from parsed values (of YAML, say), or its problems.

    A site that is returned can exist: `impossible` has been asked.
    """
    value, problems = _values(data)
    if problems:
        return None, problems
    found = Problems()
    if not is_object(value, "", found):
        return None, tuple(found)
    settings, things = _parts(value, found)
    if found:
        return None, tuple(found)
    site = Site.of(things, **settings)
    contradictions = impossible(site)
    return (None, contradictions) if contradictions else (site, ())


def _values(data: Data) -> tuple[object, tuple[Problem, ...]]:
    return parse(data) if isinstance(data, (str, bytes)) else (data, ())


def _parts(value: Mapping, problems: Problems) -> tuple[dict, list]:
    settings: dict[str, object] = {}
    things: list = []
    for key, entry in value.items():
        path = pointer(str(key)[:LONGEST_NAME])
        if key in _THINGS:
            read = _THINGS[key](entry, path, problems)
            things += read if read is not INVALID else ()
        elif key in SETTINGS:
            settings[key] = _setting(key, entry, path, problems)
        else:
            problems.add(
                path,
                "不认识这个键；可用的键有：{known}",
                "is not a known key here; known are {known}",
                known=", ".join((*SETTINGS, *_THINGS)),
            )
    settings.pop("schema", None)
    return settings, things


def _setting(key: str, entry: object, path: str, problems: Problems) -> object:
    if key == "release":
        if type(entry) is str and entry in RELEASES:
            return entry
        known = ", ".join(RELEASES)
        return problems.add(path, "应为以下之一：{known}", "is not one of {known}", known=known)
    if key in READERS:
        return READERS[key](entry, path, problems)
    if type(entry) is not int or not 0 <= entry <= LARGEST_SETTING:
        return problems.add(path, "应为整数", "must be a whole number")
    if key == "schema" and entry != SCHEMA:
        return problems.add(path, "应为{schema}", "must be {schema}", schema=SCHEMA)
    return entry


def read_action(data: Data) -> tuple[Action | None, tuple[Problem, ...]]:
    """An action from `{"type": "Migrate", "vm": "web-01", …}`, or its problems."""
    value, problems = _values(data)
    return (None, problems) if problems else _action(value, "")


def _action(value: object, path: str) -> tuple[Action | None, tuple[Problem, ...]]:
    found = Problems()
    action = read_request(value, path, found)
    return (None, tuple(found)) if found else (action, ())


def read_actions(data: Data | list) -> tuple[tuple[Action, ...] | None, tuple[Problem, ...]]:
    """A history: a list of actions, or one action alone."""
    value, problems = _values(data) if not isinstance(data, list) else (data, ())
    if problems:
        return None, problems
    if not isinstance(value, list):
        action, problems = _action(value, "")
        return ((action,), ()) if action else (None, problems)
    read = [_action(entry, f"/{number}") for number, entry in enumerate(value)]
    found = tuple(problem for _, problems in read for problem in problems)
    return (None, found) if found else (tuple(action for action, _ in read), ())
