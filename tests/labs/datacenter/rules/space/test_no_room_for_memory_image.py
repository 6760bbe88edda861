from __future__ import annotations

from dataclasses import replace

from labs.datacenter.actions import Migrate, RevertToSnapshot, Suspend, TakeSnapshot
from labs.datacenter.case import Case
from labs.datacenter.edits import with_free_mb, with_snapshots, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.space.no_room_for_memory_image import NoRoomForMemoryImage
from labs.datacenter.words import PowerState


def test_suspending_needs_room_for_the_whole_memory(ask):
    site, action = two_hosts(), Suspend(vm="web-01")

    assert ask(with_free_mb(site, "san-01", 4096), action) == []
    assert ask(with_free_mb(site, "san-01", 4095), action) == [
        ("error", "space.no_room_for_memory_image")
    ]


def test_a_snapshot_with_memory_needs_room_for_it(ask):
    take = TakeSnapshot(vm="web-01", name="before", memory=True)
    refused = [("error", "space.no_room_for_memory_image")]

    assert ask(with_free_mb(two_hosts(), "san-01", 4096), take) == []
    assert ask(with_free_mb(two_hosts(), "san-01", 4095), take) == refused
    assert ask(with_free_mb(two_hosts(), "san-01", 0), replace(take, memory=False)) == []


def test_a_revert_to_a_suspended_state_needs_it_less_what_the_revert_deletes(ask):
    site = with_vm(two_hosts(), "web-01", power=PowerState.SUSPENDED)
    site = with_snapshots(site, "web-01", 1, memory=True, written_mb=100)
    site = with_vm(site, "web-01", power=PowerState.OFF)
    back = RevertToSnapshot(vm="web-01", snapshot="level-01")

    assert ask(with_free_mb(site, "san-01", 3996), back) == []
    assert ask(with_free_mb(site, "san-01", 3995), back) == [
        ("error", "space.no_room_for_memory_image")
    ]


def test_no_image_needs_no_room_whatever_is_free(ask):
    take = TakeSnapshot(vm="web-01", name="before", memory=False)
    site = with_snapshots(two_hosts(), "web-01", 1, memory=True)
    to_running = RevertToSnapshot(vm="web-01", snapshot="level-01")

    assert ask(with_free_mb(site, "san-01", 0), to_running) == []
    off = with_free_mb(with_vm(site, "web-01", power=PowerState.OFF), "san-01", 0)
    assert NoRoomForMemoryImage().check(Case(off, to_running)) == ()
    overfull = with_free_mb(two_hosts(), "san-01", -1)
    assert NoRoomForMemoryImage().check(Case(overfull, take)) == ()
    assert NoRoomForMemoryImage().breaks(two_hosts(), take) is None


def test_every_machine_there_may_leave_for_what_its_host_mounts():
    case = Case(with_free_mb(two_hosts(), "san-01", 0), Suspend(vm="web-01"))

    assert list(NoRoomForMemoryImage().cures(case)) == [
        Migrate(vm="db-01", datastore="local-02"),
        Migrate(vm="web-01", datastore="local-01"),
    ]


def test_is_broken_by_one_unit_too_few():
    site, _ = NoRoomForMemoryImage().breaks(two_hosts(), Suspend(vm="web-01"))

    assert site.free_mb("san-01") == 4095


def test_is_broken_for_a_revert_of_a_machine_that_is_off_and_sees_no_processor():
    site = with_vm(two_hosts(), "web-01", power=PowerState.SUSPENDED)
    site = with_snapshots(site, "web-01", 1, memory=True)
    site = with_vm(site, "web-01", cpu_generation="intel-haswell")
    back = RevertToSnapshot(vm="web-01", snapshot="level-01")

    vm = NoRoomForMemoryImage().breaks(site, back)[0].vms["web-01"]

    assert (vm.power, vm.cpu_generation) == (PowerState.OFF, None)
