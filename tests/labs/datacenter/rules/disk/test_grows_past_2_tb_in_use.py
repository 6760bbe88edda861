from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import ExtendDisk, PowerOff
from labs.datacenter.edits import with_disk, with_host, with_thin_disks, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.report import report
from labs.datacenter.rules.disk.grows_past_2_tb_in_use import GrowsPast2TbInUse
from labs.datacenter.words import PowerState

TWO_TB = 2_097_152
IN_USE = [("error", "disk.grows_past_2_tb_in_use")]


def a_site(version):
    return with_host(with_thin_disks(two_hosts(), "web-01"), "esx-01", version=version)


def to(size_mb):
    return ExtendDisk(vm="web-01", disk="Hard disk 1", size_mb=size_mb)


@pytest.mark.parametrize("version", ["5.5", "6.0"])
def test_refuses_a_running_machine_to_reach_2_tb(ask, version):
    assert ask(a_site(version), to(TWO_TB - 1)) == []
    assert ask(a_site(version), to(TWO_TB)) == IN_USE


def test_refuses_the_last_disk_below_2_tb_and_the_largest_there_is(ask):
    last = with_disk(a_site("6.0"), "web-01", "Hard disk 1", size_mb=TWO_TB - 1)

    assert ask(last, to(TWO_TB)) == IN_USE
    assert ask(a_site("6.0"), to(62 * 1024 * 1024)) == IN_USE


def test_names_the_host_and_the_size(say):
    assert say(*GrowsPast2TbInUse().breaks(two_hosts(), to(1))) == [
        "web-01 runs on esx-01 (version 6.0), where Hard disk 1 can grow to 2048 GB only while it "
        "is powered off"
    ]
    assert GrowsPast2TbInUse().breaks(two_hosts(), to(1))[1] == to(TWO_TB)


def test_leaves_what_vmfs3_cannot_hold_to_the_rule_of_files(ask):
    site = a_site("6.0")
    site = site.put(replace(site.datastores["san-01"], vmfs_version=3))

    assert ask(site, to(TWO_TB)) == [("error", "storage.file_too_large")]


@pytest.mark.parametrize("version", ["6.5", "7.0", "8.0"])
def test_is_silent_from_6_5_on(ask, version):
    assert ask(a_site(version), to(TWO_TB)) == []


def test_is_silent_about_a_machine_that_is_off(ask):
    assert ask(with_vm(a_site("6.0"), "web-01", power=PowerState.OFF), to(TWO_TB)) == []


def test_is_silent_about_a_disk_that_is_past_2_tb_already(ask):
    site = with_disk(a_site("6.0"), "web-01", "Hard disk 1", size_mb=TWO_TB)

    assert ask(site, to(TWO_TB + 1)) == []


def test_leaves_what_no_host_of_that_version_holds_to_the_rule_of_sizes(ask):
    too_large = [("error", "disk.too_large")]

    assert ask(a_site("5.1"), to(TWO_TB)) == too_large
    assert ask(a_site("6.0"), to(62 * 1024 * 1024 + 1)) == too_large


def test_is_unverified_and_repaired_by_a_power_off():
    assert report(a_site("6.0"), to(TWO_TB)).unverified
    assert repair(a_site("6.0"), to(TWO_TB)).actions == (PowerOff(vm="web-01"),)
