from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.datacenter.actions import ALL_ACTIONS, Migrate
from labs.datacenter.companies import COMPANIES
from labs.datacenter.presets import PRESETS, two_hosts
from labs.datacenter.report import report
from labs.datacenter.wire.codec import MOST_PROBLEMS
from labs.datacenter.wire.read import read_action, read_actions, read_site
from labs.datacenter.wire.write import problems_json, report_json, site_json, text_of
from labs.datacenter.words import Verb
from labs.datacenter.worlds import legal_site


def paths(problems):
    return [one.path for one in problems]


def a_site(**changes):
    """two_hosts as JSON values, with changes at dotted paths."""
    data = json.loads(text_of(site_json(two_hosts())))
    for path, value in changes.items():
        *way, last = path.split("__")
        place = data
        for key in way:
            place = place[key.replace("_at_", "-")]
        place[last.replace("_at_", "-")] = value
    return data


@pytest.mark.parametrize("preset", [*PRESETS.values(), *COMPANIES.values()])
def test_a_site_comes_back_as_it_went(preset):
    site = preset()

    text = text_of(site_json(site))

    assert read_site(text) == (site, ())
    assert read_site(text.encode()) == (site, ())
    assert read_site(json.loads(text)) == (site, ())


@given(st.integers(0, 500))
@settings(max_examples=20, deadline=None)
def test_any_seeded_site_comes_back_with_the_same_bytes(seed):
    site = legal_site(seed)

    text = text_of(site_json(site))

    again, problems = read_site(text)
    assert (again, problems) == (site, ())
    assert text_of(site_json(again)) == text


