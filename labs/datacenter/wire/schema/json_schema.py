"""The format as JSON Schema (draft 2020-12), for editors and programs of any language.

It tells the form alone: which sites can exist (no cycle, no dangling name, no overfull datastore)
only the engine knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from labs.datacenter.inventory.site import KINDS
from labs.datacenter.releases import RELEASES
from labs.datacenter.text import Text
from labs.datacenter.wire.codec import LARGEST, LONGEST_NAME
from labs.datacenter.wire.read import LARGEST_SETTING, SCHEMA, SETTINGS
from labs.datacenter.wire.schema.answers import SETTINGS_MEAN
from labs.datacenter.wire.schema.records import (
    actions,
    goals,
    meaning_of,
    records,
    settings,
    vocabularies,
)
from labs.datacenter.wire.shapes import ACTION, LIST, NUMBER, RECORD, TABLE, TRUTH, WORD, Key, Shape

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NAME = {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME}

Schema = dict[str, object]


def json_schema() -> Schema:
    """The schema of a site; `$defs` holds that of an action, a history and a goal besides."""
    return {
        "$schema": DRAFT,
        "title": "Site",
        **_object(
            {
                **{name: _setting(name) for name in SETTINGS},
                **{table: _table(thing.__name__) for thing, table in KINDS.values()},
            }
        ),
        "$defs": _definitions(),
    }


def _definitions() -> Schema:
    return {
        **{
            name: {"enum": [word.value for word in words]} for name, words in vocabularies().items()
        },
        **{one.name: _record(one.keys, one.about) for one in records()},
        "Action": {"oneOf": [_request("type", one.name, one.keys, one.label) for one in actions()]},
        "History": {"type": "array", "items": _ref("Action")},
        "Goal": {"oneOf": [_request("goal", one.name, one.keys, one.label) for one in goals()]},
    }


def _setting(name: str) -> Schema:
    form: Schema = {"type": "integer", "minimum": 0, "maximum": LARGEST_SETTING}
    if name == "schema":
        form = {"const": SCHEMA}
    elif name == "release":
        form = {"enum": list(RELEASES)}
    elif name in settings():
        form = _shape(settings()[name])
    return {**form, "description": SETTINGS_MEAN[name].en}


def _object(properties: Schema, required: Iterable[str] = ()) -> Schema:
    told: Schema = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    names = list(required)
    return {**told, "required": names} if names else told


def _record(keys: tuple[Key, ...], about: Text) -> Schema:
    required = (key.name for key in keys if key.required)
    return {"description": about.en, **_object({key.name: _key(key) for key in keys}, required)}


def _request(tag: str, name: str, keys: tuple[Key, ...], label: Text) -> Schema:
    required = (tag, *(key.name for key in keys if key.required))
    properties = {tag: {"const": name}, **{key.name: _key(key) for key in keys}}
    return {"description": label.en, **_object(properties, required)}


def _key(key: Key) -> Schema:
    unit = f" ({key.unit})" if key.unit else ""
    told = {**_shape(key.shape), "description": f"{meaning_of(key).en}{unit}"}
    return told if key.required else {**told, "default": key.default}


def _shape(shape: Shape) -> Schema:
    if shape.optional:
        return {"anyOf": [_shape(replace(shape, optional=False)), {"type": "null"}]}
    if shape.form == ACTION:
        return _ref("Action")
    if shape.form in (WORD, RECORD):
        return _ref(shape.of.__name__)
    if shape.form == TABLE:
        return _table(shape.of.__name__)
    if shape.form == LIST:
        return {"type": "array", "items": _shape(shape.of), "uniqueItems": True}
    if shape.form == NUMBER:
        return {"type": "integer", "minimum": 0, "maximum": LARGEST}
    return {"type": "boolean"} if shape.form == TRUTH else _NAME


def _table(name: str) -> Schema:
    return {"type": "object", "propertyNames": _NAME, "additionalProperties": _ref(name)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
