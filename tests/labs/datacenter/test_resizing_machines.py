"""Processors and memory change while a machine is off; what it is promised, at any time."""

from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    ChangeCpus,
    ChangeMemory,
    PowerOn,
    ReserveCpu,
    ReserveMemory,
    RevertToSnapshot,
    TakeSnapshot,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_free_mb, with_host, with_vm
from labs.datacenter.faults import Fault
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.words import PowerState

OFF = with_vm(two_hosts(), "web-01", power=PowerState.OFF)  # 4096 MB, 512 MB and 200 MHz reserved
MEMORY = 4096


def reserve(size_mb):
    return ReserveMemory(vm="web-01", reservation_mb=size_mb)


def after(*actions, site):
    for action in actions:
        site, _ = apply(site, action)
        assert impossible(site) == ()
    return site


def test_the_swap_file_of_the_next_power_on_follows_memory_and_reservation():
    larger = after(ChangeMemory(vm="web-01", memory_mb=8192), site=OFF)
    assert larger.used_mb("san-01") == OFF.used_mb("san-01")

    running = after(PowerOn(vm="web-01"), site=larger)
    assert running.used_mb("san-01") - larger.used_mb("san-01") == 8192 - 512

    reserved = after(reserve(8192), site=running)
    assert reserved.used_mb("san-01") == larger.used_mb("san-01")


@pytest.mark.parametrize(
    "action", [ChangeCpus(vm="web-01", vcpus=4), ChangeMemory(vm="web-01", memory_mb=8192)]
)
def test_a_running_machine_keeps_its_processors_and_memory(action):
    assert report(two_hosts(), action).fault == "InvalidPowerState"
    assert report(OFF, action).is_allowed


def test_processors_change():
    assert after(ChangeCpus(vm="web-01", vcpus=4), site=OFF).vms["web-01"].hardware.vcpus == 4


def with_unreserved(mb, mhz):
    """esx-01 with just so much left to promise."""
    site = two_hosts()
    host = site.hosts["esx-01"]
    kept = {
        "kept_mb": host.kept_mb + site.unreserved_mb("esx-01") - mb,
        "kept_mhz": host.kept_mhz + site.unreserved_mhz("esx-01") - mhz,
    }
    return with_host(site, "esx-01", **kept)


def test_a_running_machine_is_promised_more_only_where_the_host_has_it(ask):
    site = with_unreserved(100, 50)

    assert ask(site, reserve(612)) == []
    assert ask(site, reserve(613)) == [("error", "admission.memory_short")]
    assert ask(site, ReserveCpu(vm="web-01", reservation_mhz=250)) == []
    assert ask(site, ReserveCpu(vm="web-01", reservation_mhz=251)) == [
        ("error", "admission.cpu_short")
    ]


def test_less_is_always_granted_and_gives_back(ask):
    site = with_unreserved(0, 0)

    site = after(reserve(0), ReserveCpu(vm="web-01", reservation_mhz=0), site=site)

    assert site.unreserved_mb("esx-01") == 512
    assert site.unreserved_mhz("esx-01") == 200


def test_a_machine_that_is_off_is_promised_what_it_can_only_get_elsewhere(ask):
    site = with_vm(with_unreserved(0, 0), "web-01", power=PowerState.OFF)

    assert ask(site, reserve(MEMORY)) == []
    assert ask(site, ReserveCpu(vm="web-01", reservation_mhz=10_000)) == []


def test_reserving_less_needs_room_for_the_swap_file_that_grows(ask):
    assert ask(with_free_mb(two_hosts(), "san-01", 512), reserve(0)) == []
    assert ask(with_free_mb(two_hosts(), "san-01", 511), reserve(0)) == [
        ("error", "space.no_room_for_swap")
    ]
    full = with_free_mb(two_hosts(), "san-01", 0)
    assert ask(full, reserve(1024)) == []


def test_there_and_back_is_the_same():
    there = (
        ChangeCpus(vm="web-01", vcpus=8),
        ChangeMemory(vm="web-01", memory_mb=1024),
        reserve(1024),
        ReserveCpu(vm="web-01", reservation_mhz=0),
    )
    back = (
        ReserveCpu(vm="web-01", reservation_mhz=200),
        reserve(512),
        ChangeMemory(vm="web-01", memory_mb=MEMORY),
        ChangeCpus(vm="web-01", vcpus=2),
    )

    assert after(*there, *back, site=OFF) == OFF


def test_a_revert_gives_back_memory_and_processors_and_reserves_no_more_than_there_is():
    site = after(
        TakeSnapshot(vm="web-01", name="small"),
        ChangeCpus(vm="web-01", vcpus=4),
        ChangeMemory(vm="web-01", memory_mb=8192),
        reserve(8192),
        RevertToSnapshot(vm="web-01", snapshot="small"),
        site=OFF,
    )

    vm = site.vms["web-01"]
    assert (vm.hardware.vcpus, vm.hardware.memory_mb) == (2, MEMORY)
    assert vm.memory.reservation_mb == MEMORY


def test_a_revert_to_a_running_state_is_admitted_like_a_power_on():
    site = after(TakeSnapshot(vm="web-01", name="ran", memory=True), site=two_hosts())
    site = with_vm(site, "web-01", power=PowerState.OFF)
    site = after(reserve(MEMORY), site=site)
    spare = site.unreserved_mb("esx-01") - (MEMORY - 1)
    site = with_host(site, "esx-01", kept_mb=spare)

    with pytest.raises(Fault) as refused:
        apply(site, RevertToSnapshot(vm="web-01", snapshot="ran"))

    assert refused.value.name == "InsufficientMemoryResourcesFault"
