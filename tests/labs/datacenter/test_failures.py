"""The story of what fails: a guest, a host, an array, a file; who notices, and what is left."""

from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    CorruptDisk,
    FailDatastore,
    FailGuest,
    FailHost,
    PowerOff,
    PowerOn,
    RebootGuest,
    RepairGuest,
    ResetVM,
    RestoreDatastore,
    RestoreHost,
    RevertToSnapshot,
    ShutdownGuest,
    Suspend,
    TakeSnapshot,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_snapshots
from labs.datacenter.faults import Fault
from labs.datacenter.goals import History, NeverInterrupted, PowerUnchanged
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.presets import two_hosts
from labs.datacenter.standing import standing
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import Connection, PowerState


def after(*actions, site=None):
    site = site or two_hosts()
    for action in actions:
        site, _ = apply(site, action)
        assert impossible(site) == ()
    return site


def events_of(action, site=None):
    return [one.code for one in apply(site or two_hosts(), action)[1]]


def web(site):
    return site.vms["web-01"]


def test_a_crash_is_seen_by_the_guest_alone():
    site = after(FailGuest(vm="web-01"))

    assert web(site).power is PowerState.ON
    assert site.hosts == two_hosts().hosts
    assert standing(site) == ()
    assert web(site).guest.crashed


@pytest.mark.parametrize("action", [ResetVM(vm="web-01"), RepairGuest(vm="web-01")])
def test_a_reset_or_a_repair_ends_a_crash(action):
    assert after(FailGuest(vm="web-01"), action) == two_hosts()


def test_a_crash_does_not_outlive_the_power():
    assert after(FailGuest(vm="web-01"), PowerOff(vm="web-01"), PowerOn(vm="web-01")) == two_hosts()


def test_memory_saved_of_a_crashed_guest_brings_the_crash_back():
    site = after(
        FailGuest(vm="web-01"),
        TakeSnapshot(vm="web-01", name="post mortem", memory=True),
        ResetVM(vm="web-01"),
    )
    assert not web(site).guest.crashed

    back = after(RevertToSnapshot(vm="web-01", snapshot="post mortem"), site=site)
    assert web(back).guest.crashed


def test_memory_saved_of_a_sound_guest_undoes_a_crash():
    site = after(TakeSnapshot(vm="web-01", name="sound", memory=True), FailGuest(vm="web-01"))

    back = after(RevertToSnapshot(vm="web-01", snapshot="sound"), site=site)

    assert (web(back).guest.crashed, web(back).power) == (False, PowerState.ON)


def test_a_suspended_crash_stays_one():
    assert web(after(FailGuest(vm="web-01"), Suspend(vm="web-01"))).guest.crashed


@pytest.mark.parametrize(
    ("action", "power_changes"),
    [
        (ResetVM(vm="web-01"), False),
        (RebootGuest(vm="web-01"), False),
        (FailGuest(vm="web-01"), False),
        (ShutdownGuest(vm="web-01"), True),
        (FailHost(host="esx-01"), True),
    ],
    ids=lambda one: getattr(one, "label", one) and str(one),
)
def test_each_interrupts_the_service_whatever_the_power_state(action, power_changes):
    run = History.of(two_hosts(), [action])

    assert not run.refused
    assert not NeverInterrupted(vm="web-01").holds(run)
    assert NeverInterrupted(vm="db-01").holds(run)
    assert PowerUnchanged(vm="web-01").holds(run) != power_changes


def test_shutting_the_guest_down_powers_the_machine_off():
    assert after(ShutdownGuest(vm="web-01")) == after(PowerOff(vm="web-01"))
    assert events_of(ShutdownGuest(vm="web-01")) == ["GuestShutDown", "VmPoweredOff"]


@pytest.mark.parametrize("action", [ResetVM, ShutdownGuest, RebootGuest, FailGuest, RepairGuest])
def test_a_machine_that_is_off_has_no_guest_to_ask(action):
    with pytest.raises(Fault, match="InvalidPowerState"):
        apply(two_hosts(), action(vm="old-01"))


def test_a_failed_host_stops_what_ran_on_it_and_nothing_else():
    site = after(FailHost(host="esx-01"))

    assert site.hosts["esx-01"].connection is Connection.NOT_RESPONDING
    assert web(site).power is PowerState.OFF
    assert site.vms["db-01"].power is PowerState.ON
    assert web(site).hardware == web(two_hosts()).hardware
    assert events_of(FailHost(host="esx-01")) == ["HostFailed", "VmLostItsHost"]


def test_a_host_that_comes_back_starts_nothing():
    site = after(FailHost(host="esx-01"), RestoreHost(host="esx-01"))

    assert site.hosts == two_hosts().hosts
    assert web(site).power is PowerState.OFF
    assert after(PowerOn(vm="web-01"), site=site) == two_hosts()


def test_an_array_fails_under_machines_that_go_on_running():
    site = after(FailDatastore(datastore="san-01"))

    assert site.vms == two_hosts().vms
    assert [one.say("en") for one in standing(site)] == [
        "san-01 has failed, and no host reaches it"
    ]
    assert after(RestoreDatastore(datastore="san-01"), site=site) == two_hosts()


def test_a_failed_array_names_the_machines_it_holds():
    _, (told,) = apply(two_hosts(), FailDatastore(datastore="san-01"))
    assert told.say("en").endswith("no host reaches it; it holds files of db-01, web-01")

    _, (told,) = apply(two_hosts(), FailDatastore(datastore="local-02"))
    assert told.say("en").endswith("no host reaches it; it holds no machine's files")


def test_a_corrupt_base_takes_every_snapshot_with_it():
    site = after(
        CorruptDisk(vm="web-01", disk="Hard disk 1"), site=with_snapshots(two_hosts(), "web-01", 2)
    )

    assert [one.code for one in standing(site)] == ["storage.base_disk_lost"]
    for snapshot in ("level-01", "level-02"):
        with pytest.raises(Fault, match="FileNotFound"):
            apply(site, RevertToSnapshot(vm="web-01", snapshot=snapshot))


def test_failures_survive_the_wire():
    site = after(
        FailGuest(vm="db-01"),
        FailHost(host="esx-01"),
        FailDatastore(datastore="local-02"),
        CorruptDisk(vm="old-01", disk="Hard disk 1"),
    )

    again, problems = read_site(text_of(site_json(site)))

    assert (again, problems) == (site, ())


@pytest.mark.parametrize(
    ("table", "name", "key", "value", "path"),
    [
        ("hosts", "esx-01", "failed", True, "/hosts/esx-01/failed"),
        ("vms", "old-01", "guest", {"crashed": True}, "/vms/old-01/guest/crashed"),
    ],
)
def test_what_cannot_have_failed_is_a_problem(table, name, key, value, path):
    data = site_json(two_hosts())
    data[table][name][key] = value

    site, problems = read_site(data)

    assert site is None
    assert path in [one.path for one in problems]
