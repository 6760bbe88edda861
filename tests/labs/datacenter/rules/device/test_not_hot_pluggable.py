from __future__ import annotations

import pytest

from labs.datacenter.actions import AddDevice, PowerOff, RemoveDevice
from labs.datacenter.edits import with_device, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.report import report
from labs.datacenter.rules.device.not_hot_pluggable import NotHotPluggable
from labs.datacenter.words import BackingType, DeviceKind, PowerState

COLD_ONLY = [("error", "device.not_hot_pluggable")]
CASES = [
    (DeviceKind.CDROM, COLD_ONLY),
    (DeviceKind.FLOPPY, COLD_ONLY),
    (DeviceKind.SERIAL, COLD_ONLY),
    (DeviceKind.PCI, COLD_ONLY),
    (DeviceKind.USB, []),
]


@pytest.mark.parametrize(("kind", "found"), CASES)
def test_only_usb_devices_come_and_go_while_it_runs(ask, kind, found):
    site = with_device(two_hosts(), "web-01", BackingType.HOST, kind=kind)

    assert ask(two_hosts(), AddDevice(vm="web-01", kind=kind)) == found
    assert ask(site, RemoveDevice(vm="web-01", device=f"{kind.value} 1")) == found


@pytest.mark.parametrize("kind", DeviceKind)
def test_is_silent_about_a_machine_that_is_off(ask, kind):
    site = with_vm(two_hosts(), "web-01", power=PowerState.OFF)

    assert ask(site, AddDevice(vm="web-01", kind=kind)) == []


def test_a_suspended_machine_is_left_to_the_rule_of_power_states(ask):
    site = with_vm(two_hosts(), "web-01", power=PowerState.SUSPENDED)

    assert ask(site, AddDevice(vm="web-01", kind=DeviceKind.USB)) == [
        ("error", "power.wrong_state")
    ]


def test_is_unverified_and_repaired_by_a_power_off():
    add = AddDevice(vm="web-01", kind=DeviceKind.PCI)

    assert report(two_hosts(), add).unverified
    assert repair(two_hosts(), add).actions == (PowerOff(vm="web-01"),)


def test_is_broken_by_the_serial_port_among_other_devices():
    site = with_device(two_hosts(), "web-01", BackingType.HOST)

    _, broken = NotHotPluggable().breaks(site, RemoveDevice(vm="web-01", device="cdrom 1"))

    assert broken == RemoveDevice(vm="web-01", device="serial 1")
