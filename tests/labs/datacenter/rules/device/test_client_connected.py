from __future__ import annotations

from labs.datacenter.actions import DisconnectDevice, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_device, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.device.client_connected import ClientConnected
from labs.datacenter.words import BackingType, PowerState


def a_site(**device):
    return with_device(two_hosts(), "web-01", BackingType.CLIENT, **device)


def test_refuses_a_live_move(say, a_move):
    assert say(a_site(), a_move) == [
        "web-01 has cdrom 1 connected to a client computer and cannot be moved live"
    ]


def test_is_silent_once_disconnected(ask, a_move):
    assert ask(a_site(connected=False), a_move) == []


def test_is_not_asked_about_other_types(ask, a_move):
    assert ask(with_vm(a_site(), "web-01", power=PowerState.OFF), a_move) == []
    assert ask(a_site(), Migrate(vm="web-01", datastore="local-01")) == []


def test_only_what_is_connected_to_a_client_need_be_disconnected(a_move):
    site = with_device(a_site(), "web-01", BackingType.CLIENT, connected=False)
    site = with_device(site, "web-01", BackingType.ISO, datastore="san-01")

    assert list(ClientConnected().cures(Case(site, a_move))) == [
        DisconnectDevice(vm="web-01", device="cdrom 1")
    ]
