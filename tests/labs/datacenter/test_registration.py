"""Machines that leave the inventory and come back, and those that are made and deleted."""

from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    CloneVM,
    CreateVM,
    DestroyVM,
    PowerOn,
    RegisterVM,
    Suspend,
    UnregisterVM,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_cpu, with_files_on, with_vm
from labs.datacenter.faults import Fault
from labs.datacenter.figures import datastore_figures
from labs.datacenter.goals import History, read_goal
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import is_refused
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import PowerState, Provision
from labs.datacenter.worlds import legal_site, requests

UNREGISTER = UnregisterVM(vm="old-01")
REGISTER = RegisterVM(vm="old-01", host="esx-01")


def after(site, *actions):
    for action in actions:
        site, _ = apply(site, action)
        assert impossible(site) == ()
    return site


def fault_of(site, action):
    with pytest.raises(Fault) as refused:
        apply(site, action)
    return refused.value.name


def test_an_unregistered_machine_leaves_its_files_where_they_are():
    site = two_hosts()

    left = after(site, UNREGISTER)

    assert "old-01" not in left.vms
    assert left.vms_of_host["esx-01"] == ("web-01",)
    assert left.free_mb("local-01") == site.free_mb("local-01")
    assert datastore_figures(left, "local-01")["unregistered"] == ["old-01"]
    assert left.unregistered["old-01"].file_list == site.vms["old-01"].file_list


def test_registering_brings_the_same_machine_back():
    assert after(two_hosts(), UNREGISTER, REGISTER) == two_hosts()


def test_a_template_comes_back_as_a_template():
    site = with_vm(two_hosts(), "old-01", template=True)

    assert after(site, UNREGISTER, REGISTER) == site


@pytest.mark.parametrize("seed", range(3))
def test_to_unregister_and_register_gives_the_same_site(seed):
    site = legal_site(seed, "8.0")
    for action in requests(site, "UnregisterVM"):
        if not is_refused(site, action):
            back = RegisterVM(vm=action.vm, host=site.vms[action.vm].host)
            assert after(site, action, back) == site


@pytest.mark.parametrize("kind", [UnregisterVM, DestroyVM])
def test_a_running_machine_is_neither_unregistered_nor_deleted(kind):
    assert fault_of(two_hosts(), kind(vm="web-01")) == "InvalidPowerState"
    suspended = after(two_hosts(), Suspend(vm="web-01"))
    assert not is_refused(suspended, kind(vm="web-01"))


def test_another_host_may_register_it_if_it_sees_the_files():
    site = after(two_hosts(), UNREGISTER)
    assert fault_of(site, RegisterVM(vm="old-01", host="esx-02")) == "CannotAccessVmDisk"

    shared = after(with_files_on(two_hosts(), "old-01", "san-01"), UNREGISTER)
    assert after(shared, RegisterVM(vm="old-01", host="esx-02")).vms["old-01"].host == "esx-02"


def test_a_suspended_machine_keeps_the_processor_it_saw():
    suspended = after(two_hosts(), Suspend(vm="web-01"), UnregisterVM(vm="web-01"))
    assert suspended.unregistered["web-01"].cpu_generation == "intel-haswell"
    newer = with_cpu(suspended, "esx-02", generation="intel-skylake")
    older = with_cpu(suspended, "esx-02", generation="intel-merom")
    request = RegisterVM(vm="web-01", host="esx-02")

    assert after(newer, request).vms["web-01"].cpu_generation == "intel-haswell"
    assert fault_of(older, request) == "FeatureRequirementsNotMet"


def test_a_machine_that_is_off_is_registered_beside_any_processor():
    site = with_cpu(with_files_on(two_hosts(), "old-01", "san-01"), "esx-02", generation="amd-zen")

    assert not is_refused(after(site, UNREGISTER), RegisterVM(vm="old-01", host="esx-02"))


def test_no_action_but_registering_finds_an_unregistered_machine():
    site = after(two_hosts(), UNREGISTER)

    assert fault_of(site, PowerOn(vm="old-01")) == "ManagedObjectNotFound"
    assert fault_of(two_hosts(), REGISTER) == "ManagedObjectNotFound"


