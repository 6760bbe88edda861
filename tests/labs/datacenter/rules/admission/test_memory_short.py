from __future__ import annotations

import pytest

from labs.datacenter.actions import PowerOn, Resume
from labs.datacenter.edits import with_host, with_vm
from labs.datacenter.inventory.vm import MemoryAllocation
from labs.datacenter.presets import two_hosts
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
