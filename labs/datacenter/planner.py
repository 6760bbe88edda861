"""The shortest plan from a site to goals: A* over sites, branching only on what helps.

A goal that does not hold yet suggests actions that would meet it; where one is refused, what cures
the refusal is tried first. Cost is counted in actions, in interruptions of running machines, or in
data moved, the other two breaking ties.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from heapq import heappop, heappush
from itertools import count

from labs.datacenter import clock
from labs.datacenter import goals as goal
from labs.datacenter.actions import (
    ACTIONS,
    Action,
    Advance,
    Migrate,
    Suspend,
)
from labs.datacenter.apply import Step, carried_out
from labs.datacenter.events import INTERRUPTING, Event
from labs.datacenter.goals import Goal, History
from labs.datacenter.inventory.site import Site
from labs.datacenter.means import MEANS, aimed, names_all_of, take_back
from labs.datacenter.means_of_resilience import links_needed
from labs.datacenter.repair import FOUND, IMPOSSIBLE, NOT_FOUND, Budget, helping
from labs.datacenter.report import is_refused
from labs.datacenter.rule import NEW_MACHINES
from labs.datacenter.text import Ref
from labs.datacenter.words import PowerState

MOST_NODES = 2000
STEPS_A_REQUEST = 20  # steps of a history that are remembered in the time a request is judged in
MOST_WAITS = 8  # ends of tasks that a plan may wait for in one piece

ON = PowerState.ON
OFF = PowerState.OFF


class By(StrEnum):
    """What a plan saves first."""

    ACTIONS = "actions"
    DOWNTIME = "downtime"
    DATA = "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """`interruptions`: how often a running machine was stopped; `copied_mb`: data moved."""

    actions: int = 0
    interruptions: int = 0
    copied_mb: int = 0

    def plus(self, other: Cost) -> Cost:
        return Cost(
            actions=self.actions + other.actions,
            interruptions=self.interruptions + other.interruptions,
            copied_mb=self.copied_mb + other.copied_mb,
        )

    def ordered(self, by: By) -> tuple[int, int, int]:
        if by is By.ACTIONS:
            return self.actions, self.interruptions, self.copied_mb
        if by is By.DOWNTIME:
            return self.interruptions, self.actions, self.copied_mb
        return self.copied_mb, self.actions, self.interruptions


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`status`: found; impossible, if every way that helps was followed to its end; or not_found,
    if a bound came first. `nodes`: sites that were looked at; `asked`: the work that took, in
    requests judged."""

    status: str
    actions: tuple[Action, ...] = ()
    cost: Cost = Cost()
    nodes: int = 0
    asked: int = 0


@dataclass(frozen=True, slots=True)
class _Move:
    """A step of a history, without its report."""

    action: Action
    events: tuple[Event, ...]
    site: Site
    accepted: bool = True


def plan(
    site: Site,
    goals: Sequence[Goal],
    *,
    by: By = By.ACTIONS,
    allowed: Collection[str] | None = None,
    most_nodes: int = MOST_NODES,
    most_asked: int | None = None,
    after: Sequence[Step] = (),
) -> Plan:
    """The cheapest list of legal actions after which every goal holds.

    `allowed` names the kinds of action to choose from. `most_asked` bounds the work, which grows
    with the site and not only with the nodes: requests judged, whether they lead on or not.
    `after`: what was done from the site already; the plan goes on from there, and what remembers
    or lasts counts it.
    """
    budget = Budget(most_asked)
    found = _Search(site, tuple(goals), by, allowed, most_nodes, budget, tuple(after)).run()
    return replace(found, asked=budget.spent)


