"""Adapters and devices come and go without a trace, numbered by the first free number."""

from __future__ import annotations

import pytest

from labs.datacenter.actions import AddDevice, AddNic, PowerOff, RemoveDevice, RemoveNic
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_device, with_vm
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import BackingType, DeviceKind, PowerState

ADD_NIC = AddNic(vm="web-01", network="Production")
OFF = with_vm(two_hosts(), "web-01", power=PowerState.OFF)


def after(*actions, site=None):
    site = site or two_hosts()
    for action in actions:
        site, _ = apply(site, action)
        assert impossible(site) == ()
        assert read_site(text_of(site_json(site))) == (site, ())
    return site


def labels(parts):
    return [part.label for part in parts]


def test_an_adapter_added_and_removed_leaves_no_trace():
    site = after(ADD_NIC)
    assert site.vms["web-01"].hardware.nics[1].network == "Production"
    assert site.vms["web-01"].hardware.nics[1].connected

    assert after(RemoveNic(vm="web-01", nic="Network adapter 2"), site=site) == two_hosts()


def test_adapters_get_the_first_free_number():
    site = after(ADD_NIC, ADD_NIC, RemoveNic(vm="web-01", nic="Network adapter 1"), ADD_NIC)

    assert labels(site.vms["web-01"].hardware.nics) == [f"Network adapter {n}" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("kind", "label", "backing", "connected"),
    [
        (DeviceKind.CDROM, "CD/DVD drive 1", BackingType.CLIENT, False),
        (DeviceKind.FLOPPY, "Floppy drive 1", BackingType.CLIENT, False),
        (DeviceKind.SERIAL, "Serial port 1", BackingType.HOST, True),
        (DeviceKind.USB, "USB device 1", BackingType.PASSTHROUGH, True),
        (DeviceKind.PCI, "PCI device 1", BackingType.PASSTHROUGH, True),
    ],
)
def test_a_device_added_and_removed_leaves_no_trace(kind, label, backing, connected):
    site = after(AddDevice(vm="web-01", kind=kind), site=OFF)
    (device,) = site.vms["web-01"].hardware.devices
    assert (device.label, device.kind) == (label, kind)
    assert (device.backing.type, device.connected) == (backing, connected)

    assert after(RemoveDevice(vm="web-01", device=label), site=site) == OFF


def test_devices_stay_sorted_by_label():
    add = [AddDevice(vm="web-01", kind=kind) for kind in DeviceKind]

    found = labels(after(*add, *add, site=OFF).vms["web-01"].hardware.devices)

    assert found == sorted(found)
    assert len(set(found)) == 2 * len(DeviceKind)


def test_removing_the_last_part_of_several_keeps_the_others():
    site = with_device(OFF, "web-01", BackingType.HOST)
    more = after(AddDevice(vm="web-01", kind=DeviceKind.SERIAL), site=site)

    assert after(RemoveDevice(vm="web-01", device="Serial port 1"), site=more) == site


@pytest.mark.parametrize("action", [ADD_NIC, RemoveNic(vm="web-01", nic="Network adapter 1")])
def test_a_suspended_machine_keeps_its_adapters(action):
    site = with_vm(two_hosts(), "web-01", power=PowerState.SUSPENDED)

    assert report(site, action).fault == "InvalidPowerState"
    assert report(after(PowerOff(vm="web-01")), action).is_allowed
