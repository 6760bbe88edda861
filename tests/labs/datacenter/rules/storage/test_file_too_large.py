from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import (
    AddDisk,
    BackUp,
    CloneVM,
    CreateVM,
    ExtendDisk,
    Migrate,
    RestoreVM,
)
from labs.datacenter.edits import with_host, with_large_disk, with_raw_disk, with_vm
from labs.datacenter.inventory.backup import BackupStore
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.limits import Limits
from labs.datacenter.presets import a_datastore, two_hosts
from labs.datacenter.report import report
from labs.datacenter.rules import RULES
from labs.datacenter.rules.storage.file_too_large import FileTooLarge
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import Backing, BackupKind, PowerState, Provision

TOO_LARGE = [("error", "storage.file_too_large")]
MOST = 2_097_151
THIN = Provision.THIN


def a_site(size_mb=1024, power=PowerState.ON, version=3):
    """web-01 on san-01 with a disk of that size; local-01 and local-02 of that VMFS version."""
    site = with_large_disk(two_hosts("8.0"), "web-01", size_mb)
    for name in ("local-01", "local-02"):
        site = site.put(replace(site.datastores[name], vmfs_version=version))
    return with_vm(site, "web-01", power=power)


def test_names_the_limit_and_the_disk(say):
    assert say(a_site(3 * 1024 * 1024), Migrate(vm="web-01", datastore="local-01")) == [
        "local-01 is VMFS3, where a file has at most 2097151 MB, but Hard disk 1 has 3072 GB"
    ]


@pytest.mark.parametrize("power", PowerState)
@pytest.mark.parametrize("host", [None, "esx-02"])
def test_a_disk_of_the_limit_moves_there_and_one_beyond_it_does_not(ask, power, host):
    move = Migrate(vm="web-01", host=host, datastore="local-02" if host else "local-01")

    assert ask(a_site(MOST, power), move) == []
    assert ask(a_site(MOST + 1, power), move) == TOO_LARGE
    for version in (None, 5, 6):
        assert ask(a_site(MOST + 1, power, version), move) == []


def test_neither_is_one_made_copied_or_extended_there(ask):
    site = with_vm(a_site(), "old-01", host="esx-01")
    old = site.vms["old-01"].hardware
    site = with_vm(site, "old-01", hardware=replace(old, disks=site.vms["web-01"].disks))
    site = with_vm(site, "old-01", hardware=_on(site.vms["old-01"].hardware, "local-01"))
    thin = {"host": "esx-01", "datastore": "local-01", "provision": THIN}
    for size, expected in ((MOST, []), (MOST + 1, TOO_LARGE)):
        add = AddDisk(vm="web-01", datastore="local-01", size_mb=size, provision=THIN)
        new = CreateVM(name="new", disk_mb=size, **thin)
        grow = ExtendDisk(vm="old-01", disk="Hard disk 1", size_mb=size)
        copy = CloneVM(vm="web-01", name="copy", host="esx-01", datastore="local-01")
        assert [ask(site, one) for one in (add, new, grow)] == [expected] * 3
        assert ask(with_large_disk(site, "web-01", size), copy) == expected


def _on(hardware, datastore):
    return replace(hardware, disks=tuple(replace(d, datastore=datastore) for d in hardware.disks))


def test_is_silent_where_the_version_of_the_host_says_it_all(ask):
    site = with_host(a_site(), "esx-01", version="5.1")
    add = AddDisk(vm="web-01", datastore="local-01", size_mb=MOST + 1, provision=THIN)

    assert ask(site, add) == [("error", "disk.too_large")]


def test_is_the_one_thing_said_of_a_thick_disk_and_of_growing_in_use(ask):
    site = with_host(a_site(), "esx-01", version="6.0")
    add = AddDisk(vm="web-01", datastore="local-01", size_mb=MOST + 1)
    moved = with_vm(site, "web-01", hardware=_on(site.vms["web-01"].hardware, "local-01"))
    grow = ExtendDisk(vm="web-01", disk="Hard disk 1", size_mb=MOST + 1)

    assert ask(site, add) == TOO_LARGE
    assert ask(moved, grow) == TOO_LARGE


