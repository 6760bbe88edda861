from __future__ import annotations

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_snapshots, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.snapshot.revert_may_fail import RevertMayFail
from labs.datacenter.words import PowerState

WARNED = [("warning", "snapshot.revert_may_fail")]


def test_warns_of_a_vmotion_with_any_snapshot(ask, a_move):
    assert ask(with_snapshots(two_hosts(), "web-01", 1), a_move) == WARNED
    assert ask(two_hosts(), a_move) == []


def test_of_a_suspended_machine_only_memory_matters(ask, a_move):
    site = with_vm(two_hosts(), "web-01", power=PowerState.SUSPENDED)

    assert ask(with_snapshots(site, "web-01", 1), a_move) == []
    assert ask(with_snapshots(site, "web-01", 1, memory=True), a_move) == WARNED


def test_is_silent_where_the_host_stays_or_the_machine_is_off(ask, a_move):
    site = with_snapshots(two_hosts(), "web-01", 2)

    assert ask(site, Migrate(vm="web-01", datastore="local-01")) == []
    assert ask(with_vm(site, "web-01", power=PowerState.OFF), a_move) == []


def test_is_broken_by_one_snapshot_with_memory(a_move):
    site = with_snapshots(two_hosts(), "web-01", 1, memory=True)

    assert RevertMayFail().breaks(two_hosts(), a_move) == (site, a_move)
