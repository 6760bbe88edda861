from __future__ import annotations

from labs.datacenter.actions import Migrate, PowerOn
from labs.datacenter.edits import with_files_on, with_new_datastore
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import MountMode

RO, RW = MountMode.READ_ONLY, MountMode.READ_WRITE


def test_refuses_a_target_the_host_cannot_write(say):
    site = with_new_datastore(two_hosts(), "nas-ro", {"esx-01": RO})

    assert say(site, Migrate(vm="web-01", datastore="nas-ro")) == [
        "esx-01 mounts nas-ro read-only and cannot write files of web-01"
    ]


def test_refuses_a_host_that_cannot_write_the_files_it_gets(ask, a_move):
    site = with_new_datastore(two_hosts(), "nas", {"esx-01": RW, "esx-02": RO})

    assert ask(with_files_on(site, "web-01", "nas"), a_move) == [
        ("error", "storage.datastore_read_only")
    ]


def test_refuses_to_power_on_there(ask):
    site = with_files_on(with_new_datastore(two_hosts(), "nas", {"esx-01": RO}), "old-01", "nas")

    assert ask(site, PowerOn(vm="old-01")) == [("error", "storage.datastore_read_only")]


def test_is_silent_about_a_source_that_is_read_only(ask):
    site = with_files_on(with_new_datastore(two_hosts(), "nas", {"esx-01": RO}), "old-01", "nas")

    assert ask(site, Migrate(vm="old-01", datastore="san-01")) == []
