from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    ConnectDevice,
    DisconnectDevice,
    Migrate,
    MountDatastore,
    MountMedia,
)
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.edits import with_device, with_new_datastore, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.rules.device.backing_unreachable import BackingUnreachable
from labs.datacenter.text import Ref
from labs.datacenter.words import BackingType, DeviceKind, PowerState

CODE = "device.backing_unreachable"


def a_site(power=PowerState.ON, datastore="local-01", **device):
    site = with_vm(two_hosts(), "web-01", power=power)
    return with_device(site, "web-01", BackingType.ISO, datastore=datastore, **device)


def test_names_device_image_and_host(say, a_move):
    assert say(a_site(), a_move) == [
        "web-01 has cdrom 1 backed by local-01 (ISO image), which esx-02 cannot reach"
    ]


def test_refuses_a_device_of_the_host_itself(say, a_move):
    site = with_device(two_hosts(), "web-01", BackingType.HOST)

    assert say(site, a_move) == [
        "web-01 has cdrom 1 backed by esx-01 (host device), which esx-02 cannot reach"
    ]

    place = dict(report(site, a_move).findings[0].facts)["place"]
    assert place == Ref("host", "esx-01")


def test_is_a_warning_once_disconnected(ask, a_move):
    site, _ = apply(a_site(), DisconnectDevice(vm="web-01", device="cdrom 1"))

    assert ask(site, a_move) == [("warning", CODE)]
    (warned,), (refused,) = report(site, a_move).findings, report(a_site(), a_move).findings
    assert refused.hint("en").startswith("Disconnect the device first")
    assert warned.hint("en").startswith("The device is disconnected, which does not hinder")


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_a_warning_for_machines_that_do_not_run(ask, a_move, power):
    assert ask(a_site(power), a_move) == [("warning", CODE)]


def test_is_silent_about_an_image_on_shared_storage(ask, a_move):
    assert ask(a_site(datastore="san-01"), a_move) == []


def test_is_not_asked_about_storage_vmotion(ask):
    assert ask(a_site(), Migrate(vm="web-01", datastore="local-01")) == []


def test_refuses_to_connect_an_image_the_own_host_cannot_reach(ask):
    site = with_new_datastore(two_hosts(), "far", {})
    site = with_device(site, "web-01", BackingType.ISO, datastore="far", connected=False)

    connect = ConnectDevice(vm="web-01", device="cdrom 1")
    assert ask(site, connect) == [("error", CODE)]
    assert report(site, connect).findings[0].hint("en").startswith("Use an image that the host")


def test_what_is_connected_may_be_disconnected_and_an_image_brought_nearer(a_move):
    site = with_device(a_site(), "web-01", BackingType.HOST, connected=False)

    assert list(BackingUnreachable().cures(Case(site, a_move))) == [
        DisconnectDevice(vm="web-01", device="cdrom 1"),
        MountDatastore(host="esx-02", datastore="local-01"),
    ]


@pytest.mark.parametrize("others", [(), (BackingType.HOST,)])
def test_is_broken_by_an_image_out_of_reach(ask, others):
    site = two_hosts()
    for backing in others:
        site = with_device(site, "web-01", backing, kind=DeviceKind.USB)
    connect = ConnectDevice(vm="web-01", device="any")

    assert ask(*BackingUnreachable().breaks(site, connect)) == [("error", CODE)]


def test_is_broken_by_mounting_such_an_image_in_whatever_drive_was_asked_for():
    site = with_device(two_hosts(), "web-01", BackingType.HOST, connected=False)
    mount = MountMedia(vm="web-01", device="cdrom 1", backing=BackingType.CLIENT)

    _, broken = BackingUnreachable().breaks(site, mount)

    assert (broken.backing, broken.datastore) == (BackingType.ISO, "nas-iso")
