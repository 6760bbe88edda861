from __future__ import annotations

import pytest

from labs.datacenter.actions import ConsolidateDisks, RemoveAllSnapshots, RemoveSnapshot
from labs.datacenter.edits import (
    with_free_mb,
    with_leftover_deltas,
    with_snapshots,
    with_thin_disks,
)
from labs.datacenter.presets import two_hosts

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
