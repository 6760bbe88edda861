from __future__ import annotations

import pytest

from labs.datacenter.actions import ChangeCpus, Migrate, PowerOn
from labs.datacenter.case import Case
from labs.datacenter.edits import with_cpu, with_hardware, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import ANY, GENTLE, repair
from labs.datacenter.report import report
from labs.datacenter.rules.cpu.too_few_logical import TooFewLogical
from labs.datacenter.words import PowerState


def a_site(vcpus, **cpu):
    site = with_hardware(two_hosts(), "web-01", vcpus=vcpus)
    return with_cpu(site, "esx-02", **cpu)


@pytest.mark.parametrize(("threads", "fault"), [(2, "NotEnoughLogicalCpus"), (1, "NotEnoughCpus")])
def test_counts_threads_and_names_the_fault(a_move, threads, fault):
    limit = 2 * 4 * threads

    assert report(a_site(limit, cores=4, threads=threads), a_move).is_allowed
    assert report(a_site(limit + 1, cores=4, threads=threads), a_move).fault == fault


def test_power_on_is_judged_on_the_own_host(ask):
    refused = [("error", "cpu.too_few_logical")]

    assert ask(with_hardware(two_hosts(), "old-01", vcpus=32), PowerOn(vm="old-01")) == []
    assert ask(with_hardware(two_hosts(), "old-01", vcpus=33), PowerOn(vm="old-01")) == refused


def test_a_machine_that_is_off_is_started_on_a_larger_host():
    site = with_vm(a_site(33, sockets=4), "web-01", power=PowerState.OFF)

    found = repair(site, PowerOn(vm="web-01"))

    assert found.actions == (Migrate(vm="web-01", host="esx-02"),)
    assert found.tier == GENTLE


def test_fewer_processors_repair_it_where_no_host_is_large_enough():
    site = with_vm(a_site(33), "web-01", power=PowerState.OFF)

    found = repair(site, PowerOn(vm="web-01"))

    assert found.tier == ANY
    assert found.actions == (ChangeCpus(vm="web-01", vcpus=32),)


def test_names_both_numbers(say, a_move):
    assert say(*TooFewLogical().breaks(two_hosts(), a_move)) == [
        "esx-02 has 32 logical CPUs, but web-01 has 33 vCPUs"
    ]


def test_a_host_with_just_as_many_is_large_enough():
    site = with_vm(a_site(33, sockets=1, cores=33, threads=1), "web-01", power=PowerState.OFF)

    assert list(TooFewLogical().cures(Case(site, PowerOn(vm="web-01")))) == [
        ChangeCpus(vm="web-01", vcpus=32),
        Migrate(vm="web-01", host="esx-02"),
    ]
