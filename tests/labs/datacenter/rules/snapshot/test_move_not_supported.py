from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate, RemoveAllSnapshots
from labs.datacenter.edits import with_host, with_snapshots
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.snapshot.move_not_supported import MoveNotSupported

REFUSED = [("error", "snapshot.move_not_supported")]
STORAGE = Migrate(vm="web-01", datastore="local-01")


def a_site(version, snapshots=1):
    site = with_host(two_hosts(), "esx-01", version=version)
    return with_snapshots(site, "web-01", snapshots)


def test_names_the_snapshots_and_the_version(say):
    assert say(a_site("4.1", snapshots=2), STORAGE) == [
        "web-01 has snapshots (level-01, level-02), but esx-01 is of version 4.1; "
        "Storage vMotion takes snapshots along since 5.0"
    ]


@pytest.mark.parametrize("version", ["3.5", "4.0", "4.1"])
def test_refuses_before_5_0(ask, version):
    assert ask(a_site(version), STORAGE) == REFUSED


@pytest.mark.parametrize("version", ["5.0", "5.5", "8.0"])
def test_is_silent_from_5_0_on(ask, version):
    assert ask(a_site(version), STORAGE) == []


def test_is_silent_without_snapshots(ask):
    assert ask(a_site("4.1", snapshots=0), STORAGE) == []


def test_leaves_a_host_without_storage_vmotion_to_the_rule_on_types(ask):
    assert ask(a_site("3.0"), STORAGE) == [("error", "vmotion.type_unknown")]


def test_is_repaired_by_removing_the_snapshots():
    assert repair(a_site("4.1"), STORAGE).actions == (RemoveAllSnapshots(vm="web-01"),)


def test_is_broken_by_one_snapshot_on_an_old_host():
    assert MoveNotSupported().breaks(two_hosts(), STORAGE) == (a_site("4.1"), STORAGE)
