"""The schema as JSON values, for programs that want to know all of it."""

from __future__ import annotations

from labs.datacenter.inventory.cpu import GENERATIONS
from labs.datacenter.releases import RELEASES
from labs.datacenter.text import Text, word
from labs.datacenter.wire.read import SCHEMA, SETTINGS
from labs.datacenter.wire.schema.answers import (
    FINDING_MEANS,
    REPAIR_MEANS,
    REPORT_MEANS,
    SETTINGS_MEAN,
)
from labs.datacenter.wire.schema.examples import examples
from labs.datacenter.wire.schema.records import (
    Record,
    Request,
    actions,
    goals,
    meaning_of,
    records,
    tables,
    type_of,
    vocabularies,
)
from labs.datacenter.wire.shapes import Key, vocabulary_of


def schema_json() -> dict[str, object]:
    """All of it as JSON values."""
    return {
        "schema": SCHEMA,
        "site": {
            "settings": {name: _both(SETTINGS_MEAN[name]) for name in SETTINGS},
            "tables": tables(),
        },
        "records": {one.name: _record_json(one) for one in records()},
        "actions": {one.name: _request_json(one) for one in actions()},
        "goals": {one.name: _request_json(one) for one in goals()},
        "words": {
            name: {member.value: _both(word(member)) for member in words}
            for name, words in vocabularies().items()
        },
        "releases": list(RELEASES),
        "processors": list(GENERATIONS),
        "report": {name: _both(text) for name, text in REPORT_MEANS.items()},
        "finding": {name: _both(text) for name, text in FINDING_MEANS.items()},
        "repair": {name: _both(text) for name, text in REPAIR_MEANS.items()},
        "examples": examples(),
    }


def _both(text: Text) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}


def _record_json(record: Record) -> dict[str, object]:
    return {
        "about": _both(record.about),
        "keyed_by": record.keyed_by,
        "keys": {key.name: _key_json(key) for key in record.keys},
    }


def _request_json(request: Request) -> dict[str, object]:
    return {
        "label": _both(request.label),
        "keys": {key.name: _key_json(key) for key in request.keys},
        "example": request.example,
    }


def _key_json(key: Key) -> dict[str, object]:
    told: dict[str, object] = {"type": _both(type_of(key.shape)), "meaning": _both(meaning_of(key))}
    told |= {"required": True} if key.required else {"default": key.default}
    if key.unit:
        told["unit"] = key.unit
    if key.names:
        told["names"] = key.names
    words = vocabulary_of(key.shape)
    if words is not None:
        told["words"] = words.__name__
    return told
