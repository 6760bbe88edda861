from __future__ import annotations

from labs.datacenter.actions import CloneVM, TakeSnapshot, UnregisterVM
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_snapshots
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.text import Ref


def test_refuses_a_second_snapshot_of_the_same_name(ask):
    site = with_snapshots(two_hosts(), "web-01", 1)

    refused = ask(site, TakeSnapshot(vm="web-01", name="level-01"))

    assert refused == [("error", "request.name_taken")]


def test_is_silent_about_another_name_and_another_machine(ask):
    site = with_snapshots(two_hosts(), "web-01", 1)

    assert ask(site, TakeSnapshot(vm="web-01", name="level-02")) == []
    assert ask(site, TakeSnapshot(vm="db-01", name="level-01")) == []


def test_an_unregistered_machine_keeps_its_name():
    site, _ = apply(two_hosts(), UnregisterVM(vm="old-01"))
    clone = CloneVM(vm="web-01", name="old-01", host="esx-01", datastore="san-01")

    (finding,) = report(site, clone).findings

    assert (finding.code, finding.subject) == ("request.name_taken", Ref("vm", "old-01"))
