from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import TakeSnapshot
from labs.datacenter.edits import with_hardware, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.snapshot.memory_with_independent_disk import MemoryWithIndependentDisk
from labs.datacenter.words import DiskMode, PowerState

REFUSED = [("error", "snapshot.memory_with_independent_disk")]
WITH_MEMORY = TakeSnapshot(vm="web-01", name="before", memory=True)


def a_site(mode):
    site = two_hosts()
    (disk,) = site.vms["web-01"].hardware.disks
    return with_hardware(site, "web-01", disks=(replace(disk, mode=mode),))


@pytest.mark.parametrize(
    "mode", [DiskMode.INDEPENDENT_PERSISTENT, DiskMode.INDEPENDENT_NONPERSISTENT]
)
def test_refuses_memory_beside_an_independent_disk(ask, mode):
    assert ask(a_site(mode), WITH_MEMORY) == REFUSED


def test_is_silent_without_memory(ask):
    site = a_site(DiskMode.INDEPENDENT_PERSISTENT)

    assert ask(site, replace(WITH_MEMORY, memory=False)) == []


def test_is_silent_about_a_machine_that_is_off_and_has_no_memory_to_capture(ask):
    site = with_vm(a_site(DiskMode.INDEPENDENT_PERSISTENT), "web-01", power=PowerState.OFF)

    assert ask(site, WITH_MEMORY) == []


def test_is_silent_about_a_persistent_disk(ask):
    assert ask(two_hosts(), WITH_MEMORY) == []


def test_is_not_broken_without_memory_or_without_disks():
    bare, rule = with_hardware(two_hosts(), "web-01", disks=()), MemoryWithIndependentDisk()

    assert rule.breaks(bare, WITH_MEMORY) is None
    assert rule.breaks(two_hosts(), replace(WITH_MEMORY, memory=False)) is None
