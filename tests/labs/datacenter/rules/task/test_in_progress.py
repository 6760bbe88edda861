from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import (
    Advance,
    CancelTask,
    Migrate,
    PowerOff,
    PowerOn,
    TakeSnapshot,
    WriteToDisk,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_task, with_vm
from labs.datacenter.inventory.task import Task
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.task.in_progress import InProgress, ways_out
from labs.datacenter.words import PowerState, TaskState

ERRORS = [("error", "task.in_progress")]
MOVE = Migrate(vm="web-01", host="esx-02")


def busy(power=PowerState.ON, **changes):
    return with_task(with_vm(two_hosts(), "web-01", power=power, **changes), MOVE)


def test_names_the_task_and_what_it_does(say):
    assert say(busy(), PowerOff(vm="web-01")) == [
        "web-01 is the subject of task-1 already (Migrate, running)"
    ]


@pytest.mark.parametrize("power", PowerState)
def test_refuses_any_migration_of_a_machine_that_migrates(ask, power):
    site = busy(power)

    assert ask(site, Migrate(vm="web-01", host="esx-02")) == ERRORS
    assert ask(site, Migrate(vm="web-01", datastore="local-01")) == ERRORS


@pytest.mark.parametrize(
    "action", [PowerOff(vm="web-01"), TakeSnapshot(vm="web-01", name="a")], ids=repr
)
def test_refuses_other_work_on_it(ask, action):
    assert ask(busy(), action) == ERRORS


def test_is_silent_about_another_machine_and_about_what_the_guest_does(ask):
    assert ask(busy(), PowerOff(vm="db-01")) == []
    assert ask(busy(), WriteToDisk(vm="web-01", disk="Hard disk 1", size_mb=1)) == []


def test_leaves_a_machine_that_only_starts_to_the_rule_on_that(ask, a_move):
    site = with_task(two_hosts(), PowerOn(vm="web-01"))

    assert ask(site, a_move) == [("error", "task.not_ready")]
    assert ask(site, PowerOff(vm="web-01")) == ERRORS


def test_is_silent_from_the_second_on_in_which_the_task_ends(ask):
    site = with_task(two_hosts(), PowerOn(vm="web-01"), seconds=10)
    before, _ = apply(site, Advance(seconds=9))
    after, _ = apply(site, Advance(seconds=10))

    assert ask(before, PowerOff(vm="web-01")) == ERRORS
    assert ask(after, PowerOff(vm="web-01")) == []


def test_is_repaired_by_waiting():
    site = with_task(two_hosts(), Migrate(vm="web-01", host="esx-02"), seconds=45)

    assert repair(site, PowerOff(vm="web-01")).actions == (Advance(seconds=45),)


def test_is_repaired_by_cancelling_where_waiting_does_not_help():
    found = repair(busy(), MOVE)

    assert found.actions == (CancelTask(task="task-1"),)


def test_a_queued_task_waits_for_the_first_that_ends():
    """Of those that run; one that is to be asked about may have no end of its own."""
    now = apply(with_task(two_hosts(), MOVE, seconds=45), Advance(seconds=5))[0]
    queued = Task(
        name="task-2", action=PowerOff(vm="db-01"), state=TaskState.QUEUED, vms=("db-01",)
    )
    endless = replace(now.tasks["task-1"], name="task-3", ends_s=None)
    only_endless = replace(endless, name="task-1")

    cancel = CancelTask(task="task-2")
    assert list(ways_out(now.put(queued).put(endless), queued)) == [Advance(seconds=40), cancel]
    assert list(ways_out(now.put(queued).put(only_endless), queued)) == [cancel]
    later = replace(queued, ends_s=50)  # nor does the end of what has not begun count
    assert list(ways_out(now.put(only_endless).put(later), queued)) == [cancel]


def test_is_broken_by_a_move_to_a_third_host():
    """Neither where the machine is nor where the request takes it."""
    site, _ = InProgress().breaks(two_hosts(), PowerOff(vm="web-01"))

    assert site.tasks["task-1"].action == MOVE
    assert InProgress().breaks(two_hosts(), MOVE) is None
