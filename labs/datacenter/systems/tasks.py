"""Tasks: asked for, queued, started as soon as they fit, ended when their time has come."""

from __future__ import annotations

from dataclasses import replace

from labs.datacenter.actions import LongAction
from labs.datacenter.actions.action import Outcome
from labs.datacenter.actions.long import task_event
from labs.datacenter.capacity import obstacles, queued
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.task import LATEST_S, Task
from labs.datacenter.report import fault_of
from labs.datacenter.words import TaskState

RUNNING = TaskState.RUNNING
QUEUED = TaskState.QUEUED


def ask(site: Site, action: LongAction) -> Outcome:
    """The site with the action as its newest task, started if nothing stands in its way."""
    task = Task(
        name=f"task-{site.last_task + 1}",
        action=action,
        state=QUEUED,
        vms=action.machines(site),
        asked_s=site.now_s,
    )
    site, told = settle(replace(site, last_task=site.last_task + 1).put(task))
    if task.name in site.tasks and site.tasks[task.name].is_queued:
        told = (task_event("TaskQueued", site.now_s, task), *told)
    return site, told


def settle(site: Site) -> Outcome:
    """Everything that can end or start now does, until nothing more can."""
    told: list = []
    while site.tasks and (step := _next(site)) is not None:
        site, events = step
        told += events
    return site, tuple(told)


def due(site: Site) -> int | None:
    """When the next running task ends, or gives up waiting."""
    ends = (task.ends_s for task in site.tasks.values() if not task.is_queued)
    return min((one for one in ends if one is not None), default=None)


def fire(site: Site) -> Outcome:
    """The site with every task ended whose time has come, in the order of asking."""
    told: list = []
    for task in sorted(site.tasks.values(), key=lambda one: one.number):
        if task.is_queued or task.ends_s is None or task.ends_s > site.now_s:
            continue
        waits = task.action.waits and not task.action.is_done(site)
        site, events = _failed(site, task, "Timedout") if waits else _ended(site, task)
        told += events
    return site, tuple(told)


def _next(site: Site) -> Outcome | None:
    """One step: a running task that ends before its time, else the first queued that fits."""
    for task in sorted(site.tasks.values(), key=lambda one: one.number):
        if task.is_queued:
            continue
        fault = task.action.breaks_off(site)
        if fault is not None:
            return _failed(site, task, fault)
        if not task.action.waits:
            continue
        if task.action.is_called_off(site):
            return site.drop(task), (task_event("TaskCancelled", site.now_s, task),)
        if task.action.is_done(site):
            return _ended(site, task)
    awaited: set = set()
    for task in queued(site):
        found = obstacles(site, task.action, awaited)
        if not found:
            return _started(site, task)
        awaited |= found
    return None


def _started(site: Site, task: Task) -> Outcome:
    """The rules are asked again: the world may have changed while the task waited."""
    rest = site.drop(task)
    fault = fault_of(rest, task.action)
    if fault is not None:
        return _failed(site, task, fault)
    action = task.action.settled(rest)
    claims, seconds = action.claims(rest), action.seconds(rest)
    ends = min(LATEST_S, site.now_s + seconds) if seconds else None
    running = replace(
        task,
        action=action,
        state=RUNNING,
        started_s=site.now_s,
        ends_s=ends,
        hosts=claims.hosts,
        datastores=claims.datastores,
    )
    after, events = action.effect(rest) if action.acts_at_start else (action.prepared(rest), ())
    return after.put(running), (task_event("TaskStarted", site.now_s, running), *events)


def _ended(site: Site, task: Task) -> Outcome:
    """The effect, if the rules, asked once more, still allow it."""
    rest, events = site.drop(task), ()
    if not task.action.acts_at_start:
        fault = fault_of(rest, task.action)
        if fault is not None:
            return _failed(site, task, fault)
        rest, events = task.action.effect(rest)
    return rest, (*events, task_event("TaskCompleted", site.now_s, task))


def _failed(site: Site, task: Task, fault: str) -> Outcome:
    rest = site.drop(task)
    if not task.is_queued:
        rest = task.action.given_up(rest)
    return rest, (task_event("TaskFailed", site.now_s, task, fault=fault),)
