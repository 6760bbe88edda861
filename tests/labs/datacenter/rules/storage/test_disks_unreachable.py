from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import Migrate, MountDatastore, RegisterVM, UnregisterVM
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.edits import with_files_on, with_hardware, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.storage.disks_unreachable import DisksUnreachable
from labs.datacenter.words import PowerState


@pytest.mark.parametrize("power", PowerState)
def test_refuses_a_move_of_the_host_alone_without_shared_storage(ask, a_move, power):
    site = with_vm(with_files_on(two_hosts(), "web-01", "local-01"), "web-01", power=power)

    assert ask(site, a_move) == [("error", "storage.disks_unreachable")]


def test_is_one_finding_for_disks_and_configuration(say, a_move):
    site = with_files_on(two_hosts(), "web-01", "local-01")
    (disk,) = site.vms["web-01"].hardware.disks
    second = replace(disk, label="Hard disk 2")
    site = with_hardware(site, "web-01", disks=(disk, second))

    assert say(site, a_move) == ["esx-02 does not mount local-01, which holds 2 of web-01's disks"]


def test_is_silent_about_shared_storage(ask, a_move):
    assert ask(two_hosts(), a_move) == []


def test_is_silent_where_the_files_move_along(ask):
    site = with_files_on(two_hosts(), "web-01", "local-01")

    assert ask(site, Migrate(vm="web-01", host="esx-02", datastore="local-02")) == []


def test_is_silent_where_the_files_of_a_cold_machine_move_along(ask):
    action = Migrate(vm="old-01", host="esx-02", datastore="local-02")

    assert ask(two_hosts(), action) == []


def test_is_silent_where_the_host_stays(ask):
    assert ask(two_hosts(), Migrate(vm="old-01", datastore="san-01")) == []


def test_the_files_may_go_to_what_both_hosts_mount_or_their_datastore_be_mounted(a_move):
    site = with_files_on(two_hosts(), "web-01", "local-01")

    assert list(DisksUnreachable().cures(Case(site, a_move))) == [
        Migrate(vm="web-01", datastore="san-01"),
        MountDatastore(host="esx-02", datastore="local-01"),
    ]


def test_is_broken_for_a_machine_that_is_to_come_back_to_its_host_too(ask):
    site, _ = apply(two_hosts(), UnregisterVM(vm="old-01"))
    back = RegisterVM(vm="old-01", host="esx-01")

    assert ask(*DisksUnreachable().breaks(site, back)) == [("error", "storage.disks_unreachable")]


def test_is_not_broken_where_the_files_move_along():
    both = Migrate(vm="web-01", host="esx-02", datastore="local-02")

    assert DisksUnreachable().breaks(two_hosts(), both) is None
