from __future__ import annotations

import pytest

from labs.datacenter.actions import DisableChangeTracking, EnableChangeTracking
from labs.datacenter.edits import with_hardware, with_vm
from labs.datacenter.inventory.tracking import ChangeTracking
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.backup.hardware_too_old import HardwareTooOld

ENABLE = EnableChangeTracking(vm="web-01")


@pytest.mark.parametrize(
    ("version", "found"),
    [(4, [("error", "backup.hardware_too_old")]), (6, [("error", "backup.hardware_too_old")])],
)
def test_refuses_old_hardware(ask, version, found):
    assert ask(with_hardware(two_hosts(), "web-01", version=version), ENABLE) == found


@pytest.mark.parametrize("version", [7, 8, None])
def test_version_7_is_new_enough(ask, version):
    assert ask(with_hardware(two_hosts(), "web-01", version=version), ENABLE) == []


def test_says_both_versions(say):
    assert say(with_hardware(two_hosts(), "web-01", version=6), ENABLE) == [
        "web-01 has virtual hardware version 6, but changed-block tracking needs 7 or later"
    ]


def test_is_silent_where_tracking_is_switched_off(ask):
    site = with_vm(two_hosts(), "web-01", tracking=ChangeTracking(enabled=True))

    assert ask(with_hardware(site, "web-01", version=6), DisableChangeTracking(vm="web-01")) == []


def test_is_broken_by_the_version_before():
    site, _ = HardwareTooOld().breaks(two_hosts(), ENABLE)

    assert site.vms["web-01"].hardware.version == 6