def test_writes_only_what_is_not_default():
    vm = site_json(two_hosts())["vms"]["web-01"]

    assert "template" not in vm
    assert "connected" not in vm["hardware"]["nics"]["Network adapter 1"]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("{", "", id="cut off"),
        pytest.param("[]", "", id="a list"),
        pytest.param("null", "", id="null"),
        pytest.param('"site"', "", id="a text"),
        pytest.param("[" * 10_000 + "]" * 10_000, "", id="10,000 deep"),
        pytest.param('{"vms":' * 10_000 + "1" + "}" * 10_000, "", id="10,000 objects deep"),
        pytest.param('{"seed": NaN}', "/seed", id="NaN"),
        pytest.param('{"seed": Infinity}', "/seed", id="Infinity"),
        pytest.param('{"seed": 1e999}', "/seed", id="1e999"),
        pytest.param('{"seed": 1.5}', "/seed", id="a fraction"),
        pytest.param('{"seed": ' + "9" * 5000 + "}", "/seed", id="5,000 digits"),
        pytest.param('{"seed": true}', "/seed", id="true is no number"),
        pytest.param('{"seed": -1}', "/seed", id="below zero"),
        pytest.param('{"seed": 1, "seed": 2}', "/seed", id="a key twice"),
        pytest.param('{"schema": 2}', "/schema", id="another schema"),
        pytest.param('{"release": "6.0"}', "/release", id="no release of ours"),
        pytest.param('{"release": ["8.0"]}', "/release", id="a list for a release"),
        pytest.param('{"hosst": {}}', "/hosst", id="an unknown key"),
        pytest.param('{"a/b~c": {}}', "/a~1b~0c", id="a key to escape"),
        pytest.param('{"\\ud800": {}}', "/?", id="a lone surrogate"),
        pytest.param('{"vcenters": {"\\ud800": {}}}', "/vcenters/?", id="a surrogate as a name"),
        pytest.param('{"vcenters": []}', "/vcenters", id="a list for an object"),
        pytest.param('{"vcenters": {"": {}}}', "/vcenters/", id="an empty name"),
        pytest.param('{"vcenters": {" a": {}}}', "/vcenters/ a", id="a blank at the end"),
        pytest.param('{"vcenters": {"a": null}}', "/vcenters/a", id="null for an object"),
        pytest.param('{"datacenters": {"a": {}}}', "/datacenters/a", id="a missing key"),
        pytest.param(b"\xff\xfe{}", "", id="not UTF-8"),
    ],
)
def test_bad_text_gets_one_problem_and_no_traceback(text, path):
    site, problems = read_site(text)

    assert site is None
    assert paths(problems) == [path]
    assert all(one.say("zh") and one.say("en") for one in problems)
    text_of(problems_json(problems)).encode("utf-8")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"vms__web_at_01__host": "esx-09"}, "/vms/web-01/host"),
        ({"vms__web_at_01__power": "on"}, "/vms/web-01/power"),
        ({"vms__web_at_01__files": {"config": "x"}}, "/vms/web-01/files/config"),
        ({"vms__web_at_01__hardware__vcpus": "2"}, "/vms/web-01/hardware/vcpus"),
        ({"vms__web_at_01__hardware__vcpus": 2.0}, "/vms/web-01/hardware/vcpus"),
        ({"vms__web_at_01__hardware__vcpus": 0}, "/vms/web-01/hardware"),
        ({"vms__web_at_01__hardware__vcpus": 33}, "/vms/web-01/power"),
        ({"vms__web_at_01__hardware__memory_mb": 10**12 + 1}, "/vms/web-01/hardware/memory_mb"),
        ({"vms__web_at_01__memory__reservation_mb": 4097}, "/vms/web-01/memory/reservation_mb"),
        ({"vms__web_at_01__template": True}, "/vms/web-01/power"),
        ({"vms__web_at_01__template": 1}, "/vms/web-01/template"),
        ({"vms__web_at_01__cpu_generation": "intel-486"}, "/vms/web-01/cpu_generation"),
        ({"vms__web_at_01__cpu_generation": "amd-zen"}, "/vms/web-01/cpu_generation"),
        ({"vms__old_at_01__cpu_generation": "intel-haswell"}, "/vms/old-01/cpu_generation"),
        ({"vms__web_at_01__host": "esx-02", "vms__old_at_01__host": "esx-02"}, "/vms/old-01"),
        ({"hosts__esx_at_01__cpu__generation": "486"}, "/hosts/esx-01/cpu/generation"),
        ({"hosts__esx_at_01__cpu__threads": 3}, "/hosts/esx-01/cpu/threads"),
        ({"hosts__esx_at_01__memory_mb": 0}, "/hosts/esx-01/memory_mb"),
        ({"hosts__esx_at_01__kept_mb": 131072}, "/hosts/esx-01"),
        ({"hosts__esx_at_01__datacenter": "DC-Z"}, "/hosts/esx-01/datacenter"),
        ({"hosts__esx_at_01__cluster": "C"}, "/hosts/esx-01/cluster"),
        ({"hosts__esx_at_01__maintenance": "inMaintenance"}, "/vms/web-01/power"),
        ({"hosts__esx_at_01__mounts": {}}, None),
        ({"hosts__esx_at_01__mounts__san_at_01": {"mode": "readOnly"}}, "/vms/web-01"),
        ({"hosts__esx_at_01__mounts__local_at_02": {}}, "/datastores/local-02"),
        (
            {"hosts__esx_at_01__vmkernel__vmk0": {"network": "X"}},
            "/hosts/esx-01/vmkernel/vmk0/network",
        ),
        ({"hosts__esx_at_01__switches__vSwitch0": {"uplinks": ["vmnic9"]}}, None),
        (
            {"hosts__esx_at_01__switches__vSwitch3": {"uplinks": ["vmnic0"]}},
            "/hosts/esx-01/switches",
        ),
        (
            {"hosts__esx_at_01__switches__vSwitch0": {"uplinks": ["a", "a"]}},
            "/hosts/esx-01/switches/vSwitch0/uplinks",
        ),
        (
            {"hosts__esx_at_01__switches__vSwitch0": {"uplinks": "vmnic0"}},
            "/hosts/esx-01/switches/vSwitch0/uplinks",
        ),
        ({"datastores__san_at_01__capacity_mb": 1}, "/datastores/san-01/capacity_mb"),
        ({"datastores__san_at_01__backing": "NAS"}, "/datastores/san-01/backing"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_an_impossible_site_gets_a_pointer_to_what_is_wrong(change, path):
    site, problems = read_site(a_site(**change))

    assert site is None
    assert problems
    if path is not None:
        assert path in paths(problems)


def test_names_everything_that_is_wrong_at_once():
    _, problems = read_site(a_site(**{"vms__web_at_01__power": "on", "extra": 1, "seed": "x"}))

    assert sorted(paths(problems)) == ["/extra", "/seed", "/vms/web-01/power"]


def test_stops_complaining_of_a_hostile_file():
    _, problems = read_site({f"key-{number}": 1 for number in range(10_000)})

    assert len(problems) == MOST_PROBLEMS


def test_what_comes_after_the_last_complaint_is_still_read_with_care():
    _, problems = read_site({"vms": {f"vm-{number}": {"x": 1} for number in range(10_000)}})

    assert len(problems) == MOST_PROBLEMS


def test_values_of_yaml_that_json_does_not_know_are_problems():
    _, problems = read_site({"seed": datetime.date(2020, 1, 1), 5: {}, "vcenters": {7: {}}})

    assert sorted(paths(problems)) == ["/5", "/seed", "/vcenters/7"]


def test_a_value_that_contains_itself_is_a_problem():
    knot: dict = {}
    knot["vms"] = knot

    site, problems = read_site(knot)

    assert site is None
    assert problems


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["vms", "hosts", "hardware", "disks", "nics", "cpu", "type", "vm", "a", "power"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
@settings(max_examples=200, deadline=None)
def test_nothing_whatever_raises(value):
    for data in (value, json.dumps(value)):
        if isinstance(data, (dict, str)):
            assert len(read_site(data)) == 2
            assert len(read_action(data)) == 2


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({}, "/type"),
        ({"type": "Explode"}, "/type"),
        ({"type": ["Migrate"]}, "/type"),
        ({"type": "PowerOn"}, ""),
        ({"type": "PowerOn", "vm": 7}, "/vm"),
        ({"type": "PowerOn", "vm": ""}, "/vm"),
        ({"type": "PowerOn", "vm": "x" * 101}, "/vm"),
        ({"type": "PowerOn", "vm": "a\x00b"}, "/vm"),
        ({"type": "PowerOn", "vm": "a", "host": "b"}, "/host"),
        ({"type": "Migrate", "vm": "a", "verb": "teleport"}, "/verb"),
        ('{"type": "PowerOn", "vm": "a", "vm": "b"}', "/vm"),
        ("nonsense", ""),
        ("[1]", ""),
    ],
)
def test_a_bad_action_gets_a_problem(data, path):
    action, problems = read_action(data)

    assert action is None
    assert paths(problems) == [path]


