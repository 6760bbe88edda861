from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Advance, Migrate, PowerOn, Resume
from labs.datacenter.aspects import TASKS
from labs.datacenter.case import Case
from labs.datacenter.edits import with_task
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.task import Task
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Quantity, Ref, Text

LIVE = ("VMO", "SVMO", "XHOST")
STARTING = (PowerOn, Resume)


def is_starting(case: Case, task: Task) -> bool:
    """Whether a live migration meets a machine that is only being powered on or resumed."""
    return case.kind in LIVE and not task.is_queued and isinstance(task.action, STARTING)


class NotReady(Rule):
    """The machine is still being powered on or resumed."""

    code = "task.not_ready"
    fault = "MigrationNotReady"
    objective = "6.02"
    source = api("MigrationNotReady")
    aspects = TASKS
    asks = Asks(**dict.fromkeys(LIVE, ERROR))
    says = Text(
        zh="还在启动（{what}），还要{left}，此前不能在线迁移",
        en="is still being started ({what}) for {left} and not ready for a live migration",
    )
    hint = Text(zh="等虚拟机启动完毕。", en="Wait until the machine has started.")

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.site.tasks:
            return ()
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                what=task.action.label,
                left=Quantity(task.ends_s - case.site.now_s, "s"),
            )
            for task in case.site.tasks_on("vm", case.vm.name)
            if is_starting(case, task)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for task in case.site.tasks_on("vm", case.vm.name):
            yield Advance(seconds=task.ends_s - case.site.now_s)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate]:
        return with_task(site, PowerOn(vm=action.vm)), action
