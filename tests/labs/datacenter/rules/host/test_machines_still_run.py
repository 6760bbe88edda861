from __future__ import annotations

import pytest

from labs.datacenter.actions import EnterMaintenanceMode, Migrate, PowerOff
from labs.datacenter.case import Case
from labs.datacenter.edits import with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.host.machines_still_run import MachinesStillRun
from labs.datacenter.words import PowerState

ENTER = EnterMaintenanceMode(host="esx-01")


def test_refuses_while_a_machine_runs(say):
    assert say(two_hosts(), ENTER) == [
        "esx-01 still runs machines (1): web-01; "
        "the task waits for them to leave until it times out"
    ]


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_silent_about_machines_that_do_not_run(ask, power):
    assert ask(with_vm(two_hosts(), "web-01", power=power), ENTER) == []


def test_the_first_machine_may_leave_or_stop():
    assert list(MachinesStillRun().cures(Case(two_hosts(), ENTER))) == [
        Migrate(vm="web-01", host="esx-02"),
        PowerOff(vm="web-01"),
    ]


def test_is_not_broken_on_a_host_without_machines():
    empty = two_hosts().drop(two_hosts().vms["db-01"])

    assert MachinesStillRun().breaks(empty, EnterMaintenanceMode(host="esx-02")) is None
