from __future__ import annotations

import json
import re
from dataclasses import fields

import pytest

from labs.datacenter.actions import ACTIONS, ALL_ACTIONS
from labs.datacenter.companies import COMPANIES
from labs.datacenter.goals import GOALS, read_goal
from labs.datacenter.inventory.site import KINDS, Site
from labs.datacenter.meaning import without_field
from labs.datacenter.presets import PRESETS
from labs.datacenter.repair import repair
from labs.datacenter.wire.read import SETTINGS, read_action, read_actions, read_site
from labs.datacenter.wire.schema.answers import (
    FINDING_MEANS,
    REPAIR_MEANS,
    REPORT_MEANS,
    SETTINGS_MEAN,
)
from labs.datacenter.wire.schema.as_json import schema_json
from labs.datacenter.wire.schema.examples import EXAMPLES, example_report, example_site, examples
from labs.datacenter.wire.schema.json_schema import json_schema
from labs.datacenter.wire.schema.markdown import schema_markdown
from labs.datacenter.wire.schema.records import (
    actions,
    goals,
    meaning_of,
    records,
    type_of,
    vocabularies,
    without_meaning,
)
from labs.datacenter.wire.write import action_json, repair_json, report_json, site_json
from labs.datacenter.worlds import legal_site

TOLD = (*records(), *actions(), *goals())


def test_every_key_says_what_it_means():
    """Where one is named here, its module lacks a line: describe(Record, key=Text(zh=…, en=…))."""
    assert list(without_meaning()) == []


def test_every_key_has_a_type_and_a_meaning_in_both_languages():
    wrong = [
        (told.name, key.name, text)
        for told in TOLD
        for key in told.keys
        for text in (meaning_of(key), type_of(key.shape))
        if not text.en or not re.search(r"[\u4e00-\u9fff]|true", text.zh)
    ]

    assert wrong == []


def test_every_action_goal_table_and_setting_is_told():
    assert [one.name for one in actions()] == list(ACTIONS)
    assert [one.name for one in goals()] == list(GOALS)
    assert list(SETTINGS_MEAN) == list(SETTINGS)
    assert set(schema_json()["site"]["tables"]) == {table for _, table in KINDS.values()}
    held = {one.name for one in fields(Site) if one.compare}
    assert held <= {*SETTINGS, *schema_json()["site"]["tables"]}


def test_nothing_is_said_of_a_field_that_is_gone():
    assert list(without_field()) == []


def test_reports_findings_and_repairs_have_exactly_the_keys_that_are_told():
    told = example_report()

    assert set(report_json(told)) == set(REPORT_MEANS)
    assert set(told.findings[0].as_json()) == set(FINDING_MEANS)
    assert set(repair_json(repair(told.site, told.action))) == set(REPAIR_MEANS)


def test_the_example_site_is_read_and_comes_back():
    assert read_site(examples()["site"]) == (example_site(), ())


def test_the_example_history_is_read_and_legal():
    history, problems = read_actions(examples()["actions"])

    assert problems == ()
    assert len(history) == 2


@pytest.mark.parametrize("goal", examples()["goals"], ids=lambda goal: goal["goal"])
def test_the_example_goals_are_read(goal):
    read, problems = read_goal(goal, example_site())

    assert (read.code, problems) == (goal["goal"], ())


def test_every_kind_of_action_has_an_example_that_is_read():
    wrong = {}
    for action in actions():
        read, problems = read_action(action.example)
        if problems or type(read).__name__ != action.name:
            wrong[action.name] = problems or read

    assert wrong == {}


def test_the_examples_are_those_the_command_offers():
    assert tuple(examples()) == EXAMPLES


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_markdown_tells_every_record_action_and_word(language):
    page = schema_markdown(language)

    for told in records():
        assert f"### {told.name}\n" in page
    for told in (*actions(), *goals()):
        assert f"### `{told.name}`\n" in page
    for words in vocabularies().values():
        assert all(f"| `{member.value}` |" in page for member in words)


