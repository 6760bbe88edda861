from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_cpu, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.words import PowerState


def a_site(power=PowerState.ON, release="8.0"):
    site = with_vm(two_hosts(release), "web-01", power=power)
    return with_cpu(site, "esx-02", generation="amd-zen")


@pytest.mark.parametrize("power", [PowerState.ON, PowerState.SUSPENDED])
def test_refuses_running_and_suspended_machines(ask, a_move, power):
    assert ask(a_site(power), a_move) == [("error", "cpu.vendor_differs")]


def test_is_silent_about_cold_migration(ask, a_move):
    assert ask(a_site(PowerState.OFF), a_move) == []


def test_is_silent_about_storage_vmotion(ask):
    assert ask(a_site(), Migrate(vm="web-01", datastore="local-01")) == []


@pytest.mark.parametrize(
    ("release", "fault"),
    [
        ("notes", "CpuIncompatible"),
        ("5.5", "CpuIncompatible"),
        ("6.7", "FeatureRequirementsNotMet"),
        ("8.0", "FeatureRequirementsNotMet"),
    ],
)
def test_names_the_fault_of_the_release(a_move, release, fault):
    assert report(a_site(release=release), a_move).fault == fault
