from __future__ import annotations

from dataclasses import replace

from labs.datacenter.actions import (
    ConsolidateDisks,
    Migrate,
    RemoveAllSnapshots,
    WriteToDisk,
)
from labs.datacenter.case import Case
from labs.datacenter.edits import (
    with_free_mb,
    with_leftover_deltas,
    with_snapshots,
    with_thin_disks,
)
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.space.no_room_to_write import NoRoomToWrite

WRITE = WriteToDisk(vm="web-01", disk="Hard disk 1", size_mb=500)
FULL = [("error", "space.no_room_to_write")]


def test_a_delta_needs_room_for_what_is_written(ask):
    site = with_snapshots(two_hosts(), "web-01", 1)

    assert ask(with_free_mb(site, "san-01", 500), WRITE) == []
    assert ask(with_free_mb(site, "san-01", 499), WRITE) == FULL


def test_a_thin_disk_does_too(ask):
    site = with_thin_disks(two_hosts(), "web-01")

    assert ask(with_free_mb(site, "san-01", 500), WRITE) == []
    assert ask(with_free_mb(site, "san-01", 499), WRITE) == FULL


def test_is_silent_about_a_thick_disk(ask):
    assert ask(with_free_mb(two_hosts(), "san-01", 0), WRITE) == []


def test_is_silent_about_a_delta_that_cannot_grow_any_more(ask):
    site = with_snapshots(two_hosts(), "web-01", 1, written_mb=40960)

    assert ask(with_free_mb(site, "san-01", 0), WRITE) == []


def test_removing_old_snapshots_repairs_it():
    site = with_snapshots(two_hosts(), "db-01", 1, written_mb=500)
    site = with_free_mb(with_thin_disks(site, "web-01"), "san-01", 0)

    found = repair(site, WRITE, allowed=("RemoveAllSnapshots",))

    assert found.actions == (RemoveAllSnapshots(vm="db-01"),)


def test_judges_the_smallest_write_and_the_largest(ask):
    site = with_free_mb(with_snapshots(two_hosts(), "web-01", 1), "san-01", 0)

    assert ask(site, replace(WRITE, size_mb=1)) == FULL
    assert ask(site, replace(WRITE, size_mb=40 * 1024)) == FULL


def test_deltas_may_be_merged_or_any_machine_there_may_leave():
    site = with_leftover_deltas(two_hosts(), "db-01", 64)
    case = Case(with_snapshots(site, "web-01", 1), WRITE)

    assert list(NoRoomToWrite().cures(case)) == [
        ConsolidateDisks(vm="db-01"),
        Migrate(vm="db-01", datastore="local-02"),
        RemoveAllSnapshots(vm="web-01"),
        Migrate(vm="web-01", datastore="local-01"),
    ]


def test_is_broken_by_one_unit_too_few_for_what_needs_any():
    site = with_snapshots(two_hosts(), "web-01", 1)

    for size_mb in (1, 500):
        broken, _ = NoRoomToWrite().breaks(site, replace(WRITE, size_mb=size_mb))
        assert broken.free_mb("san-01") == size_mb - 1
    assert NoRoomToWrite().breaks(two_hosts(), WRITE) is None