class _Search:
    def __init__(
        self,
        site: Site,
        goals: tuple[Goal, ...],
        by: By,
        allowed: Collection[str] | None,
        most_nodes: int,
        budget: Budget,
        after: tuple[Step, ...] = (),
    ) -> None:
        self.start = site
        self.goals = goals
        self.by = by
        self.allowed = allowed
        kinds = ACTIONS if allowed is None else sorted(allowed)
        self.kinds = tuple(ACTIONS[name] for name in kinds if name != "Migrate")
        self.altering = tuple(one for one in self.kinds if one.__name__ not in NEW_MACHINES)
        self.making = tuple(one for one in self.kinds if one.newcomer is not Action.newcomer)
        self.most_nodes = most_nodes
        self.budget = budget
        self.after = after
        self.lasting = tuple(one for one in goals if one.lasts)
        self.remembering = tuple(one for one in goals if one.remembers)
        self.nodes = 0

    def run(self) -> Plan:
        queue: list = []
        order = count()
        best: dict[object, tuple] = {}
        self._push(queue, order, best, Cost(), self.after)
        while queue:
            _, _, _, cost, moves, history = heappop(queue)
            if best[self._state(history)] < cost.ordered(self.by):
                continue
            unmet = [one for one in self.goals if not one.is_met(history)]
            if not unmet:
                actions = tuple(move.action for move in moves[len(self.after) :])
                return Plan(status=FOUND, actions=actions, cost=cost, nodes=self.nodes)
            if self.nodes >= self.most_nodes or self.budget.is_spent:
                return Plan(status=NOT_FOUND, nodes=self.nodes)
            self.nodes += 1
            for action in self._steps(history.site, unmet):
                after, events = carried_out(history.site, action)
                more = cost.plus(cost_of(history.site, action, events))
                move = _Move(action, events, after)
                self._push(queue, order, best, more, (*moves, move))
        status = NOT_FOUND if self.budget.is_spent else IMPOSSIBLE
        return Plan(status=status, nodes=self.nodes)

    def _push(self, queue: list, order: count, best: dict, cost: Cost, moves: tuple) -> None:
        history = History(start=self.start, steps=moves)
        self.budget.spent += 1 + len(moves) // STEPS_A_REQUEST
        if not all(one.is_met(history) for one in self.lasting):
            return
        state, ordered = self._state(history), cost.ordered(self.by)
        if state in best and best[state] <= ordered:
            return
        best[state] = ordered
        expected = cost.plus(Cost(actions=self._left(history)))
        farthest = -cost.actions  # of equals the one nearest to its end
        heappush(queue, (expected.ordered(self.by), farthest, next(order), cost, moves, history))

    def _state(self, history: History) -> object:
        """What two histories must have in common to be worth only one of them."""
        return history.site, tuple(one.is_met(history) for one in self.remembering)

    def _left(self, history: History) -> int:
        """Objects that some action must still touch; an action touches one, so no fewer actions
        are needed. Those that a task is about may only need time: one wait for all of them."""
        site = history.site
        subjects = {
            s for one in self.goals if not one.is_met(history) for s in _subjects(one, site)
        }
        waiting = {one for one in subjects if _is_awaited(one, site)} if site.tasks else ()
        return len(subjects) - len(waiting) + bool(waiting)

    def _steps(self, site: Site, unmet: Sequence[Goal]) -> Iterator[Action]:
        """Legal actions that meet a goal, or help another to become legal."""
        offered: dict[Action, None] = {}
        for one in _in_turn(unmet):
            for action in self._means(one, site):
                if self.budget.is_spent:
                    return iter(offered)
                self.budget.spent += 1
                if not self._may(action) or _is_under_way(action, site):
                    continue
                if not is_refused(site, action):
                    offered.setdefault(action)
                    continue
                for cure in (
                    *helping(site, action, allowed=self.allowed, budget=self.budget),
                    *self._rest(site, action),
                ):
                    offered.setdefault(cure)
        for action in self._waiting(site):
            offered.setdefault(action)
        return iter(offered)

    def _means(self, one: Goal, site: Site) -> Iterator[Action]:
        """What would meet the goal, by its kind or by trying."""
        absent = next(one.missing(site), None) is not None
        if isinstance(one, goal.HostUnreserved) and not absent:
            return take_back(one, site, self.goals)
        means = None if absent else MEANS.get(type(one))
        return means(one, site) if means else self._towards(one, site)

    def _rest(self, site: Site, refused: Action) -> Iterator[Action]:
        """What is refused to a machine that runs may be open to it while it is suspended."""
        if isinstance(refused, Migrate) and site.vms[refused.vm].power is ON:
            rest = Suspend(vm=refused.vm)
            if self._may(rest) and not is_refused(site, rest):
                yield rest

    def _waiting(self, site: Site) -> Iterator[Action]:
        """Where tasks are under way, time until one of them ends: the next, or a later one."""
        start = site.now_s
        for _ in range(MOST_WAITS):
            due = clock.next_due(site) if site.tasks else None
            if due is None:
                return
            minutes, seconds = divmod(due - start, 60)
            wait = Advance(minutes=minutes, seconds=seconds)
            if wait.total_s and self._may(wait):
                yield wait
            site, _ = clock.advance(site, due - site.now_s)

    def _towards(self, one: Goal, site: Site) -> Iterator[Action]:
        """Any action that brings a goal nearer, and refused ones that name what the goal names.

        What makes a machine brings those nearer that miss one, and no others.
        """
        here = one.distance(History(start=site))
        absent = next(one.missing(site), None)
        alike = [each for each in self.goals if absent and each.named() == one.named()]
        for kind in self._kinds(absent):
            for action in aimed(kind, one, site, alike):
                if self.budget.is_spent:
                    return
                self.budget.spent += 1
                if next(action.missing(site), None) is not None:
                    continue
                if is_refused(site, action):
                    if names_all_of(action, one):
                        yield action
                    continue
                after, events = carried_out(site, action)
                move = _Move(action, events, after)
                if one.distance(History(start=site, steps=(move,))) < here:
                    yield action

    def _kinds(self, absent: Ref | None) -> tuple[type[Action], ...]:
        if absent is None:
            return self.altering
        return self.making if absent.kind == "vm" else self.kinds

    def _may(self, action: Action) -> bool:
        return self.allowed is None or type(action).__name__ in self.allowed


