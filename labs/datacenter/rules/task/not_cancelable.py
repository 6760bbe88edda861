from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import CancelTask, PowerOn
from labs.datacenter.case import Case
from labs.datacenter.edits import with_task
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import PowerState


class NotCancelable(Rule):
    """The task had its effect when it began, or cannot be stopped halfway: it is waited for."""

    code = "task.not_cancelable"
    fault = "NotSupported"
    objective = "4.02"
    source = api("Task.CancelTask and NotSupported", mark="E")
    asks = Asks(CancelTask=ERROR)
    says = Text(zh="做的是“{what}”，不能取消", en="cannot be cancelled: {what}")
    hint = Text(zh="等任务完成。", en="Wait until the task is done.")
    incurable = Text(
        zh="这个任务只能等它完成，之后就没有可取消的了。",
        en="The task can only be waited for, and then there is nothing left to cancel.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        task = case.site.tasks[case.action.task]
        if task.is_queued or task.action.is_cancelable:
            return ()
        return [self.finding(case, Ref("task", task.name), what=task.action.label)]

    def breaks(self, site: Site, action: CancelTask) -> tuple[Site, CancelTask] | None:
        free = (name for name, vm in site.vms.items() if vm.power is PowerState.ON)
        vm = next((name for name in free if not site.tasks_on("vm", name)), None)
        if vm is None:
            return None
        after = with_task(site, PowerOn(vm=vm))
        return after, CancelTask(task=f"task-{after.last_task}")
