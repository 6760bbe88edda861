from __future__ import annotations

import pytest

from labs.datacenter.actions import ExtendDisk
from labs.datacenter.edits import with_raw_disk
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.disk.is_raw_device import IsRawDevice
from labs.datacenter.words import RdmMode

GROW = ExtendDisk(vm="web-01", disk="Hard disk 1", size_mb=50_000)


@pytest.mark.parametrize("mode", RdmMode)
def test_refuses_to_extend_a_lun_from_here(ask, mode):
    site = with_raw_disk(two_hosts(), "web-01", "lun-9", mode=mode)

    assert ask(site, GROW) == [("error", "disk.is_raw_device")]


def test_is_silent_about_a_disk_file(ask):
    assert ask(two_hosts(), GROW) == []


def test_is_broken_by_a_lun_under_the_first_disk_whichever_was_asked_for(say):
    other = ExtendDisk(vm="web-01", disk="Hard disk 2", size_mb=50_000)

    assert say(*IsRawDevice().breaks(two_hosts(), other)) == [
        "web-01 has Hard disk 1 mapped to LUN lun-9, whose size is that of the LUN"
    ]
