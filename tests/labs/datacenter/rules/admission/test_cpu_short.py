from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate, PowerOff, PowerOn, Resume
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host, with_vm
from labs.datacenter.inventory.vm import CpuAllocation
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.admission.cpu_short import CpuShort
from labs.datacenter.words import PowerState

REFUSED = [("error", "admission.cpu_short")]


def a_site(*, host, free, power=PowerState.ON):
    site = with_vm(two_hosts(), "web-01", power=power, cpu=CpuAllocation(reservation_mhz=200))
    kept = site.unreserved_mhz(host) - free
    return with_host(site, host, kept_mhz=kept)


def test_says_both_numbers(say, a_move):
    assert say(a_site(host="esx-02", free=199), a_move) == [
        "esx-02 has 199 MHz of CPU unreserved, but web-01 needs 200 MHz"
    ]


def test_is_silent_about_an_exact_fit(ask, a_move):
    assert ask(a_site(host="esx-02", free=200), a_move) == []


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_a_warning_for_machines_that_do_not_run(ask, a_move, power):
    site = a_site(host="esx-02", free=199, power=power)

    assert ask(site, a_move) == [("warning", "admission.cpu_short")]


def test_refuses_to_power_on_and_to_resume(ask):
    off = a_site(host="esx-01", free=199, power=PowerState.OFF)
    suspended = a_site(host="esx-01", free=199, power=PowerState.SUSPENDED)

    assert ask(off, PowerOn(vm="web-01")) == REFUSED
    assert ask(suspended, Resume(vm="web-01")) == REFUSED
    assert ask(a_site(host="esx-01", free=200, power=PowerState.OFF), PowerOn(vm="web-01")) == []


def cures(site, request):
    return list(CpuShort().cures(Case(site, request)))


def test_a_migration_waits_for_others_to_leave_or_to_stop(a_move):
    site = with_vm(a_site(host="esx-02", free=199), "db-01", cpu=CpuAllocation(reservation_mhz=1))

    assert cures(site, a_move) == [Migrate(vm="db-01", host="esx-01"), PowerOff(vm="db-01")]


def test_those_to_whom_nothing_is_promised_need_not_leave(a_move):
    site = with_vm(a_site(host="esx-02", free=199), "db-01", cpu=CpuAllocation())

    assert cures(site, a_move) == []


def test_what_is_to_start_may_also_go_elsewhere_itself():
    site = a_site(host="esx-01", free=199, power=PowerState.OFF)

    assert cures(site, PowerOn(vm="web-01")) == [Migrate(vm="web-01", host="esx-02")]


@pytest.mark.parametrize("spare", [0, 1])
def test_is_broken_by_one_unit_too_few(a_move, ask, spare):
    """In a host with room to the unit, and with one to spare."""
    site = a_site(host="esx-02", free=199 + spare)

    site, request = CpuShort().breaks(site, a_move)

    assert ask(site, request) == REFUSED
    assert f" {199} M" in CpuShort().check(Case(site, request))[0].say("en")


def test_is_not_broken_where_there_is_too_little_already(a_move):
    assert CpuShort().breaks(a_site(host="esx-02", free=199 - 1), a_move) is None


@pytest.mark.parametrize("promised", [1, 0])
def test_is_broken_for_whom_anything_is_promised(a_move, ask, promised):
    allocated = CpuAllocation(reservation_mhz=promised)
    site = with_vm(a_site(host="esx-02", free=0), "web-01", cpu=allocated)

    broken = CpuShort().breaks(site, a_move)

    assert (ask(*broken) == REFUSED) if promised else broken is None
