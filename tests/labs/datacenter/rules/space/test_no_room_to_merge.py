from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    AddDisk,
    ConsolidateDisks,
    Migrate,
    RemoveAllSnapshots,
    RemoveSnapshot,
)
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.edits import (
    with_disk,
    with_free_mb,
    with_leftover_deltas,
    with_snapshots,
    with_thin_disks,
)
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.rules.space.no_room_to_merge import NoRoomToMerge
from labs.datacenter.text import Quantity
from labs.datacenter.words import DiskMode

MB = 300
ONE = RemoveSnapshot(vm="web-01", snapshot="level-01")
ALL = RemoveAllSnapshots(vm="web-01")


def a_thin_site():
    return with_snapshots(with_thin_disks(two_hosts(), "web-01"), "web-01", 1, written_mb=MB)


@pytest.mark.parametrize("action", [ONE, ALL])
def test_warns_where_the_base_cannot_grow_by_the_delta(ask, action):
    site = a_thin_site()

    assert ask(with_free_mb(site, "san-01", MB), action) == []
    assert ask(with_free_mb(site, "san-01", MB - 1), action) == [
        ("warning", "space.no_room_to_merge")
    ]


def test_refuses_to_consolidate_without_room(ask):
    site = with_leftover_deltas(with_thin_disks(two_hosts(), "web-01"), "web-01", MB)
    action = ConsolidateDisks(vm="web-01")

    assert ask(with_free_mb(site, "san-01", MB), action) == []
    assert ask(with_free_mb(site, "san-01", MB - 1), action) == [
        ("error", "space.no_room_to_merge")
    ]


def test_is_silent_about_a_thick_base_which_holds_its_room(ask):
    site = with_snapshots(two_hosts(), "web-01", 1, written_mb=MB)

    assert ask(with_free_mb(site, "san-01", 0), ONE) == []


def test_is_silent_about_an_empty_delta(ask):
    site = with_snapshots(with_thin_disks(two_hosts(), "web-01"), "web-01", 1)

    assert ask(with_free_mb(site, "san-01", 0), ONE) == []


def test_each_merge_of_a_chain_may_use_what_the_one_before_it_freed(ask):
    site = with_snapshots(with_thin_disks(two_hosts(), "web-01"), "web-01", 3, written_mb=MB)

    assert ask(with_free_mb(site, "san-01", MB), ALL) == []


def test_any_machine_there_may_leave():
    case = Case(with_free_mb(a_thin_site(), "san-01", 0), ALL)

    assert list(NoRoomToMerge().cures(case)) == [
        Migrate(vm="db-01", datastore="local-02"),
        Migrate(vm="web-01", datastore="local-01"),
    ]


@pytest.mark.parametrize(("first", "second"), [("san-01", "local-01"), ("local-01", "san-01")])
@pytest.mark.parametrize("written_mb", [1, MB])
def test_is_broken_by_one_unit_too_few_where_the_base_grows(first, second, written_mb):
    site, _ = apply(two_hosts(), AddDisk(vm="web-01", datastore=second, size_mb=1024))
    left_out = {"datastore": first, "mode": DiskMode.INDEPENDENT_PERSISTENT}
    site = with_disk(site, "web-01", "Hard disk 1", **left_out)
    site = with_snapshots(site, "web-01", 1, written_mb=written_mb)

    (finding,) = report(*NoRoomToMerge().breaks(site, ALL)).findings

    assert finding.subject.name == second
    assert dict(finding.facts)["free"] == Quantity(written_mb - 1, "MB")


def test_is_not_broken_where_nothing_grows():
    assert NoRoomToMerge().breaks(two_hosts(), ALL) is None
