from __future__ import annotations

from dataclasses import replace

from labs.datacenter.actions import AddDisk, PowerOn, Resume, RevertToSnapshot
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_hardware, with_snapshots, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.storage.base_disk_lost import BaseDiskLost
from labs.datacenter.words import DiskMode, PowerState

LOST = [("error", "storage.base_disk_lost")]
BACK = RevertToSnapshot(vm="old-01", snapshot="level-01")


def a_site(**changes):
    site = with_snapshots(two_hosts(), "old-01", 1)
    disks = tuple(replace(disk, **changes) for disk in site.vms["old-01"].hardware.disks)
    return with_hardware(site, "old-01", disks=disks)


def test_no_snapshot_helps_when_the_base_is_lost(ask):
    assert ask(a_site(lost=True), BACK) == LOST
    assert ask(a_site(lost=True), PowerOn(vm="old-01")) == LOST


def test_is_silent_about_a_sound_base(ask):
    assert ask(a_site(), BACK) == []
    assert ask(a_site(), PowerOn(vm="old-01")) == []


def test_is_silent_about_a_disk_the_snapshot_does_not_hold(ask):
    site = two_hosts()
    disks = tuple(
        replace(disk, lost=True, mode=DiskMode.INDEPENDENT_PERSISTENT)
        for disk in site.vms["old-01"].hardware.disks
    )
    site = with_snapshots(with_hardware(site, "old-01", disks=disks), "old-01", 1)

    assert ask(site, BACK) == []


def test_a_suspended_machine_cannot_resume_on_it(ask):
    site = with_vm(a_site(lost=True), "old-01", power=PowerState.SUSPENDED)

    assert ask(site, Resume(vm="old-01")) == LOST


def test_is_broken_by_the_loss_of_the_first_disk_alone():
    site, _ = apply(two_hosts(), AddDisk(vm="old-01", datastore="local-01", size_mb=1))

    disks = BaseDiskLost().breaks(site, PowerOn(vm="old-01"))[0].vms["old-01"].hardware.disks

    assert [(one.label, one.lost) for one in disks] == [
        ("Hard disk 1", True),
        ("Hard disk 2", False),
    ]
