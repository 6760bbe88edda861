from __future__ import annotations

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_device, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import BackingType, DeviceKind, PowerState

CODE = "device.passthrough"


def a_site(power=PowerState.ON):
    site = with_vm(two_hosts(), "web-01", power=power)
    return with_device(site, "web-01", BackingType.PASSTHROUGH, kind=DeviceKind.PCI)


def test_refuses_running_and_suspended_machines(ask, a_move):
    for power in (PowerState.ON, PowerState.SUSPENDED):
        assert ask(a_site(power), a_move) == [("error", CODE)]


def test_warns_of_one_that_is_off(ask, a_move):
    assert ask(a_site(PowerState.OFF), a_move) == [("warning", CODE)]


def test_is_not_asked_where_the_host_stays(ask):
    assert ask(a_site(), Migrate(vm="web-01", datastore="local-01")) == []
