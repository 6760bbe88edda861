from __future__ import annotations

from labs.datacenter.actions import AddUplink, ConnectDevice, Migrate, PowerOn
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.rules.request.unknown_object import UnknownObject


def test_names_every_object_that_is_not_there(say):
    action = Migrate(vm="web-1", host="esx-9", datastore="san-01")

    assert say(two_hosts(), action) == [
        "esx-9 does not exist, but the action names it",
        "web-1 does not exist, but the action names it",
    ]


def test_names_a_part_that_its_owner_does_not_have(say):
    action = ConnectDevice(vm="web-01", device="Floppy 1")

    assert say(two_hosts(), action) == ["Floppy 1 does not exist, but the action names it"]


def test_names_the_owner_only_where_that_is_missing(ask):
    action = AddUplink(host="esx-9", switch="vSwitch0", nic="vmnic9")

    assert ask(two_hosts(), action) == [("error", "request.unknown_object")]


def test_a_report_on_nothing_has_no_migration_type():
    told = report(two_hosts(), Migrate(vm="web-1", host="esx-02"))

    assert (told.migration_type, told.fault) == (None, "ManagedObjectNotFound")
    assert told.elsewhere == {}


def test_is_silent_about_what_exists(ask):
    assert ask(two_hosts(), PowerOn(vm="old-01")) == []


def test_is_broken_by_another_name_for_what_is_named_first():
    _, broken = UnknownObject().breaks(two_hosts(), PowerOn(vm="web-01"))

    assert broken == PowerOn(vm="no-such-object")