# JSON Schema: a validator of just what ours uses, so that a keyword we do not check fails loudly

_IGNORED = {"type", "description", "default", "title", "$schema", "$defs"}


_TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def faults(schema, value, root, path=""):
    """Pointers to what a JSON Schema finds wrong; a value of the wrong type is asked no more."""
    if "type" in schema and type(value) is not _TYPES[schema["type"]]:
        yield path
        return
    for keyword in schema.keys() - _IGNORED:
        yield from _KEYWORDS[keyword](schema[keyword], value, root, path, schema)


def _properties(told, value, root, path, schema):
    for name in told.keys() & value.keys():
        yield from faults(told[name], value[name], root, f"{path}/{name}")


def _additional(told, value, root, path, schema):
    for name in value.keys() - schema.get("properties", {}).keys():
        if told is False:
            yield f"{path}/{name}"
        else:
            yield from faults(told, value[name], root, f"{path}/{name}")


def _one_of(told, value, root, path, schema):
    if sum(not list(faults(one, value, root, path)) for one in told) != 1:
        yield path


def _resolve(told, value, root, path, schema):
    return faults(root["$defs"][told.removeprefix("#/$defs/")], value, root, path)


def _items(told, value, root, path, schema):
    for number, item in enumerate(value):
        yield from faults(told, item, root, f"{path}/{number}")


def _if(holds):
    def check(told, value, root, path, schema):
        if not holds(told, value):
            yield path

    return check


_KEYWORDS = {
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": lambda told, value, root, path, schema: (
        fault for name in value for fault in faults(told, name, root, f"{path}/{name}")
    ),
    "items": _items,
    "oneOf": _one_of,
    "anyOf": _one_of,
    "$ref": _resolve,
    "const": _if(lambda told, value: value == told),
    "enum": _if(lambda told, value: value in told),
    "required": _if(lambda told, value: set(told) <= set(value)),
    "minimum": _if(lambda told, value: value >= told),
    "maximum": _if(lambda told, value: value <= told),
    "minLength": _if(lambda told, value: len(value) >= told),
    "maxLength": _if(lambda told, value: len(value) <= told),
    "uniqueItems": _if(lambda told, value: len({json.dumps(one) for one in value}) == len(value)),
}


@pytest.mark.parametrize(
    "site",
    [
        *(make() for make in (PRESETS | COMPANIES).values()),
        *(legal_site(seed) for seed in range(3)),
    ],
)
def test_the_json_schema_takes_what_the_engine_writes(site):
    schema = json_schema()

    assert list(faults(schema, site_json(site), schema)) == []


def test_the_json_schema_takes_every_example_action():
    schema, wrong = json_schema(), {}
    for action in actions():
        right, odd = action.example, {**action.example, "weather": 1}
        found = [list(faults({"$ref": "#/$defs/Action"}, one, schema)) for one in (right, odd)]
        if found != [[], [""]]:
            wrong[action.name] = found

    assert wrong == {}


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"weather": 1}, "/weather"),
        ({"release": "9.9"}, "/release"),
        ({"seed": -1}, "/seed"),
        ({"hosts": {"esx-01": 1}}, "/hosts/esx-01"),
        ({"vms": {"": {}}}, "/vms/"),
    ],
)
def test_the_json_schema_refuses_what_the_reader_refuses(change, path):
    schema, data = json_schema(), {**site_json(example_site()), **change}

    site, problems = read_site(json.dumps(data))

    assert site is None
    assert problems[0].path.startswith(path.rstrip("/"))
    assert path in set(faults(schema, data, schema))


def test_every_example_action_is_written_as_it_was_read():
    for action in actions():
        read, _ = read_action(action.example)
        assert action_json(read) == action.example


def test_no_action_lacks_a_label():
    assert all(one.label.zh and one.label.en for one in ALL_ACTIONS)
