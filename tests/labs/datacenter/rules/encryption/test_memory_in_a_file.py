from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate, Resume, Suspend, TakeSnapshot
from labs.datacenter.edits import with_encryption, with_host, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.encryption.memory_in_a_file import MemoryInAFile
from labs.datacenter.words import PowerState

REFUSED = [("error", "encryption.memory_in_a_file")]
ON, OFF, SUSPENDED = PowerState.ON, PowerState.OFF, PowerState.SUSPENDED
SUSPEND, RESUME = Suspend(vm="web-01"), Resume(vm="web-01")
MOVE = Migrate(vm="web-01", host="esx-02")
WITH_MEMORY = TakeSnapshot(vm="web-01", name="a", memory=True)


def a_site(here="6.7", there="6.7", power=ON, release="8.0"):
    """web-01 encrypted on esx-01; both hosts of a version of their own."""
    site = with_host(two_hosts(release), "esx-01", version=here)
    site = with_encryption(with_host(site, "esx-02", version=there), "web-01")
    return with_vm(site, "web-01", power=power)


def test_names_the_host_its_version_and_the_first_that_can(say):
    assert say(a_site("6.5"), SUSPEND) == [
        "esx-01 is of version 6.5 and cannot keep the memory of web-01, which is encrypted, in a "
        "file; suspending, resuming and snapshots with memory work since 6.7"
    ]


@pytest.mark.parametrize("release", ["notes", "5.5", "6.7", "7.0", "8.0"])
@pytest.mark.parametrize(
    ("action", "power"), [(SUSPEND, ON), (RESUME, SUSPENDED), (WITH_MEMORY, ON)]
)
def test_works_from_6_7_of_the_host_on_whatever_the_release(ask, action, power, release):
    assert ask(a_site("6.5", power=power, release=release), action) == REFUSED
    assert ask(a_site("6.7", power=power, release=release), action) == []


def test_judges_both_hosts_of_a_suspended_machine_that_moves(ask):
    assert ask(a_site("6.7", "6.5", SUSPENDED), MOVE) == REFUSED
    assert ask(a_site("6.5", "6.5", SUSPENDED), MOVE) == REFUSED * 2
    assert ask(a_site("6.7", "6.7", SUSPENDED), MOVE) == []


@pytest.mark.parametrize("power", [ON, OFF])
def test_other_migrations_write_no_memory_to_files(ask, power):
    assert ask(a_site("6.5", "6.5", power), MOVE) == []


def test_a_snapshot_without_memory_is_taken(ask):
    assert ask(a_site("6.5"), TakeSnapshot(vm="web-01", name="a")) == []
    assert ask(a_site("6.5", power=OFF), WITH_MEMORY) == []


def test_machines_that_are_not_encrypted_are_suspended_on_6_5_as_well(ask):
    assert ask(with_host(two_hosts(), "esx-01", version="6.5"), SUSPEND) == []


def test_leaves_a_host_before_6_5_to_the_rule_on_hosts(ask):
    found = ask(a_site("6.7", "6.0", SUSPENDED), MOVE)

    assert found == [("error", "encryption.host_too_old")]


@pytest.mark.parametrize(("action", "host"), [(WITH_MEMORY, "esx-01"), (MOVE, "esx-02")])
def test_is_broken_on_the_host_that_writes_or_reads_the_file(action, host):
    site, _ = MemoryInAFile().breaks(two_hosts(), action)

    assert site == with_encryption(with_host(two_hosts(), host, version="6.5"), "web-01")


def test_is_not_broken_where_no_memory_is_kept():
    without = TakeSnapshot(vm="web-01", name="a", memory=False)

    assert MemoryInAFile().breaks(two_hosts(), without) is None
