"""What no task may be, and how late it can be."""

from __future__ import annotations

from collections.abc import Iterator

from labs.datacenter.inventory.problem import Problem, pointer, problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.task import LATEST_S, Task


def clock(site: Site) -> Iterator[Problem]:
    if site.now_s > LATEST_S:
        yield problem(
            "/now_s", "不能晚于{latest}", "cannot be later than {latest}", latest=LATEST_S
        )


def task_name(site: Site, task: Task) -> Iterator[Problem]:
    if task.name != f"task-{task.number}" or not 1 <= task.number <= site.last_task:
        yield problem(
            pointer("tasks", task.name),
            "任务的名称应为“task-”加序号，序号从1到last_task（{last}）",
            'needs a name of "task-" and a number from 1 to last_task, which is {last}',
            last=site.last_task,
        )


def task_times(site: Site, task: Task) -> Iterator[Problem]:
    path = pointer("tasks", task.name)
    if not task.action.is_long:
        yield problem(
            f"{path}/action", "这个操作立即完成，不会成为任务", "is done at once and never a task"
        )
    if task.asked_s > site.now_s:
        yield problem(
            f"{path}/asked_s", "晚于站点的当前时间", "lies after the present time of the site"
        )
    if task.is_queued:
        if task.started_s or task.ends_s is not None or task.hosts or task.datastores:
            yield problem(
                path,
                "排队的任务还没有开始，不占用任何东西",
                "is queued: it has not begun and claims nothing",
            )
        return
    if not task.asked_s <= task.started_s <= site.now_s:
        yield problem(
            f"{path}/started_s",
            "应在提出任务之后、当前时间之前",
            "must lie between the asking and the present time",
        )
    if task.ends_s is None and not task.action.waits:
        yield problem(path, "缺少键“ends_s”", 'needs the key "ends_s"')
    if task.ends_s is not None and task.ends_s <= site.now_s:
        yield problem(
            f"{path}/ends_s", "应晚于站点的当前时间", "must lie after the present time of the site"
        )


def task_machines(site: Site, task: Task) -> Iterator[Problem]:
    for name in task.vms:
        if len(site.tasks_on("vm", name)) > 1:
            yield problem(
                pointer("tasks", task.name, "vms"),
                "{vm}上已有另一个任务",
                'names "{vm}", on which another task works',
                vm=name,
            )


OF_TASK = (task_name, task_times, task_machines)
