from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import (
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
from labs.datacenter.edits import with_device, with_hardware, with_snapshots
from labs.datacenter.inventory.snapshot import Snapshots
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import FOUND, GENTLE, repair
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
