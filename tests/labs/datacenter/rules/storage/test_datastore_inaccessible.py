from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    AddDisk,
    ConsolidateDisks,
    ExtendDisk,
    FailDatastore,
    FailPath,
    Migrate,
    PowerOff,
    PowerOn,
    RemoveAllSnapshots,
    RemoveDisk,
    RemoveSnapshot,
    RestoreDatastore,
    Resume,
    RevertToSnapshot,
    Suspend,
    TakeSnapshot,
    WriteToDisk,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_leftover_deltas, with_snapshots, with_vm
from labs.datacenter.prepared import with_two_paths
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.words import PowerState

CODE = "storage.datastore_inaccessible"
ERRORS = [("error", CODE)]


def failed(site, *datastores):
    for name in datastores or ("san-01",):
        site, _ = apply(site, FailDatastore(datastore=name))
    return site


@pytest.mark.parametrize(
    ("action", "power"),
    [
        (PowerOn(vm="web-01"), PowerState.OFF),
        (Resume(vm="web-01"), PowerState.SUSPENDED),
        (Suspend(vm="web-01"), PowerState.ON),
        (TakeSnapshot(vm="web-01", name="x"), PowerState.ON),
        (RevertToSnapshot(vm="web-01", snapshot="level-01"), PowerState.ON),
        (RemoveSnapshot(vm="web-01", snapshot="level-01"), PowerState.ON),
        (RemoveAllSnapshots(vm="web-01"), PowerState.ON),
        (WriteToDisk(vm="web-01", disk="Hard disk 1", size_mb=1), PowerState.ON),
        (Migrate(vm="web-01", host="esx-02"), PowerState.OFF),
        (Migrate(vm="web-01", host="esx-02"), PowerState.SUSPENDED),
        (Migrate(vm="web-01", host="esx-02"), PowerState.ON),
        (Migrate(vm="web-01", datastore="local-01"), PowerState.ON),
    ],
    ids=str,
)
def test_refuses_what_reads_or_writes_files_there(ask, action, power):
    site = with_snapshots(with_vm(two_hosts(), "web-01", power=power), "web-01", 1)

    assert ("error", CODE) not in ask(site, action)
    assert ("error", CODE) in ask(failed(site), action)


def test_refuses_to_consolidate_there(ask):
    site = with_leftover_deltas(two_hosts(), "web-01", 8)

    assert ask(site, ConsolidateDisks(vm="web-01")) == []
    assert ask(failed(site), ConsolidateDisks(vm="web-01")) == ERRORS


def test_refuses_to_move_files_to_it(ask):
    move = Migrate(vm="web-01", datastore="local-01")

    assert ask(failed(two_hosts(), "local-01"), move) == ERRORS
    assert ask(failed(two_hosts(), "local-02"), move) == []


@pytest.mark.parametrize(
    "action",
    [
        AddDisk(vm="web-01", datastore="san-01", size_mb=1),
        ExtendDisk(vm="web-01", disk="Hard disk 1", size_mb=50_000),
        RemoveDisk(vm="web-01", disk="Hard disk 1"),
    ],
    ids=str,
)
def test_refuses_to_change_disks_there(ask, action):
    assert ask(two_hosts(), action) == []
    assert ask(failed(two_hosts()), action) == ERRORS


def test_refuses_a_disk_on_it_to_a_machine_that_lies_elsewhere(ask):
    action = AddDisk(vm="web-01", datastore="local-01", size_mb=1)

    assert ask(failed(two_hosts(), "local-01"), action) == ERRORS
    assert ask(failed(two_hosts(), "local-02"), action) == []


def test_names_every_datastore_in_need(say):
    site = failed(two_hosts(), "san-01", "local-01")

    assert [line.split()[0] for line in say(site, Migrate(vm="web-01", datastore="local-01"))] == [
        "local-01",
        "san-01",
    ]


def test_is_silent_about_what_touches_no_file(ask):
    assert ask(failed(two_hosts()), PowerOff(vm="web-01")) == []


def test_speaks_alone_where_the_paths_are_dead_too(ask):
    site = with_two_paths(two_hosts())
    for path in ("vmhba1", "vmhba2"):
        site, _ = apply(site, FailPath(host="esx-01", datastore="san-01", path=path))

    assert ask(site, Suspend(vm="web-01")) == [("error", "storage.all_paths_down")]
    assert ask(failed(site), Suspend(vm="web-01")) == ERRORS


def test_bringing_it_back_is_the_repair():
    found = repair(failed(two_hosts()), Suspend(vm="web-01"))

    assert found.actions == (RestoreDatastore(datastore="san-01"),)
