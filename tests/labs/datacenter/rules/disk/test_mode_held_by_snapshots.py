from __future__ import annotations

from labs.datacenter.actions import ChangeDiskMode, ConsolidateDisks, RemoveAllSnapshots
from labs.datacenter.edits import with_leftover_deltas, with_snapshots
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.disk.mode_held_by_snapshots import ModeHeldBySnapshots
from labs.datacenter.words import DiskMode

CHANGE = ChangeDiskMode(vm="old-01", disk="Hard disk 1", mode=DiskMode.INDEPENDENT_PERSISTENT)
HELD = [("error", "disk.mode_held_by_snapshots")]


def test_refuses_while_there_is_a_snapshot(ask):
    assert ask(two_hosts(), CHANGE) == []
    assert ask(with_snapshots(two_hosts(), "old-01", 1), CHANGE) == HELD


def test_refuses_while_deltas_wait_for_consolidation(ask):
    assert ask(with_leftover_deltas(two_hosts(), "old-01", 64), CHANGE) == HELD


def test_is_repaired_by_removing_or_consolidating():
    site = two_hosts()

    found = repair(with_snapshots(site, "old-01", 2), CHANGE).actions
    assert found == (RemoveAllSnapshots(vm="old-01"),)
    found = repair(with_leftover_deltas(site, "old-01", 64), CHANGE).actions
    assert found == (ConsolidateDisks(vm="old-01"),)


def test_counts_the_snapshots(say):
    assert say(*ModeHeldBySnapshots().breaks(two_hosts(), CHANGE)) == [
        "old-01 has snapshots (number: 1) or deltas to consolidate, and the mode of Hard disk 1 "
        "cannot change"
    ]
