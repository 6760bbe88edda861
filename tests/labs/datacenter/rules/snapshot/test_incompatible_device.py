from __future__ import annotations

from labs.datacenter.actions import TakeSnapshot
from labs.datacenter.edits import with_device
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import BackingType, DeviceKind

TAKE = TakeSnapshot(vm="web-01", name="before")


def test_refuses_a_machine_with_a_passed_through_device(ask):
    site = with_device(two_hosts(), "web-01", BackingType.PASSTHROUGH, kind=DeviceKind.PCI)

    assert ask(site, TAKE) == [("error", "snapshot.incompatible_device")]


def test_is_silent_about_other_devices(ask):
    site = with_device(two_hosts(), "web-01", BackingType.HOST, kind=DeviceKind.USB)

    assert ask(site, TAKE) == []
    assert ask(two_hosts(), TAKE) == []