def test_an_action_is_read_with_its_verb():
    data = {"type": "Migrate", "vm": "a", "host": "b", "datastore": None, "verb": "vmotion"}

    assert read_action(data) == (Migrate(vm="a", host="b", verb=Verb.VMOTION), ())


def test_a_history_is_a_list_or_one_action():
    one = {"type": "PowerOn", "vm": "a"}

    assert len(read_actions([one, one])[0]) == 2
    assert len(read_actions(json.dumps([one]))[0]) == 1
    assert len(read_actions(one)[0]) == 1
    assert paths(read_actions([one, {"type": "?"}, 5])[1]) == ["/1/type", "/2"]


def test_every_action_has_a_name_and_reads_back():
    assert len({action.__name__ for action in ALL_ACTIONS}) == len(ALL_ACTIONS)


def test_a_report_becomes_json_with_both_languages():
    told = report(two_hosts("5.5"), Migrate(vm="old-01", host="esx-02"))

    data = json.loads(text_of(report_json(told)))

    assert data["verdict"] == "refused"
    assert data["fault"] == "CannotAccessVmDisk"
    assert data["findings"][0]["facts"]["vm"] == {"kind": "vm", "name": "old-01"}
    assert set(data["findings"][0]["text"]) == {"en", "zh"}


def test_a_name_that_leads_nowhere_is_told_in_the_words_of_each_language():
    _, problems = read_site(a_site(vms__web_at_01__files__config="nas-99"))

    assert problems[0].path == "/vms/web-01/files/config"
    assert problems[0].text.en == 'names datastore "nas-99", which does not exist'
    assert problems[0].text.zh == "引用了不存在的数据存储“nas-99”"


@pytest.mark.parametrize("digits", [13, 18, 19, 31, 5000])
@pytest.mark.parametrize("sign", ["", "-"])
def test_a_number_beyond_every_range_is_told_the_range(digits, sign):
    text = '{"schema": 1, "datastores": {"a": {"capacity_mb": ' + sign + "9" * digits + "}}}"

    _, problems = read_site(text)

    assert [one.say("en") for one in problems] == [
        "/datastores/a/capacity_mb: must lie between 0 and 1000000000000"
    ]
