from __future__ import annotations

import pytest

from labs.datacenter.actions import PowerOn, Resume
from labs.datacenter.edits import with_host, with_vm
from labs.datacenter.inventory.vm import CpuAllocation
from labs.datacenter.presets import two_hosts
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
