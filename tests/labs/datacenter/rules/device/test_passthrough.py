from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import Migrate, RemoveDevice
from labs.datacenter.edits import with_device, with_hardware, with_host, with_vm
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.places import Datacenter
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import ANY, repair
from labs.datacenter.rules.device.passthrough import Passthrough
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import BackingType, DeviceKind, PowerState

CODE = "device.passthrough"


PASSED = [DeviceKind.PCI, DeviceKind.USB, DeviceKind.SERIAL]


def a_site(power=PowerState.ON, kind=DeviceKind.PCI):
    site = with_vm(two_hosts(), "web-01", power=power)
    return with_device(site, "web-01", BackingType.PASSTHROUGH, kind=kind)


@pytest.mark.parametrize("kind", PASSED)
def test_refuses_running_and_suspended_machines(ask, a_move, kind):
    for power in (PowerState.ON, PowerState.SUSPENDED):
        assert ask(a_site(power, kind), a_move) == [("error", CODE)]


@pytest.mark.parametrize("kind", PASSED)
def test_warns_of_one_that_is_off(ask, a_move, kind):
    assert ask(a_site(PowerState.OFF, kind), a_move) == [("warning", CODE)]


def test_usb_devices_set_up_for_vmotion_stay_connected_within_a_datacenter(ask, a_move):
    site = a_site(kind=DeviceKind.USB)
    ready = replace(site.vms["web-01"].hardware.devices[0], vmotion=True)
    movable = with_hardware(site, "web-01", devices=(ready,))
    assert ask(movable, a_move) == []
    assert read_site(text_of(site_json(movable))) == (movable, ())

    beside = with_device(movable, "web-01", BackingType.PASSTHROUGH, kind=DeviceKind.USB)
    assert ask(beside, a_move) == [("error", CODE)]
    far = with_host(
        movable.put(Datacenter(name="DC-B", vcenter="vc-01")), "esx-02", datacenter="DC-B"
    )
    assert ask(far, a_move) == [("error", CODE)]


def test_no_other_device_is_set_up_for_vmotion():
    site = a_site(kind=DeviceKind.PCI)
    wrong = replace(site.vms["web-01"].hardware.devices[0], vmotion=True)

    found = impossible(with_hardware(site, "web-01", devices=(wrong,)))

    assert [one.path for one in found] == ["/vms/web-01/hardware/devices/pci 1/vmotion"]


def test_removing_a_usb_device_repairs_it(a_move):
    found = repair(a_site(kind=DeviceKind.USB), a_move)

    assert found.tier == ANY
    assert found.actions == (RemoveDevice(vm="web-01", device="usb 1"),)


def test_is_not_asked_where_the_host_stays(ask):
    assert ask(a_site(), Migrate(vm="web-01", datastore="local-01")) == []


def test_is_broken_by_a_pci_device(a_move):
    assert Passthrough().breaks(two_hosts(), a_move) == (a_site(), a_move)
