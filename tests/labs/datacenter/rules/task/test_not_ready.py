from __future__ import annotations

import pytest

from labs.datacenter.actions import Advance, Migrate, PowerOn, Resume
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.edits import with_task, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.task.not_ready import NotReady
from labs.datacenter.words import PowerState

ERRORS = [("error", "task.not_ready")]
LIVE = [
    Migrate(vm="web-01", host="esx-02"),
    Migrate(vm="web-01", datastore="local-01"),
    Migrate(vm="web-01", host="esx-02", datastore="local-02"),
]


def starting(action=PowerOn):
    return with_task(two_hosts(), action(vm="web-01"), seconds=10)


def test_names_what_is_being_done_and_how_long_it_takes(say, a_move):
    assert say(starting(), a_move) == [
        "web-01 is still being started (Power on) for 10 s and not ready for a live migration"
    ]


@pytest.mark.parametrize("start", [PowerOn, Resume])
@pytest.mark.parametrize("move", LIVE, ids=["VMO", "SVMO", "XHOST"])
def test_refuses_every_live_migration(ask, start, move):
    assert ask(starting(start), move) == ERRORS


def test_is_silent_once_the_machine_has_started(ask, a_move):
    site, _ = apply(starting(), Advance(seconds=9))
    assert ask(site, a_move) == ERRORS

    site, _ = apply(site, Advance(seconds=1))
    assert ask(site, a_move) == []


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_silent_about_a_machine_that_does_not_run(ask, a_move, power):
    site = with_vm(starting(), "web-01", power=power)

    assert ask(site, a_move) == [("error", "task.in_progress")]


def test_is_repaired_by_waiting(a_move):
    assert repair(starting(), a_move).actions == (Advance(seconds=10),)


def test_counts_and_waits_from_now_on(say, a_move):
    site, _ = apply(starting(), Advance(seconds=4))

    assert say(site, a_move) == [
        "web-01 is still being started (Power on) for 6 s and not ready for a live migration"
    ]
    assert list(NotReady().cures(Case(site, a_move))) == [Advance(seconds=6)]
