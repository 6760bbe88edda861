from __future__ import annotations

from dataclasses import replace

from labs.datacenter.actions import RevertToSnapshot, Suspend, TakeSnapshot
from labs.datacenter.edits import with_free_mb, with_snapshots, with_vm
from labs.datacenter.presets import two_hosts
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
