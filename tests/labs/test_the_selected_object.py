"""Pages of objects: what each tab tells of each kind of object."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.translation import override

from labs import shelf
from labs.console.objects import CONFIGURE, MONITOR, RELATED, TABS, first_ref, select
from labs.console.sheet import Branch
from labs.console.tree import VIEWS, tree_of
from labs.datacenter.actions import (
    ACTIONS,
    CutLink,
    FailDatastore,
    FailPath,
    RevertToSnapshot,
    TakeSnapshot,
    UnregisterVM,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_guest, with_hardware, with_host, with_raw_disk, with_vm
from labs.datacenter.inventory.encryption import KeyServer
from labs.datacenter.inventory.site import KINDS, Site
from labs.datacenter.prepared import with_two_paths
from labs.datacenter.presets import PRESETS, distributed, four_errors, two_datacenters, two_hosts
from labs.datacenter.words import Licence


def shown(site: Site, ref: str, tab: str = "", language: str = "en"):
    """An object with its pane computed, in the language of the reader."""
    with override("en" if language == "en" else "zh-hans"):
        found = select(site, ref, language=language, allowed=tuple(ACTIONS), tab=tab)
        if found is not None:
            assert None not in (found.facts, found.sections, found.meters, found.state_word)
        return found


def facts(site: Site, ref: str, tab: str = "") -> dict[str, str]:
    return {str(fact.label): str(fact.value) for fact in shown(site, ref, tab).facts}


def sections(site: Site, ref: str) -> dict[str, object]:
    return {section.title: section for section in shown(site, ref, CONFIGURE).sections}


def after(site: Site, *actions: object) -> Site:
    for action in actions:
        site, _ = apply(site, action)
    return site


def every_ref(site: Site) -> set[str]:
    """Everything the four views of the inventory name, and all else that the site holds."""

    def within(nodes):
        for node in nodes:
            yield node.ref
            yield from within(node.children)

    found = {ref for view in VIEWS for ref in within(tree_of(site, view))}
    tables = ((kind, getattr(site, table)) for kind, (_, table) in KINDS.items())
    return found | {f"{kind}:{name}" for kind, table in tables for name in table}


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_object_of_every_preset_has_a_page_of_four_tabs(preset, language):
    site = PRESETS[preset]()

    for ref in every_ref(site):
        for tab in TABS:
            found = shown(site, ref, tab, language)
            assert (found.ref, found.tab) == (ref, tab)
            for meter in found.meters:
                assert (meter.shown, meter.text) == (min(100, meter.percent), str(meter.text))
                assert "{" not in meter.text, (ref, meter.text)


def test_whatever_a_page_leads_to_exists():
    for preset in PRESETS.values():
        site = preset()
        for ref in every_ref(site):
            for tab in TABS:
                found = shown(site, ref, tab)
                refs = [one for fact in found.facts for one in fact.refs]
                rows = [row for section in found.sections for row in section.rows]
                refs += [cell.ref for row in rows for cell in row if cell.ref]
                assert [one for one in refs if shown(site, one) is None] == [], ref


@pytest.mark.parametrize(
    "ref",
    ["", ":", "vm:", "vm:ghost", "nic:eth0", "standard_switch:", "standard_switch:esx-01",
     "standard_switch:esx-01/", "standard_switch:/vSwitch0", "dv_network:dvs-01/x/y",
     "standard_network:DC-A/nothing", "/", "vm:web-01/x"],
)  # fmt: skip
def test_a_reference_to_nothing_selects_nothing(ref):
    assert shown(two_hosts(), ref) is None


def test_a_tab_that_is_none_is_the_summary():
    assert shown(two_hosts(), "vm:web-01", "nonsense").tab == "summary"


def test_a_mounted_installer_is_told():
    site = with_guest(two_hosts(), "web-01", tools_installer_mounted=True)

    assert facts(site, "vm:web-01")["VMware Tools installer"] == "mounted"
    assert "VMware Tools installer" not in facts(two_hosts(), "vm:web-01")


def test_affinity_is_told():
    cpu = replace(two_hosts().vms["web-01"].cpu, affinity=(0, 1))
    bound = with_vm(two_hosts(), "web-01", cpu=cpu)

    assert facts(bound, "vm:web-01")["Bound to processors"] == "0, 1"
    assert "Bound to NUMA nodes" not in facts(bound, "vm:web-01")


def test_a_raw_disk_names_its_lun():
    site = with_raw_disk(two_hosts(), "web-01", "lun-9")

    assert facts(site, "vm:web-01")["Hard disk 1"].endswith("virtual compatibility mode, LUN lun-9")
    assert sections(site, "host:esx-01")["LUNs for raw device mappings"].facts[0].value == "lun-9"
    assert sections(site, "host:esx-02")["LUNs for raw device mappings"].is_empty


def test_versions_are_told_where_they_are_stated():
    site = with_hardware(with_host(two_hosts(), "esx-01", version="6.7"), "web-01", version=14)

    told = {
        fact.label: fact.value for fact in sections(site, "vm:web-01")["Virtual hardware"].facts
    }
    assert told["Virtual hardware version"] == "14"
    assert facts(site, "host:esx-01")["Product version"] == "ESXi 6.7"
    assert "Product version" not in facts(site, "host:esx-02")


def test_a_lesser_licence_is_told():
    site = with_host(two_hosts(), "esx-01", licence=Licence.ESSENTIALS)

    assert facts(site, "host:esx-01")["Licence"] == "Essentials"
    assert "Licence" not in facts(site, "host:esx-02")


def test_a_round_trip_is_told_where_it_is_stated():
    site = with_host(two_hosts(), "esx-01", rtt_ms=12)

    assert facts(site, "host:esx-01")["Round-trip time to the core"] == "12 ms"
    assert "Round-trip time to the core" not in facts(site, "host:esx-02")


def test_a_cut_link_is_told_with_its_standing_warning():
    site = after(two_hosts(), CutLink(host="esx-01", nic="vmnic2"))

    assert facts(site, "host:esx-01")["vSwitch2"] == "Production · vmnic2, link down"
    assert facts(site, "host:esx-01", MONITOR)["Uplinks of vSwitch2 in use"] == "none"
    for ref in ("host:esx-01", "standard_switch:esx-01/vSwitch2"):
        (warning,) = shown(site, ref).warnings
        assert "has no uplink with a link" in warning.say("en")
    for ref in ("host:esx-02", "standard_switch:esx-02/vSwitch2", "vm:web-01"):
        assert shown(site, ref).warnings == ()


def test_paths_are_told_with_their_state():
    path = FailPath(host="esx-01", datastore="san-01", path="vmhba1")
    site = after(with_two_paths(two_hosts()), path)

    assert facts(site, "host:esx-01")["Paths to san-01"] == "Fixed, vmhba1 dead, vmhba2 active"
    assert facts(site, "host:esx-01", MONITOR)["Paths to san-01 in use"] == "vmhba2"
    rows = [
        tuple(c.text for c in row) for row in sections(site, "host:esx-01")["Storage paths"].rows
    ]
    assert ("san-01", "vmhba1", "dead", "–", "Fixed") in rows
    assert "one path to san-01 left" in shown(site, "datastore:san-01").warnings[0].say("en")


def test_a_template_is_told_as_one():
    site = with_vm(two_hosts(), "old-01", template=True)

    told = shown(site, "vm:old-01")

    assert (told.state, told.state_word) == ("template", "template")


def test_a_failed_datastore_is_told_as_one():
    site = after(two_hosts(), FailDatastore(datastore="san-01"))

    assert shown(site, "datastore:san-01").state_word == "inaccessible"
    assert shown(two_hosts(), "datastore:san-01").state_word == ""


def test_an_unregistered_machine_is_told_by_its_datastore():
    site = after(two_hosts(), UnregisterVM(vm="old-01"))

    told = {fact.label: fact.refs for fact in shown(site, "datastore:local-01").facts}
    assert told["Files of unregistered machines"] == ("unregistered_vm:old-01",)
    assert shown(site, "unregistered_vm:old-01") is not None


def test_a_key_server_out_of_reach_is_told_as_one():
    site = two_hosts().put(KeyServer(name="kms-01", reachable=False))

    assert shown(site, "key_server:kms-01").state_word == "not reachable"
    assert shown(site, "key_server:kms-01").warnings != ()


def taken(*names: str) -> tuple[TakeSnapshot, ...]:
    return tuple(TakeSnapshot(vm="web-01", name=name, memory=True) for name in names)


def test_snapshots_stand_as_a_tree_with_where_the_machine_is():
    back = RevertToSnapshot(vm="web-01", snapshot="first")
    site = after(two_hosts(), *taken("first", "second"), back, *taken("third"))

    tree = sections(site, "vm:web-01")["Snapshots"].tree

    assert outline(tree) == ("web-01", False, [
        ("first", False, [("second", False, []), ("third", True, [])]),
    ])  # fmt: skip


def test_after_a_revert_the_machine_stands_on_that_snapshot():
    back = RevertToSnapshot(vm="web-01", snapshot="first")
    site = after(two_hosts(), *taken("first", "second"), back)

    assert outline(sections(site, "vm:web-01")["Snapshots"].tree) == ("web-01", False, [
        ("first", True, [("second", False, [])]),
    ])  # fmt: skip


def outline(branch: Branch) -> tuple:
    return (branch.name, branch.is_here, [outline(one) for one in branch.branches])


def test_without_snapshots_the_tree_says_so():
    assert sections(two_hosts(), "vm:web-01")["Snapshots"].is_empty


@pytest.mark.parametrize(
    ("other_mb", "level"), [(0, "ok"), (75 * 1024, "warn"), (74 * 1024, "ok"), (85 * 1024, "bad")]
)
def test_a_datastore_warns_from_75_per_cent_on_and_worse_from_85(other_mb, level):
    site = two_hosts()
    store = replace(site.datastores["local-02"], capacity_mb=100 * 1024, other_mb=other_mb)

    used = shown(site.put(store), "datastore:local-02", MONITOR).meters[0]

    assert (used.level, used.percent) == (level, other_mb // 1024)


def test_a_host_full_of_configured_memory_is_beyond_the_limit():
    site = with_host(two_hosts(), "esx-01", memory_mb=3 * 1024)

    configured, reserved, *_ = shown(site, "host:esx-01", MONITOR).meters

    assert (configured.level, configured.percent, configured.shown) == ("bad", 133, 100)
    assert reserved.level == "ok"


def test_related_objects_go_up_down_and_across():
    told = {fact.label: fact.refs for fact in shown(two_datacenters(), "vm:web-01", RELATED).facts}

    assert told["Host"] == ("host:esx-a1",)
    assert told["Datacenter"] == ("datacenter:DC-A",)
    assert told["Datastores"] == ("datastore:nas-01",)
    assert told["Networks"] == ("standard_network:DC-A/Production",)


def test_a_network_knows_its_machines_wherever_they_are():
    site = two_hosts()

    told = {fact.label: fact.refs for fact in shown(site, "standard_network:DC-A/Production").facts}

    assert told["Virtual machines"] == ("vm:old-01", "vm:web-01", "vm:db-01")
    assert told["Hosts"] == ("host:esx-01", "host:esx-02")


def test_a_distributed_port_group_is_not_mixed_up_with_a_standard_one():
    site = distributed()

    told = {fact.label: fact for fact in shown(site, "dv_network:dvs-01/Shop").facts}

    assert told["Switch"].refs == ("distributed_switch:dvs-01",)
    assert "vm:web-01" in told["Virtual machines"].refs


def test_an_internal_switch_says_that_its_traffic_stays():
    told = facts(four_errors(), "standard_switch:esx-01/vSwitch3")

    assert told["Uplinks"] == "no uplink: its traffic stays on the host"


def test_what_stands_open_first_is_what_the_lab_acts_on():
    opened = {}
    for slug in ("before-a-fabric-switch-goes-down", "before-the-power-goes"):
        lab = shelf.seeded(slug, 0)
        named = [ref for check in lab.every_check for ref in check.goal.named().values()]
        opened[slug] = first_ref(lab.site("8.0"), named, lab.actions)

    assert opened["before-a-fabric-switch-goes-down"].startswith("host:")
    assert opened["before-the-power-goes"].startswith("vm:")
    assert first_ref(Site.of(()), (), ("Migrate",)) == ""
