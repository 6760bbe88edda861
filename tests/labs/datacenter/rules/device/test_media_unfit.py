from __future__ import annotations

import pytest

from labs.datacenter.actions import MountMedia, UnmountMedia
from labs.datacenter.edits import with_device
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import BackingType, DeviceKind

UNFIT = [("error", "device.media_unfit")]
ISO, HOST, CLIENT, PASSTHROUGH = (
    BackingType.ISO,
    BackingType.HOST,
    BackingType.CLIENT,
    BackingType.PASSTHROUGH,
)


def a_site(kind=DeviceKind.CDROM):
    return with_device(two_hosts(), "web-01", CLIENT, kind=kind, connected=False)


def mount(backing, datastore=None, device="cdrom 1"):
    return MountMedia(vm="web-01", device=device, backing=backing, datastore=datastore)


@pytest.mark.parametrize(
    ("backing", "datastore", "found"),
    [
        (ISO, "san-01", []),
        (HOST, None, []),
        (CLIENT, None, []),
        (ISO, None, UNFIT),
        (HOST, "san-01", UNFIT),
        (CLIENT, "san-01", UNFIT),
        (PASSTHROUGH, None, UNFIT),
    ],
)
def test_an_image_comes_from_a_datastore_and_nothing_else_does(ask, backing, datastore, found):
    assert ask(a_site(), mount(backing, datastore)) == found


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        (DeviceKind.FLOPPY, []),
        (DeviceKind.SERIAL, UNFIT),
        (DeviceKind.USB, UNFIT),
        (DeviceKind.PCI, UNFIT),
    ],
)
def test_only_drives_hold_media(ask, kind, found):
    site, device = a_site(kind), f"{kind.value} 1"

    assert ask(site, mount(ISO, "san-01", device=device)) == found
    if found:
        assert ask(site, mount(ISO, "local-02", device=device)) == found
        busy = with_device(two_hosts(), "web-01", HOST, kind=kind)
        assert ask(busy, UnmountMedia(vm="web-01", device=device)) == found


def test_says_what_does_not_fit(say):
    assert say(a_site(), mount(ISO)) == [
        "web-01 has cdrom 1 (CD/DVD drive), which is to hold an ISO image, but from no datastore"
    ]
    assert say(a_site(), mount(HOST, "san-01")) == [
        "web-01 has cdrom 1 (CD/DVD drive), which takes a datastore for an ISO image only"
    ]
