from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import AddDisk, ChangeDiskMode, Migrate
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.edits import with_disk, with_hardware, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.storage.disk_not_persistent import DiskNotPersistent
from labs.datacenter.words import DiskMode, PowerState


def a_site(mode, power=PowerState.ON):
    site = with_vm(two_hosts(), "web-01", power=power)
    (disk,) = site.vms["web-01"].hardware.disks
    return with_hardware(site, "web-01", disks=(replace(disk, mode=mode),))


TO_LOCAL = Migrate(vm="web-01", datastore="local-01")
NONPERSISTENT = DiskMode.INDEPENDENT_NONPERSISTENT


def test_refuses_to_move_such_a_disk_while_it_is_in_use(ask):
    assert ask(a_site(NONPERSISTENT), TO_LOCAL) == [("error", "storage.disk_not_persistent")]


@pytest.mark.parametrize("mode", [DiskMode.PERSISTENT, DiskMode.INDEPENDENT_PERSISTENT])
def test_is_silent_about_persistent_modes(ask, mode):
    assert ask(a_site(mode), TO_LOCAL) == []


def test_is_not_asked_where_the_disk_stays(ask, a_move):
    assert ask(a_site(NONPERSISTENT), a_move) == []


def test_is_not_asked_about_a_machine_that_is_off(ask):
    assert ask(a_site(NONPERSISTENT, PowerState.OFF), TO_LOCAL) == []


def test_is_silent_about_a_disk_that_lies_on_the_target_already(ask):
    site = with_disk(a_site(NONPERSISTENT), "web-01", "Hard disk 1", datastore="local-01")

    assert ask(site, TO_LOCAL) == []


def test_only_such_disks_that_would_move_need_another_mode():
    site, _ = apply(two_hosts(), AddDisk(vm="web-01", datastore="local-01", size_mb=1))
    site, _ = apply(site, AddDisk(vm="web-01", datastore="san-01", size_mb=1))
    for label in ("Hard disk 1", "Hard disk 2"):
        site = with_disk(site, "web-01", label, mode=NONPERSISTENT)

    assert list(DiskNotPersistent().cures(Case(site, TO_LOCAL))) == [
        ChangeDiskMode(vm="web-01", disk="Hard disk 1", mode=DiskMode.PERSISTENT)
    ]


@pytest.mark.parametrize("disks", [0, 2])
def test_is_broken_by_the_mode_of_the_first_disk_if_there_is_one(disks):
    site, _ = apply(two_hosts(), AddDisk(vm="web-01", datastore="local-01", size_mb=1))
    site = with_hardware(site, "web-01", disks=site.vms["web-01"].hardware.disks[:disks])

    broken = DiskNotPersistent().breaks(site, TO_LOCAL)

    modes = [one.mode for one in broken[0].vms["web-01"].hardware.disks] if broken else []
    assert modes == [NONPERSISTENT, DiskMode.PERSISTENT][:disks]
