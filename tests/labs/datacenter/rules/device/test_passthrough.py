from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate, RemoveDevice
from labs.datacenter.edits import with_device, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import ANY, repair
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


def test_removing_a_usb_device_repairs_it(a_move):
    found = repair(a_site(kind=DeviceKind.USB), a_move)

    assert found.tier == ANY
    assert found.actions == (RemoveDevice(vm="web-01", device="usb 1"),)


def test_is_not_asked_where_the_host_stays(ask):
    assert ask(a_site(), Migrate(vm="web-01", datastore="local-01")) == []
