"""A running machine without shared storage, toward another vendor's CPU, on an internal switch,
with a local image connected."""

from __future__ import annotations

import pytest

from labs.datacenter.actions import DisconnectDevice, DisconnectNetwork, Migrate
from labs.datacenter.apply import apply
from labs.datacenter.faults import Fault
from labs.datacenter.presets import four_errors
from labs.datacenter.releases import RELEASES
from labs.datacenter.report import report

MOVE = Migrate(vm="web-01", host="esx-02")


@pytest.mark.parametrize("release", RELEASES)
def test_are_exactly_four_in_every_release(release):
    told = report(four_errors(release), MOVE)

    cpu = "CpuIncompatible" if release in ("notes", "5.5") else "FeatureRequirementsNotMet"
    assert [(one.fault, one.objective) for one in told.findings] == [
        ("CannotAccessVmDisk", "6.10"),
        (cpu, "6.11"),
        ("VMOnVirtualIntranet", "6.21"),
        ("CannotAccessVmDevice", "6.22"),
    ]
    assert (told.errors, told.warnings) == (told.findings, ())
    assert told.migration_type == "VMO"
    assert told.elsewhere == {}


def test_each_names_its_objects_its_source_and_what_to_do():
    for finding in report(four_errors(), MOVE).findings:
        assert "web-01" in finding.say("en")
        assert "web-01" in finding.say("zh")
        assert finding.source
        assert finding.verified
        assert finding.hint("zh")


def test_the_first_one_names_the_fault_that_is_thrown():
    with pytest.raises(Fault) as caught:
        apply(four_errors(), MOVE)

    assert caught.value.name == "CannotAccessVmDisk"
    assert len(caught.value.report.errors) == 4
    assert str(caught.value) == (
        "CannotAccessVmDisk: esx-02 does not mount local-01, which holds 1 of web-01's disks."
    )


def test_mending_two_leaves_two_warnings_and_two_errors():
    site, _ = apply(four_errors(), DisconnectDevice(vm="web-01", device="CD/DVD drive 1"))
    site, _ = apply(site, DisconnectNetwork(vm="web-01", nic="Network adapter 1"))

    told = report(site, MOVE)

    assert [one.code for one in told.errors] == ["storage.disks_unreachable", "cpu.vendor_differs"]
    assert [one.code for one in told.warnings] == [
        "network.internal_switch",
        "device.backing_unreachable",
    ]
