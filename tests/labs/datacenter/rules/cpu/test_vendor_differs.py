from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_cpu, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.rules.cpu.vendor_differs import VendorDiffers
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


def test_names_both_processors(say, a_move):
    assert say(a_site(), a_move) == [
        "esx-02 has AMD Zen processors, but web-01 was started on Intel Haswell; "
        "nothing bridges two vendors, not even EVC"
    ]


@pytest.mark.parametrize("generation", ["intel-haswell", "amd-zen"])
def test_is_broken_by_the_other_vendor(ask, a_move, generation):
    site = with_cpu(two_hosts(), "esx-01", generation=generation)
    site = with_cpu(site, "esx-02", generation=generation)

    assert ask(*VendorDiffers().breaks(site, a_move)) == [("error", "cpu.vendor_differs")]
