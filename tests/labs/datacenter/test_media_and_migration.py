"""The story of a drive: what is in it decides whether its machine may move."""

from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    AddDevice,
    ConnectDevice,
    DisconnectDevice,
    Migrate,
    MountMedia,
    PowerOff,
    PowerOn,
    UnmountMedia,
)
from labs.datacenter.apply import apply
from labs.datacenter.faults import Fault
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import BackingType, DeviceKind

MOVE = Migrate(vm="web-01", host="esx-02")
DRIVE = {"vm": "web-01", "device": "CD/DVD drive 1"}
EMPTY = UnmountMedia(**DRIVE)


def mount(backing, datastore=None):
    return MountMedia(**DRIVE, backing=backing, datastore=datastore)


def after(*actions, site=None):
    site = site or two_hosts()
    for action in actions:
        site, _ = apply(site, action)
        assert impossible(site) == ()
        assert read_site(text_of(site_json(site))) == (site, ())
    return site


def a_site(*then):
    """web-01 runs with an empty drive."""
    start = (
        PowerOff(vm="web-01"),
        AddDevice(vm="web-01", kind=DeviceKind.CDROM),
        PowerOn(vm="web-01"),
    )
    return after(*start, *then)


def told(site, action=MOVE):
    """The fault, if it is refused; the codes of warnings."""
    answer = report(site, action)
    return answer.fault, [one.code for one in answer.warnings]


def test_an_empty_drive_is_in_nobodys_way():
    assert told(a_site()) == (None, [])


MEDIA = [
    pytest.param(BackingType.ISO, "local-01", "CannotAccessVmDevice", id="local image"),
    pytest.param(BackingType.ISO, "san-01", None, id="shared image"),
    pytest.param(BackingType.HOST, None, "CannotAccessVmDevice", id="drive of the host"),
    pytest.param(BackingType.CLIENT, None, "RemoteDeviceNotSupported", id="drive of the client"),
]


@pytest.mark.parametrize(("backing", "datastore", "fault"), MEDIA)
def test_what_is_mounted_decides_and_unmounting_frees(backing, datastore, fault):
    mounted = a_site(mount(backing, datastore))
    assert told(mounted) == (fault, [])

    emptied = after(EMPTY, site=mounted)

    assert told(emptied) == (None, [])
    assert emptied == a_site()


@pytest.mark.parametrize(("backing", "datastore", "fault"), MEDIA)
def test_disconnecting_is_enough_but_warns_of_what_the_target_does_not_see(
    backing, datastore, fault
):
    site = a_site(mount(backing, datastore), DisconnectDevice(**DRIVE))

    warned = ["device.backing_unreachable"] if fault == "CannotAccessVmDevice" else []
    assert told(site) == (None, warned)


def test_cold_the_same_image_is_a_warning():
    site = a_site(mount(BackingType.ISO, "local-01"), PowerOff(vm="web-01"))

    assert told(site) == (None, ["device.backing_unreachable"])


def test_an_image_must_lie_where_the_host_reaches_it():
    far = mount(BackingType.ISO, "local-02")

    with pytest.raises(Fault) as refused:
        apply(a_site(), far)

    assert refused.value.name == "CannotAccessVmDevice"


def test_moved_with_a_disconnected_local_image_it_cannot_be_connected_there():
    site = a_site(mount(BackingType.ISO, "local-01"), DisconnectDevice(**DRIVE), MOVE)

    assert told(site, ConnectDevice(**DRIVE)) == ("CannotAccessVmDevice", [])


def test_emptying_an_empty_drive_changes_nothing():
    assert told(a_site(), EMPTY) == ("InvalidArgument", [])


def test_mounting_the_same_twice_changes_nothing():
    san = mount(BackingType.ISO, "san-01")

    assert told(a_site(san), san) == ("InvalidArgument", [])


@pytest.mark.parametrize(
    ("action", "en", "zh"),
    [
        (
            mount(BackingType.ISO, "san-01"),
            "Mount an image on san-01 in CD/DVD drive 1 of web-01",
            "在web-01的CD/DVD drive 1中装载san-01上的映像",
        ),
        (
            mount(BackingType.HOST),
            "Connect CD/DVD drive 1 of web-01 to a host device",
            "把web-01的CD/DVD drive 1接到主机设备",
        ),
    ],
)
def test_says_what_is_mounted(action, en, zh):
    assert (action.say("en"), action.say("zh")) == (en, zh)
