from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import AddDisk, ExtendDisk, InflateDisk, Migrate
from labs.datacenter.edits import with_free_mb, with_snapshots, with_thin_disks, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.space.no_room_for_disk import NoRoomForDisk
from labs.datacenter.words import PowerState, Provision

FULL = [("error", "space.no_room_for_disk")]
GROW = ExtendDisk(vm="web-01", disk="Hard disk 1", size_mb=40 * 1024 + 500)


def add(provision):
    return AddDisk(vm="web-01", datastore="san-01", size_mb=500, provision=provision)


def thin():
    return with_thin_disks(with_vm(two_hosts(), "web-01", power=PowerState.OFF), "web-01")


@pytest.mark.parametrize("action", [GROW, add(Provision.THICK)])
def test_a_thick_disk_needs_its_room_at_once(ask, action):
    assert ask(with_free_mb(two_hosts(), "san-01", 500), action) == []
    assert ask(with_free_mb(two_hosts(), "san-01", 499), action) == FULL


def test_the_smallest_disk_does_not_fit_where_nothing_is_free(ask):
    smallest = AddDisk(vm="web-01", datastore="san-01", size_mb=1)

    assert ask(with_free_mb(two_hosts(), "san-01", 1), smallest) == []
    assert ask(with_free_mb(two_hosts(), "san-01", 0), smallest) == FULL


def test_a_thin_disk_needs_none_before_the_guest_writes(ask):
    assert ask(with_free_mb(two_hosts(), "san-01", 0), add(Provision.THIN)) == []
    assert ask(with_free_mb(thin(), "san-01", 0), GROW) == []


def test_inflating_needs_what_was_not_written_yet(ask):
    inflate = InflateDisk(vm="web-01", disk="Hard disk 1")

    assert ask(with_free_mb(thin(), "san-01", 20_480), inflate) == []
    assert ask(with_free_mb(thin(), "san-01", 20_479), inflate) == FULL


def test_names_both_numbers(say):
    assert say(with_free_mb(two_hosts(), "san-01", 499), GROW) == [
        "san-01 has 499 MB free, but the thick disk of web-01 needs 500 MB more"
    ]


def test_leaves_a_disk_with_a_parent_to_the_rule_of_parents(ask):
    site = with_free_mb(with_snapshots(two_hosts(), "web-01", 1), "san-01", 0)

    assert ask(site, GROW) == [("error", "disk.has_parent")]


def test_moving_files_away_repairs_it():
    found = repair(with_free_mb(two_hosts(), "san-01", 499), GROW)

    assert len(found.actions) == 1
    assert isinstance(found.actions[0], Migrate)


def thick(size_mb, datastore="san-01"):
    return AddDisk(vm="web-01", datastore=datastore, size_mb=size_mb)


def test_leaves_what_could_not_be_done_with_all_the_room_to_other_rules(ask):
    old = two_hosts().put(replace(two_hosts().datastores["san-01"], vmfs_version=3))

    assert ask(two_hosts(), thick(65_011_712)) == FULL
    assert ask(two_hosts(), thick(65_011_713)) == [("error", "disk.too_large")]
    assert ask(with_free_mb(old, "san-01", 0), thick(2_097_151)) == FULL
    assert ask(old, thick(2_097_152)) == [("error", "storage.file_too_large")]
    elsewhere = thick(600 * 1024, "local-02")
    assert ask(two_hosts(), elsewhere) == [("error", "storage.datastore_not_mounted")]


def test_is_broken_by_one_unit_too_few_for_what_needs_any():
    for size_mb in (1, 500):
        site, _ = NoRoomForDisk().breaks(two_hosts(), thick(size_mb))
        assert site.free_mb("san-01") == size_mb - 1
    assert NoRoomForDisk().breaks(two_hosts(), add(Provision.THIN)) is None
