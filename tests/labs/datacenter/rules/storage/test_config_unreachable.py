from __future__ import annotations

from labs.datacenter.actions import Migrate, MountDatastore, RegisterVM, UnregisterVM
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.edits import with_files_on, with_hardware, with_vm
from labs.datacenter.inventory.vm import Files
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.storage.config_unreachable import ConfigUnreachable


def test_speaks_where_only_the_configuration_file_is_out_of_reach(say, a_move):
    site = with_vm(two_hosts(), "web-01", files=Files(config="local-01"))

    assert say(site, a_move) == [
        "esx-02 does not mount local-01, which holds the configuration file of web-01"
    ]


def test_is_silent_where_the_disks_say_it_already(ask, a_move):
    site = with_files_on(two_hosts(), "web-01", "local-01")

    assert ask(site, a_move) == [("error", "storage.disks_unreachable")]


def test_is_silent_where_the_files_move_along(ask):
    site = with_files_on(two_hosts(), "old-01", "san-01")
    site = with_vm(site, "old-01", files=Files(config="local-01"))
    action = Migrate(vm="old-01", host="esx-02", datastore="local-02")

    assert ask(site, Migrate(vm="old-01", host="esx-02")) == [
        ("error", "storage.config_unreachable")
    ]
    assert ask(site, action) == []


def test_the_files_may_go_to_what_both_hosts_mount_or_their_datastore_be_mounted(a_move):
    site = with_vm(two_hosts(), "web-01", files=Files(config="local-01"))

    assert list(ConfigUnreachable().cures(Case(site, a_move))) == [
        Migrate(vm="web-01", datastore="san-01"),
        MountDatastore(host="esx-02", datastore="local-01"),
    ]


def test_is_not_broken_where_the_files_move_along_or_there_are_no_disks(a_move):
    both = Migrate(vm="web-01", host="esx-02", datastore="local-02")
    bare = with_hardware(two_hosts(), "web-01", disks=())

    assert ConfigUnreachable().breaks(two_hosts(), both) is None
    assert ConfigUnreachable().breaks(bare, a_move) is None


def test_is_broken_for_a_machine_that_is_to_come_back_to_its_host_too(ask):
    site, _ = apply(two_hosts(), UnregisterVM(vm="old-01"))
    back = RegisterVM(vm="old-01", host="esx-01")

    assert ask(*ConfigUnreachable().breaks(site, back)) == [("error", "storage.config_unreachable")]
