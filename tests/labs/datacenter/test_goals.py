from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    ConnectNetwork,
    DisconnectNetwork,
    EnterMaintenanceMode,
    Migrate,
    PowerOff,
    PowerOn,
    Resume,
    Suspend,
)
from labs.datacenter.goals import (
    ALL_GOALS,
    History,
    HostEmpty,
    HostInMaintenance,
    NeverDisconnected,
    NeverInterrupted,
    PowerUnchanged,
    RefusalsAtMost,
    StepsAtMost,
    VmLeftDatastore,
    VmLeftHost,
    VmMigratedBy,
    VmOnDatastore,
    VmOnHost,
    VmPower,
    read_goal,
)
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import Kind, PowerState

MOVE = Migrate(vm="web-01", host="esx-02")
NIC = "Network adapter 1"
STORE = Migrate(vm="web-01", datastore="local-01")


def after(*actions):
    return History.of(two_hosts(), actions)


@pytest.mark.parametrize(
    ("goal", "actions", "others"),
    [
        (VmOnHost(vm="web-01", host="esx-02"), (MOVE,), ()),
        (VmLeftHost(vm="web-01", host="esx-01"), (MOVE,), (STORE,)),
        (VmPower(vm="old-01", power=PowerState.ON), (PowerOn(vm="old-01"),), ()),
        (VmOnDatastore(vm="web-01", datastore="local-01"), (STORE,), (MOVE,)),
        (VmLeftDatastore(vm="web-01", datastore="san-01"), (STORE,), (MOVE,)),
        (VmMigratedBy(vm="web-01", kind=Kind.VMO), (MOVE,), (STORE,)),
        (VmMigratedBy(vm="web-01", kind=Kind.SVMO), (STORE,), (MOVE,)),
        (
            HostEmpty(host="esx-01"),
            (MOVE, Migrate(vm="old-01", host="esx-02", datastore="local-02")),
            (MOVE,),
        ),
        (
            HostInMaintenance(host="esx-01"),
            (MOVE, EnterMaintenanceMode(host="esx-01")),
            (EnterMaintenanceMode(host="esx-01"),),
        ),
        (NeverInterrupted(vm="web-01"), (MOVE, STORE), (PowerOff(vm="web-01"),)),
        (
            NeverDisconnected(vm="web-01", nic=NIC),
            (MOVE, DisconnectNetwork(vm="db-01", nic=NIC)),
            (DisconnectNetwork(vm="web-01", nic=NIC), ConnectNetwork(vm="web-01", nic=NIC)),
        ),
        (
            PowerUnchanged(vm="web-01"),
            (MOVE, PowerOn(vm="old-01")),
            (Suspend(vm="web-01"), Resume(vm="web-01")),
        ),
        (RefusalsAtMost(), (MOVE,), (MOVE, MOVE)),
        (RefusalsAtMost(most=1), (MOVE, MOVE), (MOVE, MOVE, MOVE)),
        (StepsAtMost(most=1), (MOVE, MOVE), (MOVE, Suspend(vm="web-01"))),
    ],
)
def test_holds_after_one_history_and_not_after_another(goal, actions, others):
    assert goal.holds(after(*actions))
    assert not goal.holds(after(*others))


def test_an_interruption_is_not_forgotten_once_mended():
    history = after(Suspend(vm="web-01"), Resume(vm="web-01"))

    assert history.site.vms["web-01"].power is PowerState.ON
    assert not NeverInterrupted(vm="web-01").holds(history)
    assert NeverInterrupted(vm="db-01").holds(history)


def test_a_refused_step_stays_in_the_history_and_changes_nothing():
    history = after(MOVE, MOVE, PowerOff(vm="web-01"))

    assert [step.accepted for step in history.steps] == [True, False, True]
    assert history.steps[1].events == ()
    assert history.steps[1].site is history.steps[0].site
    assert len(history.refused) == 1


@pytest.mark.parametrize(
    ("data", "goal"),
    [
        (
            {"goal": "vm.host", "vm": "web-01", "host": "esx-02"},
            VmOnHost(vm="web-01", host="esx-02"),
        ),
        (
            '{"goal": "vm.power", "vm": "web-01", "power": "suspended"}',
            VmPower(vm="web-01", power=PowerState.SUSPENDED),
        ),
        (
            {"goal": "vm.migrated_by", "vm": "web-01", "kind": "XHOST"},
            VmMigratedBy(vm="web-01", kind=Kind.XHOST),
        ),
        ({"goal": "refusals.at_most"}, RefusalsAtMost(most=0)),
        ({"goal": "steps.at_most", "most": 3}, StepsAtMost(most=3)),
        ({"goal": "host.empty", "host": "esx-01"}, HostEmpty(host="esx-01")),
    ],
)
def test_is_read_from_json(data, goal):
    assert read_goal(data, two_hosts()) == (goal, ())


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({}, "/goal"),
        ({"goal": "vm.happy"}, "/goal"),
        ({"goal": []}, "/goal"),
        ({"goal": "vm.host", "vm": "web-01"}, ""),
        ({"goal": "vm.host", "vm": "web-01", "host": "esx-09"}, "/host"),
        ({"goal": "vm.host", "vm": 5, "host": "esx-01"}, "/vm"),
        ({"goal": "steps.at_most", "most": -1}, "/most"),
        ({"goal": "steps.at_most", "most": 1.5}, "/most"),
        ({"goal": "host.empty", "host": "esx-01", "vm": "web-01"}, "/vm"),
        ("{", ""),
        ([], ""),
        (None, ""),
    ],
)
def test_nonsense_gets_a_problem(data, path):
    goal, problems = read_goal(data, two_hosts())

    assert goal is None
    assert [one.path for one in problems] == [path]


def test_says_itself_in_both_languages():
    assert VmOnHost(vm="web-01", host="esx-02").say("zh") == "web-01位于主机esx-02"
    assert NeverInterrupted(vm="web-01").say("en") == "web-01 was never interrupted"
    assert RefusalsAtMost().say("en") == "no rule was broken"
    assert RefusalsAtMost(most=2).say("zh") == "被拒绝的操作不超过2次"
    power = VmPower(vm="a", power=PowerState.ON)
    assert power.say("en") == "a is powered on (poweredOn)"


def test_every_kind_of_goal_has_its_own_code():
    assert len({goal.code for goal in ALL_GOALS}) == len(ALL_GOALS)