def test_a_pointer_to_a_raw_device_is_small_and_what_it_becomes_is_not(ask):
    site = with_raw_disk(a_site(), "web-01", "lun-01")
    hardware = site.vms["web-01"].hardware
    raw = replace(hardware.disks[0], size_mb=MOST + 1)
    site = with_vm(site, "web-01", power=PowerState.OFF, hardware=replace(hardware, disks=(raw,)))
    site = site.put(replace(site.datastores["local-01"], capacity_mb=4 * MOST))
    move = Migrate(vm="web-01", datastore="local-01")

    assert ask(site, move) == []
    assert ask(site, replace(move, provision=Provision.THICK)) == TOO_LARGE


def test_a_backup_of_a_larger_disk_does_not_come_back_there(ask):
    store = BackupStore(name="backups", vcenter="vc-01", capacity_mb=4_000_000)
    for size, expected in ((MOST, []), (MOST + 1, TOO_LARGE)):
        site = with_large_disk(two_hosts(), "old-01", size).put(store)
        site, _ = BackUp(vm="old-01", store="backups", kind=BackupKind.FULL).effect(site)
        site = site.put(replace(two_hosts().vms["old-01"]))
        site = site.put(replace(site.datastores["local-01"], vmfs_version=3))
        restore = RestoreVM(vm="old-01", restore_point="backup-0001")
        assert ask(site, restore) == expected


def test_smaller_blocks_have_a_smaller_limit(ask):
    site = replace(a_site(262_144), limits=Limits(vmfs3_file_mb=262_143))

    assert ask(site, Migrate(vm="web-01", datastore="local-01")) == TOO_LARGE


def test_answers_the_fault_of_the_api():
    told = report(a_site(MOST + 1), Migrate(vm="web-01", datastore="local-01"))

    assert (told.fault, told.unverified) == ("FileTooLarge", False)


def test_the_version_is_read_written_and_must_fit():
    site = a_site()
    assert site_json(site)["datastores"]["local-01"]["vmfs_version"] == 3
    assert read_site(text_of(site_json(site))) == (site, ())

    path = "/datastores/nas/vmfs_version"
    nas = site.put(replace(a_datastore("nas", Backing.NAS), vmfs_version=5))
    four = site.put(replace(a_datastore("nas"), vmfs_version=4))
    assert [[one.path for one in impossible(bad)] for bad in (nas, four)] == [[path], [path]]
    large = a_site(MOST + 1)
    large = large.put(replace(large.datastores["san-01"], vmfs_version=3))
    assert [one.path for one in impossible(large)] == [
        "/vms/web-01/hardware/disks/Hard disk 1/size_mb"
    ]


def test_speaks_up_to_the_largest_disk_of_the_host_and_breaks_by_one_megabyte(ask):
    largest = AddDisk(vm="web-01", datastore="local-01", size_mb=65_011_712, provision=THIN)
    assert ask(a_site(), largest) == TOO_LARGE

    _, asked = RULES["storage.file_too_large"].breaks(a_site(version=None), largest)
    assert asked.size_mb == MOST + 1


def test_speaks_of_the_largest_disk_that_a_host_holds(ask):
    assert ask(a_site(62 * 1024 * 1024), Migrate(vm="web-01", datastore="local-01")) == TOO_LARGE


def test_is_broken_by_one_unit_too_many_however_thick_it_was_to_be():
    new = CreateVM(name="new", host="esx-01", datastore="san-01", disk_mb=1)
    add = AddDisk(vm="web-01", datastore="san-01", size_mb=1)

    assert FileTooLarge().breaks(two_hosts(), new)[1] == replace(
        new, disk_mb=MOST + 1, provision=THIN
    )
    assert FileTooLarge().breaks(two_hosts(), add)[1] == replace(
        add, size_mb=MOST + 1, provision=THIN
    )
