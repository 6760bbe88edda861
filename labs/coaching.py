"""The next thing to do towards the checks, as the planner sees it from where a run stands.

The last resort of who practises: it never weighs in a score, and a graded run is not told it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from labs.datacenter.actions import Action
from labs.datacenter.goals import History
from labs.datacenter.inventory.site import Site
from labs.datacenter.planner import MOST_NODES, Cost, cost_of, plan
from labs.datacenter.repair import FOUND, IMPOSSIBLE, NOT_FOUND
from labs.history import START, Moment
from labs.scenarios import Check, Lab

# so much work ends well within a second, and finds the way from the start of every shipped lab
MOST_ASKED = 8_000

DONE = "done"
LOST = "lost"  # what is asked for cannot be met from here, whatever is done

STATUSES = (DONE, LOST, FOUND, IMPOSSIBLE, NOT_FOUND)


@dataclass(frozen=True, kw_only=True)
class Advice:
    """What leads on from where the run stands.

    `actions`: all that is left to do, the next first; `lost`: checks that can no longer be met
    from here, and `lost_at` the step that lost the first of them.
    """

    status: str
    actions: tuple[Action, ...] = ()
    lost: tuple[Check, ...] = ()
    lost_at: Moment | None = None
    nodes: int = 0

    @property
    def next(self) -> Action | None:
        return self.actions[0] if self.actions else None


def advise(
    lab: Lab,
    start: Site,
    moments: Sequence[Moment],
    *,
    towards: str = "",
    most_nodes: int = MOST_NODES,
    most_asked: int = MOST_ASKED,
) -> Advice:
    """The cheapest way on to one check, or to all of them; it breaks none of the others."""
    here = History(start=start, steps=tuple(moments))
    checks = lab.every_check
    lost = tuple(check for check in checks if _is_lost(check, here))
    wanted = tuple(check for check in checks if check.key == towards) or checks
    asked = [check.goal for check in wanted if check not in lost]
    told = {"lost": lost, "lost_at": _where_lost(lost, start, moments)}
    if all(goal.is_met(here) for goal in asked):
        done = not any(check in lost for check in wanted)
        return Advice(status=DONE if done else LOST, **told)
    kept = [one.goal for one in checks if one.goal.lasts and one not in (*lost, *wanted)]
    found = plan(
        start,
        (*asked, *kept),
        allowed=lab.actions,
        after=here.steps,
        most_nodes=most_nodes,
        most_asked=most_asked,
    )
    return Advice(status=found.status, actions=found.actions, nodes=found.nodes, **told)


def _is_lost(check: Check, here: History) -> bool:
    """Whether it is broken for good, or speaks of what was there and is gone."""
    goal = check.goal
    if goal.lasts:
        return not goal.is_met(here)
    was_there = next(goal.missing(here.start), None) is None
    return was_there and next(goal.missing(here.site), None) is not None


def _where_lost(lost: Sequence[Check], start: Site, moments: Sequence[Moment]) -> Moment | None:
    for place, moment in enumerate(moments, 1):
        here = History(start=start, steps=tuple(moments[:place]))
        if any(_is_lost(check, here) for check in lost):
            return moment
    return None


def turns(lab: Lab, start: Site, moments: Sequence[Moment]) -> dict[str, int]:
    """Check -> number of the step since which it is as it is now, met or not; START: always."""
    found = dict.fromkeys((check.key for check in lab.every_check), START)
    at_first = History(start=start)
    was = {check.key: check.goal.is_met(at_first) for check in lab.every_check}
    for place, moment in enumerate(moments, 1):
        here = History(start=start, steps=tuple(moments[:place]))
        for check in lab.every_check:
            if check.goal.is_met(here) != was[check.key]:
                was[check.key] = not was[check.key]
                found[check.key] = moment.number
    return found


def priced(start: Site, moments: Sequence[Moment]) -> tuple[tuple[Moment, Cost], ...]:
    """Each step that was carried out, with what it cost; a refused one costs nothing."""
    found, site = [], start
    for moment in moments:
        if moment.accepted:
            found.append((moment, cost_of(site, moment.action, moment.events)))
        site = moment.site
    return tuple(found)


def spent(start: Site, moments: Sequence[Moment]) -> Cost:
    """What a line of steps has cost in all."""
    total = Cost()
    for _, cost in priced(start, moments):
        total = total.plus(cost)
    return total
