"""A lab as a value: a world, a task, what may be done, what is checked, and the way to solve it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from labs.datacenter.actions import Action
from labs.datacenter.goals import Goal
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import RELEASES
from studyguide.text import Text


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line of a lab's assessment: a goal of the engine, on the end or on the history.

    `needs` names another check without which this one does not count: who does nothing has
    interrupted nothing either.
    """

    key: str
    says: Text
    points: int
    objectives: tuple[str, ...]
    goal: Goal
    needs: str = ""


@dataclass(frozen=True, kw_only=True)
class Way:
    """A list of actions through a lab: a solution, or a mutant that must not score in full."""

    name: str
    says: Text
    actions: tuple[Action, ...]


@dataclass(frozen=True, kw_only=True)
class Lab:
    """A lab as its file gives it. No releases means: whichever the learner chooses."""

    slug: str
    digest: str
    title: Text
    summary: Text
    story: Text
    task: Text
    minutes: int
    par: int
    objectives: tuple[str, ...]
    releases: tuple[str, ...]
    actions: tuple[str, ...]
    world: Site
    checks: tuple[Check, ...]
    hints: tuple[Text, ...]
    solutions: tuple[Way, ...]
    mutants: tuple[Way, ...]
    content: Mapping[str, object] = field(repr=False, compare=False)

    @property
    def maximum(self) -> int:
        return sum(check.points for check in self.checks)

    @property
    def allowed_releases(self) -> tuple[str, ...]:
        return self.releases or RELEASES

    def site(self, release: str) -> Site:
        """The world as it is at the start, under a release."""
        return self.world.with_release(release)

    def allows(self, action: Action) -> bool:
        return type(action).__name__ in self.actions


def checks_by_objective(checks: Sequence[Check]) -> dict[str, tuple[Check, ...]]:
    """Which checks exercise which objective, in the order of the checks."""
    found: dict[str, tuple[Check, ...]] = {}
    for check in checks:
        for objective in check.objectives:
            found[objective] = (*found.get(objective, ()), check)
    return found
