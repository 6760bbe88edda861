"""The story of a machine's files: which appear and disappear as its state changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import (
    PowerOff,
    PowerOn,
    RemoveSnapshot,
    Resume,
    RevertToSnapshot,
    Suspend,
    TakeSnapshot,
    WriteToDisk,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_hardware, with_raw_disk
from labs.datacenter.figures import vm_figures
from labs.datacenter.inventory.hardware import Disk
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import FileKind, Provision, RdmMode

ALWAYS = {
    "web-01.vmx": 0,
    "web-01.nvram": 0,
    "vmware.log": 0,
    "web-01.vmsd": 0,
    "web-01.vmdk": 0,
    "web-01-flat.vmdk": 40 * 1024,
}
SWAP = {"web-01.vswp": 4096 - 512}  # memory less its reservation
FIRST_DELTA = {"web-01-000001.vmdk": 0, "web-01-000001-delta.vmdk": 0}


def files(site, vm="web-01"):
    return {one.name: one.size_mb for one in site.vms[vm].file_list}


def after(site, *actions):
    for action in actions:
        site, _ = apply(site, action)
    return site


def test_a_running_machine_has_a_swap_file_as_large_as_memory_without_its_reservation():
    assert files(two_hosts()) == ALWAYS | SWAP


def test_powering_off_deletes_the_swap_file_and_powering_on_makes_it_again():
    off = after(two_hosts(), PowerOff(vm="web-01"))

    assert files(off) == ALWAYS
    assert files(after(off, PowerOn(vm="web-01"))) == ALWAYS | SWAP


def test_suspending_puts_the_memory_in_the_place_of_the_swap_file():
    suspended = after(two_hosts(), Suspend(vm="web-01"))

    assert files(suspended) == ALWAYS | {"web-01.vmss": 4096}
    assert files(after(suspended, Resume(vm="web-01"))) == ALWAYS | SWAP


def test_a_snapshot_adds_a_state_file_and_a_delta_and_removing_it_takes_them_away():
    taken = after(two_hosts(), TakeSnapshot(vm="web-01", name="before"))
    assert files(taken) == ALWAYS | SWAP | FIRST_DELTA | {"web-01-before.vmsn": 0}

    written = after(taken, WriteToDisk(vm="web-01", disk="Hard disk 1", size_mb=300))
    assert files(written)["web-01-000001-delta.vmdk"] == 300

    removed = after(written, RemoveSnapshot(vm="web-01", snapshot="before"))
    assert files(removed) == ALWAYS | SWAP


def test_a_snapshot_with_memory_keeps_it_in_its_state_file():
    taken = after(two_hosts(), TakeSnapshot(vm="web-01", name="live", memory=True))

    assert files(taken)["web-01-live.vmsn"] == 4096


def test_a_revert_drops_the_delta_and_starts_an_empty_one():
    taken = after(
        two_hosts(),
        TakeSnapshot(vm="web-01", name="before"),
        WriteToDisk(vm="web-01", disk="Hard disk 1", size_mb=300),
    )

    reverted = after(taken, RevertToSnapshot(vm="web-01", snapshot="before"))

    assert sum(files(reverted).values()) == 40 * 1024
    assert "web-01-before.vmsn" in files(reverted)


@pytest.mark.parametrize(
    ("mode", "pointer"),
    [(RdmMode.VIRTUAL, "web-01-rdm.vmdk"), (RdmMode.PHYSICAL, "web-01-rdmp.vmdk")],
)
def test_a_raw_device_mapping_is_a_pointer_that_takes_no_room(mode, pointer):
    site = with_raw_disk(two_hosts(), "web-01", "lun-9", mode=mode)

    assert files(site)[pointer] == 0
    assert "web-01-flat.vmdk" not in files(site)


def test_disks_are_numbered_by_their_labels_and_a_thin_one_is_as_large_as_what_it_wrote():
    (first,) = two_hosts().vms["web-01"].hardware.disks
    third = Disk(
        label="Hard disk 3",
        datastore="local-01",
        size_mb=10240,
        used_mb=700,
        provision=Provision.THIN,
    )
    site = with_hardware(two_hosts(), "web-01", disks=(first, third))
    vm = site.vms["web-01"]

    assert files(site)["web-01_2-flat.vmdk"] == 700
    assert {one.name for one in vm.file_list if one.datastore == "local-01"} == {
        "web-01_2.vmdk",
        "web-01_2-flat.vmdk",
    }


@pytest.mark.parametrize("labels", [("Data", "System"), ("A 1", "B 1"), ("Disk 0", "Disk 1")])
def test_labels_without_numbers_of_their_own_are_counted(labels):
    (first,) = two_hosts().vms["web-01"].hardware.disks
    disks = tuple(replace(first, label=label) for label in labels)
    site = with_hardware(two_hosts(), "web-01", disks=disks)

    assert {"web-01-flat.vmdk", "web-01_1-flat.vmdk"} <= set(files(site))


def test_the_files_stand_among_the_figures_with_folder_and_kind():
    told = vm_figures(two_hosts(), "web-01")["files"]

    assert told[0] == {"name": "[san-01] web-01/web-01.vmx", "kind": "config", "size_mb": 0}
    assert {one["kind"] for one in told} <= {kind.value for kind in FileKind}
    assert sum(one["size_mb"] for one in told) == two_hosts().vms["web-01"].files_mb
