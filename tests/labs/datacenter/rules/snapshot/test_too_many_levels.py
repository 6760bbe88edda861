from __future__ import annotations

from dataclasses import replace

from labs.datacenter.actions import RemoveAllSnapshots, RemoveSnapshot, TakeSnapshot
from labs.datacenter.case import Case
from labs.datacenter.edits import with_snapshots, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import ANY, repair
from labs.datacenter.rules.snapshot.too_many_levels import TooManyLevels

TAKE = TakeSnapshot(vm="web-01", name="one more")


def test_takes_the_thirty_second_level_and_refuses_the_next(ask):
    assert ask(with_snapshots(two_hosts(), "web-01", 31), TAKE) == []
    assert ask(with_snapshots(two_hosts(), "web-01", 32), TAKE) == [
        ("error", "snapshot.too_many_levels")
    ]


def test_counts_the_chain_stood_on_and_no_other_branch(ask):
    site = with_snapshots(two_hosts(), "web-01", 32)
    tree = replace(site.vms["web-01"].snapshots, current="level-31")

    assert ask(with_vm(site, "web-01", snapshots=tree), TAKE) == []


def test_removing_one_makes_room_but_is_not_gentle():
    found = repair(with_snapshots(two_hosts(), "web-01", 32), TAKE)

    assert (found.tier, len(found.actions)) == (ANY, 1)


def test_any_snapshot_of_the_chain_may_go_or_all_of_them():
    *each, last = TooManyLevels().cures(Case(with_snapshots(two_hosts(), "web-01", 32), TAKE))

    assert {one.snapshot for one in each if type(one) is RemoveSnapshot} == {
        f"level-{n:02}" for n in range(1, 33)
    }
    assert last == RemoveAllSnapshots(vm="web-01")
