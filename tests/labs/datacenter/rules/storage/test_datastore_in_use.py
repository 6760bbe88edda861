from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import (
    Advance,
    CancelTask,
    DestroyVM,
    DisconnectDevice,
    Migrate,
    RegisterVM,
    RemoveDatastore,
    UnmountDatastore,
    UnmountMedia,
    UnregisterVM,
)
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.edits import (
    with_device,
    with_files_on,
    with_hardware,
    with_host,
    with_snapshots,
    with_task,
)
from labs.datacenter.inventory.snapshot import Snapshots
from labs.datacenter.inventory.task import DatastoreClaim
from labs.datacenter.presets import a_datastore, two_hosts
from labs.datacenter.repair import FOUND, GENTLE, repair
from labs.datacenter.report import report
from labs.datacenter.rules.storage.datastore_in_use import DatastoreInUse
from labs.datacenter.text import Ref
from labs.datacenter.words import BackingType

REMOVE = RemoveDatastore(datastore="local-01")
UNMOUNT = UnmountDatastore(host="esx-01", datastore="local-01")
REFUSED = [("error", "storage.datastore_in_use")]


def emptied():
    site, _ = apply(two_hosts(), DestroyVM(vm="old-01"))
    return site


def with_image(site, *, connected):
    return with_device(site, "web-01", BackingType.ISO, datastore="local-01", connected=connected)


@pytest.mark.parametrize("request_", [REMOVE, UNMOUNT])
def test_refuses_while_a_machine_has_files_there(ask, request_):
    assert ask(two_hosts(), request_) == REFUSED
    assert ask(emptied(), request_) == []


def test_unmounting_looks_at_the_machines_of_that_host_alone(ask):
    site, _ = apply(two_hosts(), Migrate(vm="web-01", host="esx-02"))

    assert ask(site, UnmountDatastore(host="esx-01", datastore="san-01")) == []
    assert ask(site, UnmountDatastore(host="esx-02", datastore="san-01")) == REFUSED
    assert ask(site, RemoveDatastore(datastore="san-01")) == REFUSED


def test_a_connected_image_of_a_running_machine_keeps_the_datastore(ask):
    assert ask(with_image(emptied(), connected=True), UNMOUNT) == REFUSED
    assert ask(with_image(emptied(), connected=False), UNMOUNT) == []


def test_an_image_that_is_only_named_keeps_it_from_being_removed(ask):
    assert ask(with_image(emptied(), connected=False), REMOVE) == REFUSED


def test_an_image_that_a_snapshot_names_keeps_it_too(ask):
    site = with_snapshots(with_image(emptied(), connected=True), "web-01", 1)
    site = with_hardware(site, "web-01", devices=())
    assert site.vms["web-01"].snapshots != Snapshots()

    assert ask(site, REMOVE) == REFUSED


def test_the_files_of_an_unregistered_machine_keep_it(ask, say):
    site, _ = apply(two_hosts(), UnregisterVM(vm="old-01"))

    assert say(site, REMOVE) == ["local-01 is still used by old-01"]
    assert ask(site, UNMOUNT) == []  # no machine of the host


def test_moving_the_files_away_is_the_repair():
    found = repair(two_hosts(), REMOVE)

    assert (found.status, found.tier) == (FOUND, GENTLE)
    assert found.actions == (Migrate(vm="old-01", datastore="san-01"),)


def test_an_unregistered_machine_is_registered_first():
    site, _ = apply(two_hosts(), UnregisterVM(vm="old-01"))

    found = repair(site, REMOVE)

    assert found.actions == (
        RegisterVM(vm="old-01", host="esx-01"),
        Migrate(vm="old-01", datastore="san-01"),
    )


def test_an_image_is_disconnected_to_unmount():
    site = with_image(emptied(), connected=True)

    found = repair(site, UNMOUNT)

    assert found.actions == (DisconnectDevice(vm="web-01", device="cdrom 1"),)


def test_an_image_that_is_named_is_taken_out_of_the_drive_to_remove():
    site = with_image(emptied(), connected=False)

    found = repair(site, REMOVE)

    assert found.actions == (UnmountMedia(vm="web-01", device="cdrom 1"),)


def test_says_every_user(say):
    site = two_hosts()
    site = site.put(replace(site.vms["old-01"], name="old-02"))

    assert say(site, REMOVE) == ["local-01 is still used by old-01, old-02"]


def test_a_task_that_takes_room_there_is_waited_for_or_cancelled():
    site = with_task(emptied(), Migrate(vm="web-01", host="esx-02"), seconds=45)
    taking = replace(site.tasks["task-1"], datastores=(DatastoreClaim(name="local-01"),))
    site = site.put(taking)

    (finding,) = report(site, REMOVE).findings
    assert dict(finding.facts)["users"] == (Ref("task", "task-1"),)
    assert list(DatastoreInUse().cures(Case(site, REMOVE))) == [
        Advance(seconds=45),
        CancelTask(task="task-1"),
    ]


def test_what_no_host_mounts_cannot_be_registered():
    site, _ = apply(two_hosts(), UnregisterVM(vm="old-01"))
    mounts = tuple(one for one in site.hosts["esx-01"].mounts if one.datastore != "local-01")
    site = with_host(site, "esx-01", mounts=mounts)

    assert list(DatastoreInUse().cures(Case(site, REMOVE))) == []


def test_is_broken_by_the_files_of_a_machine_of_the_host_that_is_to_unmount_it(ask):
    site = with_files_on(two_hosts(), "web-01", "local-01")
    site = with_files_on(site, "db-01", "local-02")
    unmount = UnmountDatastore(host="esx-02", datastore="san-01")

    assert ask(*DatastoreInUse().breaks(site, unmount)) == REFUSED


def test_is_not_broken_where_no_host_mounts_it():
    spare = two_hosts().put(a_datastore("spare"))

    assert DatastoreInUse().breaks(spare, RemoveDatastore(datastore="spare")) is None
