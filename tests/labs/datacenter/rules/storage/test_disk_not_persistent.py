from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_disk, with_hardware, with_vm
from labs.datacenter.presets import two_hosts
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
