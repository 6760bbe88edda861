from __future__ import annotations

from labs.datacenter.actions import CancelTask, Migrate, PowerOn
from labs.datacenter.edits import with_task, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import IMPOSSIBLE, repair
from labs.datacenter.rules.task.not_cancelable import NotCancelable
from labs.datacenter.words import PowerState

CANCEL = CancelTask(task="task-1")


def test_refuses_to_cancel_what_has_had_its_effect(ask, say):
    site = with_task(two_hosts(), PowerOn(vm="web-01"))

    assert ask(site, CANCEL) == [("error", "task.not_cancelable")]
    assert say(site, CANCEL) == ["task-1 cannot be cancelled: Power on"]
    assert repair(site, CANCEL).status == IMPOSSIBLE


def test_is_silent_about_a_migration(ask):
    assert ask(with_task(two_hosts(), Migrate(vm="web-01", host="esx-02")), CANCEL) == []


def test_is_silent_about_a_task_that_does_not_exist(ask):
    assert ask(two_hosts(), CANCEL) == [("error", "request.unknown_object")]


def test_is_broken_by_a_start_that_has_happened():
    site, action = NotCancelable().breaks(two_hosts(), CANCEL)

    assert site.tasks[action.task].action == PowerOn(vm="db-01")


def test_is_not_broken_where_no_machine_runs():
    site = with_vm(two_hosts(), "web-01", power=PowerState.OFF)

    assert NotCancelable().breaks(with_vm(site, "db-01", power=PowerState.OFF), CANCEL) is None
