"""A finished run looked back on: how each check came about, and the shortest way beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from labs import history
from labs.coaching import MOST_ASKED, priced, spent, turns
from labs.datacenter.planner import Cost, Plan, plan
from labs.datacenter.repair import FOUND
from labs.datacenter.wire.write import action_json
from labs.history import START, Entry, Moment
from labs.scenarios import Lab
from labs.selectors import Standing

MOST_PLANS = 256


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Since when a check is as it ended: `moment` made it so, None: it was so from the start."""

    number: int
    moment: Moment | None


@dataclass(frozen=True)
class Way:
    """Steps that were carried out, each with its cost, and the sum."""

    steps: tuple[tuple[Moment, Cost], ...]
    total: Cost


@dataclass(frozen=True)
class Review:
    """What the result says beyond the score; of a run whose lab can still be read."""

    standing: Standing

    @cached_property
    def _by_number(self) -> dict[int, Moment]:
        return {moment.number: moment for moment in self.standing.moments}

    @cached_property
    def _since(self) -> Mapping[str, int]:
        """As recorded with the grade; runs graded before that are asked now."""
        kept = (self.standing.run.grade or {}).get("since")
        here = self.standing
        return kept if kept is not None else turns(here.lab, here.start, here.moments)

    def turn(self, key: str) -> Turn | None:
        """None for a group, whose checks have turns of their own."""
        number = self._since.get(key)
        if number is None:
            return None
        return Turn(number=number, moment=self._by_number.get(number))

    @cached_property
    def mine(self) -> Way:
        here = self.standing
        return Way(priced(here.start, here.moments), spent(here.start, here.moments))

    @cached_property
    def plan(self) -> Plan:
        """The planner's shortest way through this world, bounded."""
        here = self.standing
        return shortest(here.lab, here.run.release)

    @cached_property
    def planned(self) -> Way | None:
        """That way carried out; None where none was found within the bound."""
        if self.plan.status != FOUND:
            return None
        moments = history.replay(self.standing.start, _entries(self.plan))
        return Way(priced(self.standing.start, moments), spent(self.standing.start, moments))


def shortest(lab: Lab, release: str) -> Plan:
    """The shortest plan from a lab's start to all of its checks; planned once per process."""
    return _shortest(_World(lab.digest, lab.seed, release, lab))


@dataclass(frozen=True)
class _World:
    """What a plan depends on; the lab itself comes along without being compared."""

    digest: str
    seed: int
    release: str
    lab: Lab = field(compare=False, repr=False)


@lru_cache(maxsize=MOST_PLANS)
def _shortest(world: _World) -> Plan:
    lab = world.lab
    goals = [check.goal for check in lab.every_check]
    return plan(lab.site(world.release), goals, allowed=lab.actions, most_asked=MOST_ASKED)


def _entries(plan: Plan) -> list[Entry]:
    return [
        Entry(number=number, parent=number - 1, action=action_json(action), accepted=True)
        for number, action in enumerate(plan.actions, START + 1)
    ]
