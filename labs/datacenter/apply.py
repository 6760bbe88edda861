"""Act or refuse, and replay a history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from labs.datacenter import clock
from labs.datacenter.actions import Action, Advance
from labs.datacenter.capacity import becomes_task
from labs.datacenter.events import Event
from labs.datacenter.faults import Fault
from labs.datacenter.inventory.site import Site
from labs.datacenter.report import Report, report
from labs.datacenter.systems import tasks


def apply(site: Site, action: Action) -> tuple[Site, tuple[Event, ...]]:
    """The site after the action, and what happened; raises Fault with the report if refused."""
    told = report(site, action)
    if not told.is_allowed:
        raise Fault(told.fault, told)
    return carried_out(site, action)


def carried_out(site: Site, action: Action) -> tuple[Site, tuple[Event, ...]]:
    """What an action that no rule refuses leads to: its effect, a task, or the passing of time.

    What it makes room for in the queue starts at once.
    """
    if isinstance(action, Advance):
        return clock.advance(site, action.total_s)
    if becomes_task(site, action):
        return tasks.ask(site, action)
    after, events = action.effect(site)
    after, more = tasks.settle(after)
    return after, (*events, *more)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line of a history: the request, what the rules said, what happened, the site after it."""

    action: Action
    report: Report
    events: tuple[Event, ...]
    site: Site

    @property
    def accepted(self) -> bool:
        return self.report.is_allowed


def replay(site: Site, actions: Iterable[Action]) -> tuple[Step, ...]:
    """Every action in turn. A refused one stays in the history and changes nothing."""
    steps: list[Step] = []
    for action in actions:
        told = report(site, action)
        events: tuple[Event, ...] = ()
        if told.is_allowed:
            site, events = carried_out(site, action)
        steps.append(Step(action=action, report=told, events=events, site=site))
    return tuple(steps)
