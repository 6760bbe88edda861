from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from labs.datacenter.actions import (
    AddUplink,
    DisconnectDevice,
    EnterMaintenanceMode,
    Migrate,
    PowerOff,
    PowerOn,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import (
    with_cpu,
    with_device,
    with_files_on,
    with_host,
    with_links,
    with_vm,
    without_port_group,
    without_uplinks,
)
from labs.datacenter.inventory.places import Datacenter, VCenter
from labs.datacenter.inventory.site import Site
from labs.datacenter.presets import a_datastore, a_host, a_vm, four_errors, two_hosts
from labs.datacenter.repair import (
    ANY,
    FOUND,
    GENTLE,
    IMPOSSIBLE,
    NOT_FOUND,
    alternatives,
    repair,
)
from labs.datacenter.report import is_refused
from labs.datacenter.words import BackingType, Connection, Link, Maintenance, PowerState, Verb
from tests.labs.datacenter.every_list import assert_minimal, brief
from tests.labs.datacenter.shrinking import codes, shrunk

MOVE = Migrate(vm="web-01", host="esx-02")
LOCAL_IMAGE = DisconnectDevice(vm="web-01", device="cdrom 1")


def with_local_image(site):
    return with_device(site, "web-01", BackingType.ISO, datastore="local-01")


def test_a_legal_request_needs_none():
    assert repair(two_hosts(), MOVE).actions == ()
    assert repair(two_hosts(), MOVE).status == FOUND


def test_one_fault_takes_one_action():
    found = repair(with_local_image(two_hosts()), MOVE)

    assert (found.status, found.tier, found.actions) == (FOUND, GENTLE, (LOCAL_IMAGE,))


def test_three_faults_take_three_gentle_actions_rather_than_one_power_off():
    site = without_uplinks(two_hosts(), "esx-01", "Production")
    site = with_files_on(with_local_image(site), "web-01", "local-01")

    found = repair(site, MOVE)

    assert found.tier == GENTLE
    assert set(found.actions) == {
        LOCAL_IMAGE,
        AddUplink(host="esx-01", switch="vSwitch2", nic="vmnic2"),
        Migrate(vm="web-01", datastore="san-01"),
    }


def test_another_vendor_takes_a_power_off():
    site = with_cpu(two_hosts(), "esx-02", generation="amd-zen")

    found = repair(site, MOVE)

    assert (found.tier, found.actions) == (ANY, (PowerOff(vm="web-01"),))


def test_a_vmotion_asked_for_by_name_cannot_become_a_cold_migration():
    site = with_cpu(two_hosts(), "esx-02", generation="amd-zen")

    found = repair(site, Migrate(vm="web-01", host="esx-02", verb=Verb.VMOTION))

    assert found.status == IMPOSSIBLE


def test_a_cure_that_is_refused_is_cured_first():
    site = with_host(two_hosts(), "esx-02", maintenance=Maintenance.ENTERING)

    found = repair(site, EnterMaintenanceMode(host="esx-01"))

    assert [type(action).__name__ for action in found.actions] == [
        "ExitMaintenanceMode",
        "Migrate",
    ]


def test_what_no_action_can_mend_is_impossible():
    assert repair(two_hosts(), Migrate(vm="nobody", host="esx-02")).status == IMPOSSIBLE
    assert repair(four_errors(), MOVE).status == IMPOSSIBLE


def test_a_bound_that_is_reached_first_is_told_apart():
    site = with_files_on(with_local_image(two_hosts()), "web-01", "local-01")

    assert repair(site, MOVE, depth=1).status == NOT_FOUND
    assert repair(site, MOVE, most_nodes=1).status == NOT_FOUND


def a_chain(length):
    """vm-0 wants ds-1; each ds-n is filled by vm-n, which can go to ds-(n+1) alone."""
    things = [VCenter(name="vc-01"), Datacenter(name="DC-A", vcenter="vc-01")]
    things += [a_datastore(f"ds-{n}", gb=50) for n in range(length + 2)]
    for n in range(length + 1):
        things.append(a_host(f"esx-{n}", datastores=(f"ds-{n}", f"ds-{n + 1}")))
        things.append(a_vm(f"vm-{n}", host=f"esx-{n}", datastore=f"ds-{n}", power=PowerState.OFF))
    return Site.of(things, release="8.0")


@pytest.mark.parametrize(
    ("length", "status", "count"), [(1, FOUND, 1), (4, FOUND, 4), (5, NOT_FOUND, 0)]
)
def test_a_chain_of_cures_longer_than_the_bound_is_not_called_impossible(length, status, count):
    found = repair(a_chain(length), Migrate(vm="vm-0", datastore="ds-1"))

    assert (found.status, len(found.actions)) == (status, count)


def a_crowd(count):
    """Three hosts and four datastores, all of them full of running machines."""
    names = tuple(f"ds-{n}" for n in range(4))
    things = [VCenter(name="vc-01"), Datacenter(name="DC-A", vcenter="vc-01")]
    things += [a_datastore(name, gb=count * 45) for name in names]
    things += [a_host(f"esx-{n}", datastores=names, memory_gb=512) for n in range(3)]
    for place, name in enumerate(names):
        for n in range(count):
            things.append(a_vm(f"vm-{place}-{n}", host=f"esx-{n % 3}", datastore=name))
    return Site.of(things, release="8.0")


def test_asks_of_each_site_about_each_cure_once(monkeypatch):
    asked = Counter()

    def counting(site, action):
        asked[site, action] += 1
        return is_refused(site, action)

    monkeypatch.setattr("labs.datacenter.repair.is_refused", counting)

    repair(a_crowd(4), Migrate(vm="vm-0-0", datastore="ds-1"), most_nodes=5)

    assert max(asked.values()) <= 2  # once in each tier
    assert len(asked) < 500


def test_stops_asking_at_a_bound(monkeypatch):
    monkeypatch.setattr("labs.datacenter.repair.MOST_ASKED", 6)

    assert repair(a_chain(3), Migrate(vm="vm-0", datastore="ds-1")).status == FOUND
    assert repair(a_chain(4), Migrate(vm="vm-0", datastore="ds-1")).status == NOT_FOUND


def test_stops_at_a_bound_on_what_rules_come_up_with(monkeypatch):
    request = Migrate(vm="vm-0-0", datastore="ds-1")
    assert repair(a_crowd(4), request, depth=1).status == NOT_FOUND

    monkeypatch.setattr("labs.datacenter.repair.MOST_OFFERED", 1)

    assert repair(a_chain(1), Migrate(vm="vm-0", datastore="ds-1")).status == NOT_FOUND


def a_full_cluster(hosts, count):
    """Hosts whose memory is promised to the last megabyte."""
    things = [VCenter(name="vc-01"), Datacenter(name="DC-A", vcenter="vc-01")]
    things.append(a_datastore("san", gb=100 * hosts * count))
    for host in range(hosts):
        things.append(a_host(f"esx-{host}", datastores=("san",), memory_gb=8 * count))
        for n in range(count):
            full = {"memory_gb": 8, "reservation_mb": 8192}
            things.append(a_vm(f"vm-{host}-{n}", host=f"esx-{host}", datastore="san", **full))
    return Site.of(things, release="8.0")


def test_looks_no_further_than_a_repair_that_moves_no_data():
    found = repair(a_full_cluster(4, 3), Migrate(vm="vm-0-0", host="esx-1"))

    assert (found.tier, found.actions) == (ANY, (PowerOff(vm="vm-1-0"),))
    assert (found.nodes, found.copied_mb) == (1, 0)


def test_names_no_action_that_the_lab_does_not_allow():
    site = with_local_image(two_hosts())

    found = repair(site, MOVE, allowed=("Migrate", "PowerOff", "PowerOn"))

    assert found.actions == (PowerOff(vm="web-01"),)
    assert repair(site, MOVE, allowed=()).status == IMPOSSIBLE


def test_moves_no_data_where_a_setting_will_do():
    """An uplink costs nothing, a disconnection neither; the first of equals is taken."""
    site = without_uplinks(two_hosts(), "esx-01", "Production")

    assert repair(site, MOVE).copied_mb == 0


WORLDS = {
    "local image": with_local_image(two_hosts()),
    "internal switch": without_uplinks(two_hosts(), "esx-01", "Production"),
    "no port group": without_port_group(two_hosts(), "esx-02", "Production"),
    "no shared storage": with_files_on(two_hosts(), "web-01", "local-01"),
    "other vendor": with_cpu(two_hosts(), "esx-02", generation="amd-zen"),
    "disconnected": with_host(two_hosts(), "esx-02", connection=Connection.DISCONNECTED),
    "link down": with_links(two_hosts(), "esx-02", "vMotion", link=Link.DOWN),
    "suspended": with_vm(
        with_cpu(two_hosts(), "esx-02", generation="amd-zen"), "web-01", power=PowerState.SUSPENDED
    ),
    "image and storage": with_files_on(with_local_image(two_hosts()), "web-01", "local-01"),
    "image and switch": without_uplinks(with_local_image(two_hosts()), "esx-01", "Production"),
    "switch at both ends": without_uplinks(
        without_uplinks(two_hosts(), "esx-01", "Production"), "esx-02", "Production"
    ),
}


@pytest.mark.parametrize("name", WORLDS)
def test_no_shorter_list_of_the_same_tier_works(name):
    """Also where two rules object, in worlds without what does not matter."""
    outcome, objections = brief(repair(WORLDS[name], MOVE)), codes(WORLDS[name], MOVE)

    def still(site):
        return codes(site, MOVE) == objections and brief(repair(site, MOVE)) == outcome

    assert_minimal(shrunk(WORLDS[name], still), MOVE, depth_if_impossible=1)


def test_every_step_of_a_repair_is_legal():
    for site in WORLDS.values():
        found = repair(site, MOVE)
        for action in found.actions:
            site, _ = apply(site, action)
        assert found.status == IMPOSSIBLE or not is_refused(site, MOVE)


def test_alternatives_are_the_same_migration_to_other_targets():
    request = Migrate(vm="web-01", datastore="local-02")

    assert alternatives(two_hosts(), request) == (Migrate(vm="web-01", datastore="local-01"),)


def test_alternatives_vary_what_the_request_names_and_nothing_else():
    request = Migrate(vm="web-01", host="esx-02", datastore="local-01")

    assert alternatives(two_hosts(), request) == (
        Migrate(vm="web-01", host="esx-02", datastore="local-02"),
    )
    assert alternatives(two_hosts(), PowerOn(vm="web-01")) == ()
    assert alternatives(two_hosts(), Migrate(vm="nobody", host="esx-02")) == ()


def test_alternatives_begin_with_those_nearest_to_the_request():
    names = tuple(f"ds-{n}" for n in range(3))
    things = [VCenter(name="vc-01"), Datacenter(name="DC-A", vcenter="vc-01")]
    things += [a_datastore(name) for name in names]
    things += [a_host(f"esx-{n}", datastores=names) for n in range(3)]
    things.append(a_vm("web-01", host="esx-0", datastore="ds-0", power=PowerState.OFF))
    site = Site.of(things, release="8.0")

    found = alternatives(site, Migrate(vm="web-01", host="esx-1", datastore="ds-1"))

    assert [(one.host, one.datastore) for one in found] == [
        ("esx-0", "ds-1"),
        ("esx-1", "ds-0"),
        ("esx-1", "ds-2"),
        ("esx-2", "ds-1"),
        ("esx-0", "ds-2"),
        ("esx-2", "ds-0"),
        ("esx-2", "ds-2"),
    ]


def test_alternatives_stop_at_a_bound_of_targets_and_of_answers(monkeypatch):
    request = Migrate(vm="vm-0-0", datastore="ds-1")
    site = a_crowd(1)
    assert len(alternatives(site, request)) == 0

    roomy = site.put(replace(site.datastores["ds-2"], capacity_mb=10**7))
    roomy = roomy.put(replace(roomy.datastores["ds-3"], capacity_mb=10**7))
    assert [one.datastore for one in alternatives(roomy, request)] == ["ds-2", "ds-3"]
    monkeypatch.setattr("labs.datacenter.repair.MOST_ALTERNATIVES", 1)
    assert [one.datastore for one in alternatives(roomy, request)] == ["ds-2"]
    monkeypatch.setattr("labs.datacenter.repair.MOST_TARGETS", 1)
    assert alternatives(roomy, request) == ()


def test_only_the_tiers_that_are_asked_for_are_searched():
    site = with_cpu(two_hosts(), "esx-02", generation="amd-zen")

    gentle = repair(site, MOVE, tiers=(GENTLE,))

    assert (gentle.status, gentle.tier, gentle.actions) == (IMPOSSIBLE, GENTLE, ())
    assert repair(site, MOVE).tier == ANY
