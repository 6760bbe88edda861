from __future__ import annotations

import pytest

from labs.datacenter.actions import CloneToTemplate, CloneVM, DeployTemplate, Migrate
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_raw_disk, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import IMPOSSIBLE, repair
from labs.datacenter.rules.storage.raw_device_not_cloned import RawDeviceNotCloned
from labs.datacenter.words import Provision, RdmMode

WHERE = {"name": "new-01", "host": "esx-01", "datastore": "san-01"}


def a_site(mode):
    return with_raw_disk(two_hosts(), "old-01", "lun-9", mode=mode)


@pytest.mark.parametrize("kind", [CloneVM, CloneToTemplate, DeployTemplate])
def test_refuses_to_copy_a_mapping_in_physical_mode(ask, kind):
    site = a_site(RdmMode.PHYSICAL)
    if kind is DeployTemplate:
        site = with_vm(site, "old-01", template=True)

    assert ask(site, kind(vm="old-01", **WHERE)) == [("error", "storage.raw_device_not_cloned")]


def test_one_in_virtual_mode_becomes_a_thick_disk_as_large_as_the_lun(ask):
    site = a_site(RdmMode.VIRTUAL)
    request = CloneVM(vm="old-01", **WHERE)

    assert ask(site, request) == []
    after, _ = apply(site, request)
    (disk,) = after.vms["new-01"].hardware.disks
    assert (disk.rdm, disk.provision, disk.base_mb) == (None, Provision.THICK, 40 * 1024)


def test_is_not_asked_about_a_migration_that_leaves_the_pointer(ask):
    site = a_site(RdmMode.PHYSICAL)

    assert ask(site, Migrate(vm="old-01", datastore="san-01")) == []


def test_names_disk_and_lun_and_knows_no_repair(say):
    site = a_site(RdmMode.PHYSICAL)
    request = CloneVM(vm="old-01", **WHERE)

    assert say(site, request) == [
        "old-01 has Hard disk 1 mapped to LUN lun-9 in physical compatibility mode, "
        "which cannot be copied into a disk file"
    ]
    assert repair(site, request).status == IMPOSSIBLE


def test_is_broken_by_a_lun_under_the_first_disk():
    clone = CloneVM(vm="old-01", **WHERE)

    assert RawDeviceNotCloned().breaks(two_hosts(), clone) == (a_site(RdmMode.PHYSICAL), clone)
