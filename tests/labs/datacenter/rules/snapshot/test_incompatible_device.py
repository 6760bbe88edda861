from __future__ import annotations

import pytest

from labs.datacenter.actions import TakeSnapshot
from labs.datacenter.edits import with_device, with_disk, with_raw_disk
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import BackingType, BusSharing, DeviceKind, RdmMode

TAKE = TakeSnapshot(vm="web-01", name="before")


def test_refuses_a_machine_with_a_passed_through_device(ask):
    site = with_device(two_hosts(), "web-01", BackingType.PASSTHROUGH, kind=DeviceKind.PCI)

    assert ask(site, TAKE) == [("error", "snapshot.incompatible_device")]


def test_is_silent_about_other_devices(ask):
    site = with_device(two_hosts(), "web-01", BackingType.HOST, kind=DeviceKind.USB)

    passed = with_device(two_hosts(), "web-01", BackingType.PASSTHROUGH, kind=DeviceKind.USB)

    assert ask(site, TAKE) == []
    assert ask(passed, TAKE) == []
    assert ask(two_hosts(), TAKE) == []


@pytest.mark.parametrize(
    ("mode", "found"),
    [
        (RdmMode.PHYSICAL, [("error", "snapshot.incompatible_device")]),
        (RdmMode.VIRTUAL, []),
    ],
)
def test_refuses_a_raw_device_mapping_in_physical_mode_only(ask, mode, found):
    assert ask(with_raw_disk(two_hosts(), "web-01", "naa.1", mode=mode), TAKE) == found


def test_names_the_mapping(say):
    site = with_raw_disk(two_hosts(), "web-01", "naa.1", mode=RdmMode.PHYSICAL)

    assert say(site, TAKE) == [
        "web-01 has Hard disk 1, a raw device mapping in physical mode, "
        "and no snapshot can be taken of such a machine"
    ]


@pytest.mark.parametrize(
    ("sharing", "found"),
    [
        (BusSharing.NONE, []),
        (BusSharing.VIRTUAL, [("error", "snapshot.incompatible_device")]),
        (BusSharing.PHYSICAL, [("error", "snapshot.incompatible_device")]),
    ],
)
def test_refuses_a_disk_on_a_shared_bus(ask, sharing, found):
    site = with_disk(two_hosts(), "web-01", "Hard disk 1", sharing=sharing)

    assert ask(site, TAKE) == found
