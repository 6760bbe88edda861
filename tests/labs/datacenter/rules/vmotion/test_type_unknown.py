from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_host, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.words import PowerState

REFUSED = [("error", "vmotion.type_unknown")]
STORAGE = Migrate(vm="web-01", datastore="local-01")
CROSS_HOST = Migrate(vm="web-01", host="esx-02", datastore="local-02")


def a_site(version, host="esx-01"):
    return with_host(two_hosts(), host, version=version)


def test_names_version_and_type(say):
    assert say(a_site("5.0"), CROSS_HOST) == [
        "esx-01 is of version 5.0, but cross-host vMotion exists since 5.1"
    ]


@pytest.mark.parametrize(
    ("action", "before", "first", "fault"),
    [
        (STORAGE, "3.0", "3.5", "StorageVMotionNotSupported"),
        (CROSS_HOST, "5.0", "5.1", "MigrationFeatureNotSupported"),
    ],
)
def test_each_type_exists_from_its_version_on(ask, action, before, first, fault):
    assert ask(a_site(before), action) == REFUSED
    assert report(a_site(before), action).fault == fault
    assert ask(a_site(first), action) == []


def test_judges_the_target_too_but_not_where_the_host_stays(ask):
    assert ask(a_site("5.0", "esx-02"), CROSS_HOST) == REFUSED
    assert ask(a_site("3.0", "esx-02"), STORAGE) == []


def test_other_types_are_as_old_as_the_hosts(ask, a_move):
    old = a_site("3.0")

    assert ask(old, a_move) == []
    for power in (PowerState.OFF, PowerState.SUSPENDED):
        assert ask(with_vm(old, "web-01", power=power), CROSS_HOST) == []
