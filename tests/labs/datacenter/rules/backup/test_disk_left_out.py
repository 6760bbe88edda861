from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import BackUp
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_hardware, with_raw_disk
from labs.datacenter.prepared import with_a_backup_store
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import BackupKind, DiskMode, RdmMode

BACK_UP = BackUp(vm="web-01", store="backups", kind=BackupKind.FULL)
LEFT_OUT = [("warning", "backup.disk_left_out")]


def in_mode(mode):
    site = with_a_backup_store(two_hosts())
    disks = tuple(replace(disk, mode=mode) for disk in site.vms["web-01"].hardware.disks)
    return with_hardware(site, "web-01", disks=disks)


def mapped(mode):
    return with_raw_disk(with_a_backup_store(two_hosts()), "web-01", "naa.1", mode=mode)


@pytest.mark.parametrize(
    ("site", "found"),
    [
        (in_mode(DiskMode.PERSISTENT), []),
        (in_mode(DiskMode.INDEPENDENT_PERSISTENT), LEFT_OUT),
        (in_mode(DiskMode.INDEPENDENT_NONPERSISTENT), LEFT_OUT),
        (mapped(RdmMode.VIRTUAL), []),
        (mapped(RdmMode.PHYSICAL), LEFT_OUT),
    ],
    ids=["persistent", "independent", "nonpersistent", "virtual mapping", "physical mapping"],
)
def test_warns_of_what_no_snapshot_holds(ask, site, found):
    assert ask(site, BACK_UP) == found
    after, _ = apply(site, BACK_UP)
    held = [disk.label for disk in after.restore_points["backup-0001"].disks]
    assert held == ([] if found else ["Hard disk 1"])
    assert after.vms == site.vms


@pytest.mark.parametrize(
    ("site", "named"),
    [
        (in_mode(DiskMode.INDEPENDENT_PERSISTENT), "an independent disk"),
        (mapped(RdmMode.PHYSICAL), "a raw device mapping in physical mode"),
    ],
    ids=["independent", "physical mapping"],
)
def test_says_which_disk_and_why(say, site, named):
    assert say(site, BACK_UP) == [f"web-01 has Hard disk 1, {named}, which is not backed up"]
