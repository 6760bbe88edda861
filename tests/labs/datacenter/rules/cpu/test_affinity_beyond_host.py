from __future__ import annotations

import pytest

from labs.datacenter.actions import ClearAffinity, Migrate, PowerOn, SetAffinity
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.edits import with_cpu, with_vm
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.vm import CpuAllocation
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.report import report
from labs.datacenter.rules.cpu.affinity_beyond_host import AffinityBeyondHost
from labs.datacenter.words import PowerState

BEYOND = [("error", "cpu.affinity_beyond_host")]
SITE = with_cpu(two_hosts(), "esx-01", sockets=1, cores=4, threads=2)  # processors 0 to 7


@pytest.mark.parametrize(
    ("cpus", "found"), [((0,), []), ((0, 7), []), ((0, 8), BEYOND), ((8, 9), BEYOND), ((), BEYOND)]
)
def test_refuses_processors_that_are_not_there(ask, cpus, found):
    assert ask(SITE, SetAffinity(vm="web-01", cpus=cpus)) == found


def test_names_those_that_are_not_there(say):
    assert say(SITE, SetAffinity(vm="web-01", cpus=(0, 8, 9))) == [
        "esx-01 has the logical processors 0 to 7; web-01 cannot be bound to: 8, 9"
    ]
    assert say(SITE, SetAffinity(vm="web-01", cpus=())) == [
        "esx-01 has the logical processors 0 to 7; web-01 cannot be bound to: none"
    ]


def test_once_bound_it_cannot_leave_live(ask, a_move):
    bound, events = apply(SITE, SetAffinity(vm="web-01", cpus=(0, 1)))

    assert [event.code for event in events] == ["AffinitySet"]
    assert ask(bound, a_move) == [("error", "cpu.affinity_set")]


def bound(*cpus, power=PowerState.OFF):
    return with_vm(SITE, "web-01", power=power, cpu=CpuAllocation(affinity=cpus))


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_what_is_bound_to_absent_processors_does_not_start(ask, power):
    start = PowerOn(vm="web-01")

    assert ask(bound(0, 7, power=power), start) == []
    assert ask(bound(0, 8, power=power), start) == BEYOND
    assert report(bound(0, 8, power=power), start).fault == "InvalidAffinitySettingFault"
    assert repair(bound(0, 8, power=power), start).actions == (ClearAffinity(vm="web-01"),)


def test_a_move_without_power_takes_the_affinity_along(ask):
    site = with_vm(bound(0, 8), "web-01", host="esx-02")

    assert ask(site, PowerOn(vm="web-01")) == []
    assert ask(site, Migrate(vm="web-01", host="esx-01")) == []


def test_no_running_machine_is_bound_to_processors_that_are_not_there():
    assert impossible(bound(0, 7, power=PowerState.ON)) == ()
    found = impossible(bound(0, 8, power=PowerState.ON))
    assert [one.path for one in found] == ["/vms/web-01/cpu/affinity"]


def test_may_be_cleared_or_the_machine_moved_to_where_all_its_processors_are():
    case = Case(bound(0, 8), PowerOn(vm="web-01"))

    assert list(AffinityBeyondHost().cures(case)) == [
        ClearAffinity(vm="web-01"),
        Migrate(vm="web-01", host="esx-02"),
    ]


def test_is_broken_by_the_first_processor_that_is_not_there():
    bind, start = SetAffinity(vm="web-01", cpus=(3,)), PowerOn(vm="web-01")
    rule = AffinityBeyondHost()

    assert rule.breaks(SITE, bind) == (SITE, SetAffinity(vm="web-01", cpus=(0, 8)))
    assert rule.breaks(bound(), start)[0].vms["web-01"].cpu.affinity == (0, 8)
