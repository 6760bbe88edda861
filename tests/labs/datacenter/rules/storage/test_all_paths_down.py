from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    AddDisk,
    BackUp,
    FailPath,
    Migrate,
    PowerOff,
    PowerOn,
    RemoveAllSnapshots,
    RemoveDisk,
    RemoveSnapshot,
    RestorePath,
    Resume,
    RevertToSnapshot,
    Suspend,
    TakeSnapshot,
    WriteToDisk,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_snapshots, with_vm
from labs.datacenter.prepared import with_a_backup_store, with_two_paths
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.storage.all_paths_down import AllPathsDown
from labs.datacenter.words import BackupKind, PowerState

CODE = "storage.all_paths_down"
ERRORS = [("error", CODE)]


def a_site(host="esx-02", *, power=PowerState.ON, failed=2, datastore="san-01"):
    site = with_two_paths(with_vm(two_hosts(), "web-01", power=power))
    for path in ("vmhba1", "vmhba2")[:failed]:
        site, _ = apply(site, FailPath(host=host, datastore=datastore, path=path))
    return site


def test_names_host_and_datastore(say, a_move):
    assert say(a_site(), a_move) == ["esx-02 has lost every path to san-01 (paths: 2)"]


@pytest.mark.parametrize("host", ["esx-01", "esx-02"])
@pytest.mark.parametrize("power", PowerState)
def test_refuses_a_move_of_host_from_or_to_it(ask, a_move, host, power):
    assert ask(a_site(host, power=power), a_move) == ERRORS


def test_is_silent_while_one_path_lives(ask, a_move):
    assert ask(a_site(failed=1), a_move) == []


def test_refuses_to_write_to_a_datastore_that_is_cut_off(ask):
    site = a_site("esx-01", datastore="local-01")

    assert ask(site, Migrate(vm="web-01", datastore="local-01")) == ERRORS
    assert ask(site, Migrate(vm="web-01", host="esx-02")) == []


def test_a_cross_host_move_needs_no_path_of_the_target_to_the_old_place(ask):
    assert ask(a_site(), Migrate(vm="web-01", host="esx-02", datastore="local-02")) == []


@pytest.mark.parametrize(
    ("power", "action"),
    [(PowerState.OFF, PowerOn), (PowerState.SUSPENDED, Resume), (PowerState.ON, Suspend)],
)
def test_refuses_power_actions_that_write_files(ask, power, action):
    assert ask(a_site("esx-01", power=power), action(vm="web-01")) == ERRORS


@pytest.mark.parametrize(
    "action",
    [
        WriteToDisk(vm="web-01", disk="Hard disk 1", size_mb=1),
        TakeSnapshot(vm="web-01", name="x"),
        RevertToSnapshot(vm="web-01", snapshot="level-01"),
        RemoveSnapshot(vm="web-01", snapshot="level-01"),
        RemoveAllSnapshots(vm="web-01"),
        AddDisk(vm="web-01", datastore="san-01", size_mb=1),
        RemoveDisk(vm="web-01", disk="Hard disk 1"),
    ],
    ids=str,
)
def test_neither_guest_nor_administrator_writes_where_no_path_leads(ask, action):
    assert ask(with_snapshots(a_site("esx-01", failed=1), "web-01", 1), action) == []
    assert ask(with_snapshots(a_site("esx-01"), "web-01", 1), action) == ERRORS
    assert ask(with_snapshots(a_site("esx-02"), "web-01", 1), action) == []


def test_no_backup_is_made_over_paths_that_are_dead(ask):
    site = with_a_backup_store(a_site("esx-01"))
    (store,) = site.backup_stores

    action = BackUp(vm="web-01", store=store, kind=BackupKind.FULL)

    assert ("error", CODE) in ask(site, action)


def test_refuses_a_disk_on_a_datastore_that_is_cut_off_to_a_machine_that_lies_elsewhere(ask):
    action = AddDisk(vm="web-01", datastore="local-01", size_mb=1)

    assert ask(a_site("esx-01", datastore="local-01"), action) == ERRORS


def test_lets_a_machine_be_powered_off_whose_datastore_is_cut_off(ask):
    assert ask(a_site("esx-01"), PowerOff(vm="web-01")) == []


def test_is_repaired_by_restoring_one_path(a_move):
    found = repair(a_site(), a_move)

    assert found.actions == (RestorePath(host="esx-02", datastore="san-01", path="vmhba1"),)


def test_is_broken_by_two_dead_paths(a_move):
    site, _ = AllPathsDown().breaks(two_hosts(), a_move)

    paths = site.hosts["esx-02"].mount("san-01").paths
    assert [(one.name, one.state.value) for one in paths] == [
        ("vmhba1", "dead"),
        ("vmhba2", "dead"),
    ]
