from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import AddDisk, CreateVM, ExtendDisk
from labs.datacenter.edits import with_host, with_thin_disks, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.disk.too_large import TooLarge, is_too_large
from labs.datacenter.words import PowerState, Provision

TOO_LARGE = [("error", "disk.too_large")]
LARGEST = [
    ("4.1", 2_097_151),
    ("5.1", 2_097_151),
    ("5.5", 65_011_712),
    ("6.7", 65_011_712),
    ("8.0", 65_011_712),
]


def a_site(version):
    site = with_thin_disks(two_hosts(), "web-01")
    site = with_vm(site, "web-01", power=PowerState.OFF)
    return with_host(site, "esx-01", version=version)


@pytest.mark.parametrize(("version", "most"), LARGEST)
def test_a_disk_may_grow_to_the_limit_of_its_hosts_version_and_no_further(ask, version, most):
    grow = {
        size: ExtendDisk(vm="web-01", disk="Hard disk 1", size_mb=size) for size in (most, most + 1)
    }

    assert ask(a_site(version), grow[most]) == []
    assert ask(a_site(version), grow[most + 1]) == TOO_LARGE


@pytest.mark.parametrize(("version", "most"), LARGEST)
def test_a_new_disk_too(ask, version, most):
    for size, found in ((most, []), (most + 1, TOO_LARGE)):
        add = AddDisk(vm="web-01", datastore="san-01", size_mb=size, provision=Provision.THIN)
        assert ask(a_site(version), add) == found


@pytest.mark.parametrize("provision", Provision)
@pytest.mark.parametrize(("version", "most"), LARGEST)
def test_the_disk_of_a_new_machine_too(ask, version, most, provision):
    for size, found in ((most, []), (most + 1, TOO_LARGE)):
        site = a_site(version)
        full = site.datastores["san-01"]
        site = site.put(replace(full, capacity_mb=site.used_mb("san-01") + most))
        new = CreateVM(
            name="new", host="esx-01", datastore="san-01", disk_mb=size, provision=provision
        )
        assert ask(site, new) == found


def test_is_the_one_thing_said_of_a_thick_disk_for_which_there_is_no_room_either(ask):
    add = AddDisk(vm="web-01", datastore="san-01", size_mb=65_011_713)

    assert ask(a_site("8.0"), add) == TOO_LARGE


def test_names_version_and_limit(say):
    add = AddDisk(vm="web-01", datastore="san-01", size_mb=63 * 1024 * 1024)

    assert say(a_site("6.0"), add) == [
        "esx-01 is of version 6.0, whose disks have at most 63488 GB; 64512 GB were asked for"
    ]


def test_is_broken_by_one_unit_too_many():
    site, one = a_site("5.1"), TooLarge()
    new = CreateVM(name="new", host="esx-01", datastore="san-01", disk_mb=1)
    add = AddDisk(vm="web-01", datastore="san-01", size_mb=1)

    assert one.breaks(site, new) == (site, replace(new, disk_mb=2_097_152))
    assert one.breaks(site, add) == (site, replace(add, size_mb=2_097_152))


def test_only_the_disk_of_a_new_machine_is_too_large_for_every_datastore():
    new = CreateVM(name="new", host="esx-01", datastore="san-01", disk_mb=2_097_151)
    add = AddDisk(vm="web-01", datastore="san-01", size_mb=2_097_152)

    assert not is_too_large(a_site("5.1"), new)
    assert is_too_large(a_site("5.1"), replace(new, disk_mb=2_097_152))
    assert not is_too_large(a_site("5.1"), add)
