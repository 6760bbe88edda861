from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import CreateVM, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_disk, with_free_mb, with_hardware, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.space.datastore_full import DatastoreFull
from labs.datacenter.words import PowerState, Provision

DISK, SWAP, MEMORY = 40960, 4096 - 512, 4096
TO_LOCAL = Migrate(vm="web-01", datastore="local-01")


def a_site(*, free_mb, power=PowerState.ON):
    site = with_vm(two_hosts(), "web-01", power=power)
    return with_free_mb(site, "local-01", free_mb)


@pytest.mark.parametrize(
    ("power", "needed"),
    [
        pytest.param(PowerState.ON, DISK + SWAP, id="disk and swap file"),
        pytest.param(PowerState.SUSPENDED, DISK + MEMORY, id="disk and memory image"),
        pytest.param(PowerState.OFF, DISK, id="the disk alone"),
    ],
)
def test_counts(ask, power, needed):
    refused = [("error", "space.datastore_full")]

    assert ask(a_site(free_mb=needed, power=power), TO_LOCAL) == []
    assert ask(a_site(free_mb=needed - 1, power=power), TO_LOCAL) == refused


def test_says_both_numbers(say):
    site = a_site(free_mb=39 * 1024, power=PowerState.OFF)

    assert say(site, TO_LOCAL) == ["local-01 has 39 GB free, but web-01 needs 40 GB"]


def test_a_thin_disk_takes_what_it_has_written(ask):
    site = a_site(free_mb=1000, power=PowerState.OFF)
    (disk,) = site.vms["web-01"].hardware.disks
    thin = replace(disk, provision=Provision.THIN, used_mb=1000)

    assert ask(with_hardware(site, "web-01", disks=(thin,)), TO_LOCAL) == []


def test_files_that_lie_there_already_need_no_room(ask):
    site = a_site(free_mb=100 * 1024, power=PowerState.OFF)
    (disk,) = site.vms["web-01"].hardware.disks
    there = replace(disk, label="Hard disk 2", datastore="local-01")
    site = with_hardware(site, "web-01", disks=(disk, there))

    assert ask(with_free_mb(site, "local-01", DISK), TO_LOCAL) == []


def test_leaves_a_disk_that_no_datastore_of_the_host_holds_to_the_rule_of_sizes(ask):
    new = CreateVM(name="new", host="esx-01", datastore="san-01", disk_mb=65_011_713)

    assert ask(two_hosts(), new) == [("error", "disk.too_large")]


def test_the_other_machines_there_may_leave_for_what_their_hosts_mount():
    (disk,) = two_hosts().vms["old-01"].hardware.disks
    there = replace(disk, label="Hard disk 2", datastore="san-01")
    site = with_hardware(two_hosts(), "old-01", disks=(disk, there))
    case = Case(with_free_mb(site, "san-01", 0), Migrate(vm="old-01", datastore="san-01"))

    assert list(DatastoreFull().cures(case)) == [
        Migrate(vm="db-01", datastore="local-02"),
        Migrate(vm="web-01", datastore="local-01"),
    ]


@pytest.mark.parametrize("size_mb", [0, 1, DISK])
def test_is_broken_by_one_unit_too_few_for_what_needs_any(size_mb):
    site = with_vm(two_hosts(), "web-01", power=PowerState.OFF)
    site = with_disk(site, "web-01", "Hard disk 1", size_mb=size_mb)
    if not size_mb:
        site = with_hardware(site, "web-01", disks=())

    broken = DatastoreFull().breaks(site, TO_LOCAL)

    free = broken[0].free_mb("local-01") if broken else None
    assert free == (size_mb - 1 if size_mb else None)
