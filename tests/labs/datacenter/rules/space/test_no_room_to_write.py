from __future__ import annotations

from labs.datacenter.actions import RemoveAllSnapshots, WriteToDisk
from labs.datacenter.edits import with_free_mb, with_snapshots, with_thin_disks
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair

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