def _in_turn(unmet: Sequence[Goal]) -> Iterator[Goal]:
    """All of them, but one team of NICs at a time: in which order they are mended is the same."""
    teams = [one for one in unmet if isinstance(one, goal.NetworkRedundant)]
    return (one for one in unmet if one not in teams[1:])


def cost_of(site: Site, action: Action, events: Sequence[Event]) -> Cost:
    """What one action costs that was carried out on the site."""
    stopped = sum(event.code in INTERRUPTING for event in events)
    return Cost(actions=1, interruptions=stopped, copied_mb=action.mb_to_copy(site))


def _is_awaited(subject: str, site: Site) -> bool:
    """Whether a task may do what is missing there: one about the machine, or that waits for it."""
    names = site.tasks_of.get(subject, ())
    if subject.startswith("vm:"):
        return bool(names)
    return any(site.tasks[name].action.waits for name in names)


def _is_under_way(action: Action, site: Site) -> bool:
    """Whether a task is about the same machine: a plan waits for what it began."""
    return bool(site.tasks) and f"vm:{getattr(action, 'vm', None)}" in site.tasks_of


def _subjects(one: Goal, site: Site) -> Iterator[str]:
    """What an action must touch before the goal can hold."""
    if isinstance(one, goal.HostEmpty):
        yield from (f"vm:{name}" for name in site.vms_of_host.get(one.host, ()))
    elif isinstance(one, goal.DatastoreEmpty):
        yield from (f"vm:{name}" for name in site.vms_of_datastore.get(one.datastore, ()))
    elif isinstance(one, goal.HostInMaintenance):
        yield f"host:{one.host}"
        yield from (f"vm:{vm.name}" for vm in site.running_on(one.host))
    elif isinstance(one, goal.NetworkRedundant):
        yield from links_needed(one, site)
    elif isinstance(one, goal.VmReachableFrom):
        yield "files"  # one mount may serve several machines
    elif isinstance(one, goal.PathDown):
        yield f"path:{one.host}/{one.datastore}/{one.path}"
    elif hasattr(one, "vm"):
        yield f"vm:{one.vm}"
    elif hasattr(one, "host"):
        yield f"host:{one.host}"
