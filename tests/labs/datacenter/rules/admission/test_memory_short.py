from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate, PowerOff, PowerOn, ReserveMemory, Resume
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host, with_vm
from labs.datacenter.inventory.vm import MemoryAllocation
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.admission.memory_short import MemoryShort
from labs.datacenter.words import PowerState

REFUSED = [("error", "admission.memory_short")]


def a_site(*, host, free, power=PowerState.ON):
    site = with_vm(
        two_hosts(),
        "web-01",
        power=power,
        memory=MemoryAllocation(reservation_mb=400, overhead_mb=112),
    )
    kept = site.unreserved_mb(host) - free
    return with_host(site, host, kept_mb=kept)


def test_says_both_numbers(say, a_move):
    assert say(a_site(host="esx-02", free=511), a_move) == [
        "esx-02 has 511 MB of memory unreserved, but web-01 needs 512 MB"
    ]


def test_is_silent_about_an_exact_fit(ask, a_move):
    assert ask(a_site(host="esx-02", free=512), a_move) == []


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_a_warning_for_machines_that_do_not_run(ask, a_move, power):
    site = a_site(host="esx-02", free=511, power=power)

    assert ask(site, a_move) == [("warning", "admission.memory_short")]


def test_refuses_to_power_on_and_to_resume(ask):
    off = a_site(host="esx-01", free=511, power=PowerState.OFF)
    suspended = a_site(host="esx-01", free=511, power=PowerState.SUSPENDED)

    assert ask(off, PowerOn(vm="web-01")) == REFUSED
    assert ask(suspended, Resume(vm="web-01")) == REFUSED
    assert ask(a_site(host="esx-01", free=512, power=PowerState.OFF), PowerOn(vm="web-01")) == []


def cures(site, request):
    return list(MemoryShort().cures(Case(site, request)))


def test_a_migration_waits_for_others_to_leave_or_to_stop(a_move):
    site = with_vm(
        a_site(host="esx-02", free=511), "db-01", memory=MemoryAllocation(reservation_mb=1)
    )

    assert cures(site, a_move) == [Migrate(vm="db-01", host="esx-01"), PowerOff(vm="db-01")]


def test_those_to_whom_nothing_is_promised_need_not_leave(a_move):
    site = with_vm(a_site(host="esx-02", free=511), "db-01", memory=MemoryAllocation())

    assert cures(site, a_move) == []


def test_what_is_to_start_may_also_go_elsewhere_itself_or_be_promised_less():
    site = a_site(host="esx-01", free=511, power=PowerState.OFF)

    assert cures(site, PowerOn(vm="web-01")) == [
        Migrate(vm="web-01", host="esx-02"),
        ReserveMemory(vm="web-01", reservation_mb=399),
    ]


def test_nobody_is_promised_less_than_nothing():
    site = a_site(host="esx-01", free=111, power=PowerState.OFF)

    assert cures(site, PowerOn(vm="web-01")) == [Migrate(vm="web-01", host="esx-02")]


def test_what_is_promised_may_shrink_to_nothing():
    site = a_site(host="esx-01", free=112, power=PowerState.OFF)

    assert cures(site, PowerOn(vm="web-01"))[1:] == [ReserveMemory(vm="web-01", reservation_mb=0)]


@pytest.mark.parametrize("spare", [0, 1])
def test_is_broken_by_one_unit_too_few(a_move, ask, spare):
    """In a host with room to the unit, and with one to spare."""
    site = a_site(host="esx-02", free=511 + spare)

    site, request = MemoryShort().breaks(site, a_move)

    assert ask(site, request) == REFUSED
    assert f" {511} M" in MemoryShort().check(Case(site, request))[0].say("en")


def test_is_not_broken_where_there_is_too_little_already(a_move):
    assert MemoryShort().breaks(a_site(host="esx-02", free=511 - 1), a_move) is None


@pytest.mark.parametrize("promised", [1, 0])
def test_is_broken_for_whom_anything_is_promised(a_move, ask, promised):
    allocated = MemoryAllocation(reservation_mb=promised)
    site = with_vm(a_site(host="esx-02", free=0), "web-01", memory=allocated)

    broken = MemoryShort().breaks(site, a_move)

    assert (ask(*broken) == REFUSED) if promised else broken is None
