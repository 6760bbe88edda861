from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    ConsolidateDisks,
    ExtendDisk,
    InflateDisk,
    RemoveAllSnapshots,
    RemoveSnapshot,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import (
    with_disk,
    with_leftover_deltas,
    with_snapshots,
    with_thin_disks,
    with_vm,
)
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.disk.has_parent import HasParent
from labs.datacenter.words import DiskMode, PowerState

GROW = ExtendDisk(vm="web-01", disk="Hard disk 1", size_mb=50_000)
PARENT = [("error", "disk.has_parent")]


@pytest.mark.parametrize("power", [PowerState.ON, PowerState.OFF])
def test_refuses_to_grow_a_disk_under_a_snapshot(ask, power):
    site = with_vm(two_hosts(), "web-01", power=power)

    assert ask(site, GROW) == []
    assert ask(with_snapshots(site, "web-01", 1), GROW) == PARENT


def test_counts_the_deltas(say):
    assert say(with_snapshots(two_hosts(), "web-01", 3), GROW) == [
        "web-01 has Hard disk 1 on deltas of snapshots (deltas: 3), and disks with parents "
        "cannot be expanded"
    ]


def test_refuses_to_inflate_one_too(ask):
    site = with_thin_disks(with_vm(two_hosts(), "web-01", power=PowerState.OFF), "web-01")
    inflate = InflateDisk(vm="web-01", disk="Hard disk 1")

    assert ask(site, inflate) == []
    assert ask(with_snapshots(site, "web-01", 1), inflate) == PARENT


def test_is_silent_about_an_independent_disk_which_snapshots_leave_alone(ask):
    mode = DiskMode.INDEPENDENT_PERSISTENT
    site = with_snapshots(with_disk(two_hosts(), "web-01", "Hard disk 1", mode=mode), "web-01", 1)

    assert ask(site, GROW) == []


def test_is_silent_once_the_last_snapshot_is_gone(ask):
    site = with_snapshots(two_hosts(), "web-01", 1)
    site, _ = apply(site, RemoveSnapshot(vm="web-01", snapshot="level-01"))

    assert ask(site, GROW) == []


def test_removing_all_snapshots_repairs_it():
    site = with_snapshots(two_hosts(), "web-01", 2)

    assert repair(site, GROW).actions == (RemoveAllSnapshots(vm="web-01"),)


def test_consolidating_repairs_it_where_no_snapshot_is_left():
    site = with_leftover_deltas(two_hosts(), "web-01", 64)

    assert repair(site, GROW).actions == (ConsolidateDisks(vm="web-01"),)


def test_is_broken_by_one_snapshot():
    assert HasParent().breaks(two_hosts(), GROW)[0] == with_snapshots(two_hosts(), "web-01", 1)
