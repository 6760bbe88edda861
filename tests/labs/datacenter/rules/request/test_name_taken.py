from __future__ import annotations

from labs.datacenter.actions import TakeSnapshot
from labs.datacenter.edits import with_snapshots
from labs.datacenter.presets import two_hosts


def test_refuses_a_second_snapshot_of_the_same_name(ask):
    site = with_snapshots(two_hosts(), "web-01", 1)

    refused = ask(site, TakeSnapshot(vm="web-01", name="level-01"))

    assert refused == [("error", "request.name_taken")]


def test_is_silent_about_another_name_and_another_machine(ask):
    site = with_snapshots(two_hosts(), "web-01", 1)

    assert ask(site, TakeSnapshot(vm="web-01", name="level-02")) == []
    assert ask(site, TakeSnapshot(vm="db-01", name="level-01")) == []
