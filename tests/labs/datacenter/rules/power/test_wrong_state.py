from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate, PowerOff, PowerOn, Resume, Suspend
from labs.datacenter.case import Case
from labs.datacenter.edits import with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.power.wrong_state import WrongState
from labs.datacenter.words import PowerState, Verb

ON, OFF, SUSPENDED = PowerState.ON, PowerState.OFF, PowerState.SUSPENDED


def in_state(power):
    return with_vm(two_hosts(), "web-01", power=power)


@pytest.mark.parametrize(
    ("action", "allowed"),
    [
        (PowerOn, {OFF, SUSPENDED}),
        (PowerOff, {ON}),
        (Suspend, {ON}),
        (Resume, {SUSPENDED}),
    ],
)
def test_a_power_action_is_refused_in_every_other_state(ask, action, allowed):
    for power in PowerState:
        expected = [] if power in allowed else [("error", "power.wrong_state")]
        assert ask(in_state(power), action(vm="web-01")) == expected


@pytest.mark.parametrize(
    ("verb", "needed", "target"),
    [
        (Verb.COLD, OFF, {"host": "esx-02"}),
        (Verb.SUSPENDED, SUSPENDED, {"host": "esx-02"}),
        (Verb.VMOTION, ON, {"host": "esx-02"}),
        (Verb.STORAGE_VMOTION, ON, {"datastore": "local-01"}),
        (Verb.CROSS_HOST, ON, {"host": "esx-02", "datastore": "local-02"}),
    ],
)
def test_a_named_migration_needs_its_power_state(ask, verb, needed, target):
    action = Migrate(vm="web-01", verb=verb, **target)

    for power in PowerState:
        expected = [] if power is needed else [("error", "power.wrong_state")]
        assert ask(in_state(power), action) == expected


def test_says_both_states(say, a_move):
    action = Migrate(vm="web-01", host="esx-02", verb=Verb.COLD)

    assert say(two_hosts(), action) == [
        "web-01 is powered on (poweredOn), but the action needs it powered off (poweredOff)"
    ]


def test_without_a_verb_the_power_state_decides_the_type(ask, a_move):
    for power in PowerState:
        assert ask(in_state(power), a_move) == []


@pytest.mark.parametrize(
    ("power", "request_of", "cure"),
    [
        (ON, PowerOn, PowerOff),
        (OFF, PowerOff, PowerOn),
        (SUSPENDED, Suspend, Resume),
        (ON, Resume, Suspend),
    ],
)
def test_the_cure_leads_to_the_state_that_is_needed(power, request_of, cure):
    site = in_state(power)
    case = Case(site, request_of(vm="web-01"))

    assert list(WrongState().cures(case)) == [cure(vm="web-01")]


def test_is_broken_by_a_machine_that_sees_no_processor():
    site = with_vm(two_hosts(), "web-01", cpu_generation="intel-haswell")

    assert WrongState().breaks(site, PowerOff(vm="web-01"))[0] == in_state(OFF)