def test_its_name_stays_taken():
    site = after(two_hosts(), UNREGISTER)
    clone = CloneVM(vm="web-01", name="old-01", host="esx-01", datastore="san-01")

    assert fault_of(site, clone) == "DuplicateName"


def test_a_deleted_machine_gives_its_room_back():
    deleted = after(two_hosts(), DestroyVM(vm="old-01"))

    assert deleted.used_mb("local-01") == 0
    assert deleted.machine("old-01") is None


@pytest.mark.parametrize(("provision", "taken"), [(Provision.THICK, 8192), (Provision.THIN, 0)])
def test_a_new_machine_is_off_and_takes_the_room_of_its_disk(provision, taken):
    request = CreateVM(
        name="new-01",
        host="esx-01",
        datastore="local-01",
        vcpus=2,
        memory_mb=2048,
        disk_mb=8192,
        provision=provision,
    )

    made = after(two_hosts(), request)

    assert made.vms["new-01"].power is PowerState.OFF
    assert made.free_mb("local-01") == two_hosts().free_mb("local-01") - taken
    assert after(made, PowerOn(vm="new-01"), Suspend(vm="new-01"), DestroyVM(vm="new-01")) == (
        two_hosts()
    )


def test_unregistered_machines_are_read_and_written():
    site = after(two_hosts(), Suspend(vm="web-01"), UNREGISTER, UnregisterVM(vm="web-01"))

    text = text_of(site_json(site))

    assert read_site(text) == (site, ())


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"power": "poweredOn"}, "/unregistered/old-01/power"),
        ({"template": True, "power": "suspended"}, "/unregistered/old-01/power"),
        ({"cpu_generation": "intel-haswell"}, "/unregistered/old-01/cpu_generation"),
        ({"cpu_generation": "intel-9"}, "/unregistered/old-01/cpu_generation"),
        ({"host": "nowhere"}, "/unregistered/old-01/host"),
        ({"files": {"config": "nowhere"}}, "/unregistered/old-01/files/config"),
        ({"hardware": {"vcpus": 0}}, "/unregistered/old-01/hardware"),
    ],
)
def test_an_impossible_unregistered_machine_is_a_problem_with_its_place(changes, path):
    value = site_json(after(two_hosts(), UNREGISTER))
    value["unregistered"]["old-01"] |= changes

    site, problems = read_site(value)

    assert site is None
    assert [one.path for one in problems] == [path]


def test_a_name_is_not_registered_and_unregistered_at_once():
    value = site_json(after(two_hosts(), UNREGISTER))
    value["vms"]["old-01"] = site_json(two_hosts())["vms"]["old-01"]

    _, problems = read_site(value)

    assert [one.path for one in problems] == ["/unregistered/old-01"]


GOALS = [
    {"goal": "vm.host", "vm": "old-01", "host": "esx-01"},
    {"goal": "vm.left_host", "vm": "old-01", "host": "esx-02"},
    {"goal": "vm.power", "vm": "old-01", "power": "poweredOff"},
    {"goal": "vm.datastore", "vm": "old-01", "datastore": "local-01"},
    {"goal": "vm.left_datastore", "vm": "old-01", "datastore": "san-01"},
    {"goal": "nic.connected", "vm": "old-01", "nic": "Network adapter 1"},
    {"goal": "never.disconnected", "vm": "old-01", "nic": "Network adapter 1"},
]


@pytest.mark.parametrize("asked", GOALS, ids=lambda asked: asked["goal"])
@pytest.mark.parametrize("action", [UNREGISTER, DestroyVM(vm="old-01")])
def test_a_goal_about_a_machine_does_not_hold_once_it_is_gone(asked, action):
    goal, problems = read_goal(asked, two_hosts())
    assert problems == ()

    assert goal.holds(History.of(two_hosts(), ()))
    assert not goal.holds(History.of(two_hosts(), (action,)))


def test_a_datastore_is_not_empty_while_the_files_of_an_unregistered_machine_lie_there():
    goal, _ = read_goal({"goal": "datastore.empty", "datastore": "local-01"}, two_hosts())

    assert not goal.holds(History.of(two_hosts(), (UNREGISTER,)))
    assert goal.holds(History.of(two_hosts(), (DestroyVM(vm="old-01"),)))
