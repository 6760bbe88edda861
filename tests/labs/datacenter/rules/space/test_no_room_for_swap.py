from __future__ import annotations

from labs.datacenter.actions import PowerOn, Resume
from labs.datacenter.edits import with_free_mb, with_vm
from labs.datacenter.inventory.vm import MemoryAllocation
from labs.datacenter.presets import two_hosts
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
