from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate, PowerOn, RemoveAllSnapshots, ReserveMemory, Resume
from labs.datacenter.case import Case
from labs.datacenter.edits import with_free_mb, with_snapshots, with_vm
from labs.datacenter.inventory.vm import MemoryAllocation
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.space.no_room_for_swap import NoRoomForSwap
from labs.datacenter.words import PowerState

SWAP = 4096 - 512
REFUSED = [("error", "space.no_room_for_swap")]


def test_power_on_needs_room_for_memory_less_reservation(ask):
    site = two_hosts()

    assert ask(with_free_mb(site, "local-01", SWAP), PowerOn(vm="old-01")) == []
    assert ask(with_free_mb(site, "local-01", SWAP - 1), PowerOn(vm="old-01")) == REFUSED


def test_resuming_needs_it_too(ask):
    site = with_vm(two_hosts(), "old-01", power=PowerState.SUSPENDED)

    assert ask(with_free_mb(site, "local-01", SWAP), Resume(vm="old-01")) == []
    assert ask(with_free_mb(site, "local-01", SWAP - 1), PowerOn(vm="old-01")) == REFUSED


def test_a_machine_with_all_memory_reserved_has_no_swap_file(ask):
    site = with_vm(two_hosts(), "old-01", memory=MemoryAllocation(reservation_mb=4096))

    assert ask(with_free_mb(site, "local-01", 0), PowerOn(vm="old-01")) == []


def test_a_reservation_of_what_is_missing_repairs_it():
    site = with_free_mb(two_hosts(), "local-01", SWAP - 100)

    found = repair(site, PowerOn(vm="old-01"), allowed=("ReserveMemory",))

    assert found.actions == (ReserveMemory(vm="old-01", reservation_mb=512 + 100),)


def test_so_does_removing_the_snapshots_of_another_machine():
    site = with_snapshots(two_hosts(), "db-01", 1, written_mb=SWAP)
    old = with_vm(site, "old-01", files=site.vms["db-01"].files)
    site = with_free_mb(old, "san-01", 0)

    found = repair(site, PowerOn(vm="old-01"), allowed=("RemoveAllSnapshots",))

    assert found.actions == (RemoveAllSnapshots(vm="db-01"),)


def test_the_file_of_a_running_machine_grows_by_what_is_reserved_less(ask):
    less = ReserveMemory(vm="web-01", reservation_mb=0)

    assert ask(with_free_mb(two_hosts(), "san-01", 512), less) == []
    assert ask(with_free_mb(two_hosts(), "san-01", 511), less) == REFUSED


def test_all_of_it_may_be_reserved_or_any_machine_there_may_leave():
    off = with_vm(two_hosts(), "web-01", power=PowerState.OFF)
    case = Case(with_free_mb(off, "san-01", 0), PowerOn(vm="web-01"))

    assert list(NoRoomForSwap().cures(case)) == [
        ReserveMemory(vm="web-01", reservation_mb=4096),
        Migrate(vm="db-01", datastore="local-02"),
        Migrate(vm="web-01", datastore="local-01"),
    ]


@pytest.mark.parametrize(("reserved_mb", "free_mb"), [(512, SWAP - 1), (4095, 0), (4096, None)])
def test_is_broken_by_one_unit_too_few_for_what_needs_any(reserved_mb, free_mb):
    memory = MemoryAllocation(reservation_mb=reserved_mb)
    broken = NoRoomForSwap().breaks(
        with_vm(two_hosts(), "old-01", memory=memory), PowerOn(vm="old-01")
    )

    assert (broken[0].free_mb("local-01") if broken else None) == free_mb
