from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import (
    with_files_on,
    with_hardware,
    with_new_datastore,
    with_raw_disk,
    with_vm,
)
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.rules.storage.raw_device_on_nfs import RawDeviceOnNfs
from labs.datacenter.words import MountMode, PowerState, Provision

CODE = "storage.raw_device_on_nfs"


def a_site(power=PowerState.ON):
    mounts = dict.fromkeys(("esx-01", "esx-02"), MountMode.READ_WRITE)
    site = with_new_datastore(with_vm(two_hosts(), "web-01", power=power), "nas", mounts)
    return with_raw_disk(site, "web-01", "lun-9", "esx-02")


def test_names_disk_lun_and_datastore(say):
    assert say(a_site(), Migrate(vm="web-01", datastore="nas")) == [
        "web-01 has Hard disk 1 mapped to LUN lun-9, and its pointer cannot lie on the NFS "
        "datastore nas"
    ]


@pytest.mark.parametrize("power", PowerState)
@pytest.mark.parametrize("host", [None, "esx-02"])
def test_refuses_every_type_that_moves_files(ask, power, host):
    assert ask(a_site(power), Migrate(vm="web-01", host=host, datastore="nas")) == [("error", CODE)]


def test_is_silent_about_vmfs(ask):
    assert ask(a_site(), Migrate(vm="web-01", datastore="local-01")) == []


def test_is_silent_about_machines_without_raw_disks(ask):
    assert ask(a_site(), Migrate(vm="db-01", datastore="nas")) == []


def test_is_silent_where_the_files_stay(ask, a_move):
    assert ask(a_site(), a_move) == []


@pytest.mark.parametrize("power", PowerState)
def test_is_marked_as_unverified_but_for_machines_that_run(power):
    told = report(a_site(power), Migrate(vm="web-01", datastore="nas"))

    assert told.unverified == (power is not PowerState.ON)


def test_refuses_to_convert_a_mapping_in_use_to_a_file_on_nfs(say, ask):
    convert = Migrate(vm="web-01", datastore="nas", provision=Provision.THICK)

    assert say(a_site(), convert) == [
        "web-01 has Hard disk 1 mapped to LUN lun-9, and it cannot be converted in use to a file "
        "on the NFS datastore nas"
    ]


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_lets_a_machine_that_does_not_run_become_a_file_on_nfs(ask, power):
    assert ask(a_site(power), Migrate(vm="web-01", datastore="nas", provision=Provision.THIN)) == []


def test_a_pointer_on_nfs_cannot_be():
    assert [one.path for one in impossible(with_files_on(a_site(), "web-01", "nas"))] == [
        "/vms/web-01/hardware/disks/Hard disk 1/datastore"
    ]


def test_is_broken_by_a_lun_under_the_first_disk():
    mounts = dict.fromkeys(("esx-01", "esx-02"), MountMode.READ_WRITE)
    site = with_new_datastore(two_hosts(), "nas", mounts)
    bare = with_hardware(site, "web-01", disks=())
    move = Migrate(vm="web-01", host="esx-02", datastore="nas")

    assert RawDeviceOnNfs().breaks(site, move) == (a_site(), move)
    assert RawDeviceOnNfs().breaks(bare, move) is None
    assert RawDeviceOnNfs().breaks(site, Migrate(vm="web-01", host="esx-02")) is None
