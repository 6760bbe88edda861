from __future__ import annotations

import pytest

from labs.datacenter.actions import ExtendDisk
from labs.datacenter.edits import with_disk, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import DiskMode, PowerState

GROW = ExtendDisk(vm="web-01", disk="Hard disk 1", size_mb=50_000)


def a_site(mode, power=PowerState.ON):
    site = with_disk(two_hosts(), "web-01", "Hard disk 1", mode=mode)
    return with_vm(site, "web-01", power=power)


def test_refuses_a_nonpersistent_disk_in_use(ask):
    site = a_site(DiskMode.INDEPENDENT_NONPERSISTENT)

    assert ask(site, GROW) == [("error", "disk.grows_in_use_not_persistent")]


@pytest.mark.parametrize("mode", [DiskMode.PERSISTENT, DiskMode.INDEPENDENT_PERSISTENT])
def test_is_silent_about_persistent_modes(ask, mode):
    assert ask(a_site(mode), GROW) == []


@pytest.mark.parametrize("mode", DiskMode)
def test_is_silent_about_any_mode_while_it_is_off(ask, mode):
    assert ask(a_site(mode, PowerState.OFF), GROW) == []
