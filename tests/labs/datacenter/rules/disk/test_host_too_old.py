from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import (
    CloneVM,
    MarkAsVirtualMachine,
    Migrate,
    PowerOn,
    RegisterVM,
    UnregisterVM,
)
from labs.datacenter.edits import with_host, with_large_disk, with_raw_disk, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.report import report
from labs.datacenter.rules.disk.host_too_old import HostTooOld, is_beyond
from labs.datacenter.words import PowerState

OFF, SUSPENDED = PowerState.OFF, PowerState.SUSPENDED
TOO_OLD = [("error", "disk.host_too_old")]
MOST, THREE_TB = 2_097_151, 3 * 1024 * 1024


def a_site(size_mb=THREE_TB, power=PowerState.ON, *, old="esx-02"):
    """web-01 on a disk of that size; the host named is of version 5.1."""
    site = with_large_disk(two_hosts("8.0"), "web-01", size_mb)
    site = with_vm(site, "web-01", power=power)
    return with_host(site, old, version="5.1")


def test_names_version_limit_disk_and_size(say, a_move):
    assert say(a_site(), a_move) == [
        "esx-02 is of version 5.1, whose disks have at most 2097151 MB, but Hard disk 1 of web-01 "
        "has 3072 GB"
    ]


@pytest.mark.parametrize("power", PowerState)
def test_a_disk_of_the_limit_moves_and_one_beyond_it_does_not(ask, a_move, power):
    assert ask(a_site(MOST, power), a_move) == []
    assert ask(a_site(MOST + 1, power), a_move) == TOO_OLD


def test_no_copy_comes_to_such_a_host(ask):
    clone = CloneVM(vm="web-01", name="copy", host="esx-02", datastore="san-01")

    assert ask(a_site(MOST), clone) == []
    assert ask(a_site(MOST + 1), clone) == TOO_OLD


def test_nothing_is_started_resumed_converted_or_registered_there(ask):
    start, to = PowerOn(vm="web-01"), {"vm": "web-01", "host": "esx-01"}
    assert ask(a_site(MOST, OFF, old="esx-01"), start) == []
    assert ask(a_site(MOST + 1, OFF, old="esx-01"), start) == TOO_OLD
    assert ask(a_site(MOST + 1, SUSPENDED, old="esx-01"), start) == TOO_OLD

    template = with_vm(a_site(MOST + 1, OFF, old="esx-01"), "web-01", template=True)
    assert ask(template, MarkAsVirtualMachine(**to)) == TOO_OLD
    left, _ = UnregisterVM(vm="web-01").effect(a_site(MOST + 1, OFF, old="esx-01"))
    assert ask(left, RegisterVM(**to)) == TOO_OLD


def test_what_stays_on_its_host_is_not_asked(ask):
    assert ask(a_site(old="esx-01"), Migrate(vm="web-01", datastore="local-01")) == []


def test_raw_devices_are_left_to_their_own_limits(ask, a_move):
    site = with_raw_disk(two_hosts(), "web-01", "lun-01", "esx-02")
    raw = replace(site.vms["web-01"].hardware.disks[0], size_mb=THREE_TB)
    hardware = replace(site.vms["web-01"].hardware, disks=(raw,))
    site = with_host(with_vm(site, "web-01", hardware=hardware), "esx-02", version="5.1")

    assert ask(site, a_move) == []


def test_a_host_can_hold_what_is_no_larger_than_its_limit_and_any_raw_device():
    site, raw = a_site(MOST), with_raw_disk(a_site(THREE_TB), "web-01", "lun-01")

    assert not is_beyond(site, "esx-02", site.vms["web-01"])
    assert is_beyond(site, "esx-02", a_site(MOST + 1).vms["web-01"])
    assert not is_beyond(site, "esx-02", raw.vms["web-01"])


def test_is_broken_by_one_unit_too_many(say, a_move):
    assert say(*HostTooOld().breaks(two_hosts(), a_move)) == [
        "esx-02 is of version 5.1, whose disks have at most 2097151 MB, but Hard disk 1 of web-01 "
        "has 2048 GB"
    ]


def test_is_not_broken_by_a_move_of_files_alone():
    assert HostTooOld().breaks(two_hosts(), Migrate(vm="web-01", datastore="local-01")) is None


@pytest.mark.parametrize("power", [OFF, SUSPENDED])
def test_what_cannot_start_here_starts_on_a_newer_host(power):
    site, start = a_site(power=power, old="esx-01"), PowerOn(vm="web-01")

    assert report(site, start).fault == "DiskNotSupported"
    assert repair(site, start).actions == (Migrate(vm="web-01", host="esx-02"),)
