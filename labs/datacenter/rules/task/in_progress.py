from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Advance, CancelTask, Migrate
from labs.datacenter.aspects import TASKS
from labs.datacenter.case import Case
from labs.datacenter.edits import with_task
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.task import Task
from labs.datacenter.rule import ERROR, VM_KINDS, Asks, Finding, Rule, api
from labs.datacenter.rules.task.not_ready import is_starting
from labs.datacenter.text import Ref, Text

# what befalls a machine, whatever vCenter Server does; and one that is in no inventory
_NO_TASKS = (
    *("WriteToDisk", "CorruptDisk", "FailGuest", "RepairGuest", "ExtendPartition"),
    *("LockFiles", "ReleaseFiles"),
    "RegisterVM",
)


class InProgress(Rule):
    """Another task works on the machine, or waits in the queue to do so.

    Silent for live migrations of a machine that is only starting: another rule says that.
    """

    code = "task.in_progress"
    fault = "TaskInProgress"
    objective = "4.02"
    source = api("TaskInProgress")
    aspects = TASKS
    asks = Asks(**{kind: ERROR for kind in VM_KINDS if kind not in _NO_TASKS})
    says = Text(
        zh="上已有任务：{task}（{what}，{state}）",
        en="is the subject of {task} already ({what}, {state})",
    )
    hint = Text(zh="等任务完成，或取消它。", en="Wait until the task is done, or cancel it.")

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.site.tasks:
            return ()
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                task=Ref("task", task.name),
                what=task.action.label,
                state=task.state,
            )
            for task in case.site.tasks_on("vm", case.vm.name)
            if not is_starting(case, task)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for task in case.site.tasks_on("vm", case.vm.name):
            yield from ways_out(case.site, task)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        vm = site.vms[action.vm]
        wanted = (vm.host, getattr(action, "host", None))
        host = next((name for name in site.hosts if name not in wanted), None)
        if host is None:
            return None
        return with_task(site, Migrate(vm=vm.name, host=host)), action


def ways_out(site: Site, task: Task) -> Iterator[Action]:
    """Waiting for the task, or for the first that makes room for it; calling it off."""
    running = (one.ends_s for one in site.tasks.values() if not one.is_queued)
    until = task.ends_s or min((one for one in running if one is not None), default=None)
    if until is not None:
        yield Advance(seconds=until - site.now_s)
    if task.is_queued or task.action.is_cancelable:
        yield CancelTask(task=task.name)
