"""A lab as a value: a world, a task, what may be done, what is checked, and the way to solve it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from labs import seeding
from labs.datacenter.actions import Action
from labs.datacenter.goals import Goal
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import RELEASES
from labs.datacenter.repair import TIERS
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
class Group:
    """Several checks under one heading.

    Without `needed` each counts for itself. With it the group has the points, and they are given
    once that many of its checks are met; its checks have none of their own.
    """

    key: str
    says: Text
    checks: tuple[Check | Group, ...]
    needed: int = 0
    own_points: int = 0
    objectives: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        return self.own_points if self.needed else sum(one.points for one in self.checks)


@dataclass(frozen=True, kw_only=True)
class Way:
    """A list of actions through a lab: a solution, or a mutant that must not score in full."""

    name: str
    says: Text
    actions: tuple[Action, ...]


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """What makes a lab exercise an objective: a rule of the engine or a check of its own.

    Without it the mutant would score in full.
    """

    objective: str
    by: str
    mutant: str


@dataclass(frozen=True, kw_only=True)
class Lab:
    """A lab as its file gives it under a seed. No releases: whichever the learner chooses.

    `limit_minutes`: how long a graded run may take; None: as long as it likes. `figure`: the
    live figure beneath its story, if any. `content` is the file as it is written, before the seed
    filled it in. `repairs`: the tiers of repair that practice offers.
    """

    slug: str
    digest: str
    title: Text
    summary: Text
    story: Text
    task: Text
    minutes: int
    par: int
    exercises: tuple[Exercise, ...]
    releases: tuple[str, ...]
    actions: tuple[str, ...]
    world: Site
    checks: tuple[Check | Group, ...]
    hints: tuple[Text, ...]
    solutions: tuple[Way, ...]
    mutants: tuple[Way, ...]
    seed: int = 0
    pools: seeding.Pools = field(default_factory=dict, repr=False)
    limit_minutes: int | None = None
    figure: str = ""
    repairs: tuple[str, ...] = TIERS
    content: Mapping[str, object] = field(repr=False, compare=False)

    @property
    def is_free(self) -> bool:
        """Whether it is free play: a world without checks, in which nothing is graded."""
        return not self.checks

    @property
    def objectives(self) -> tuple[str, ...]:
        return tuple(one.objective for one in self.exercises)

    @property
    def maximum(self) -> int:
        return sum(check.points for check in self.checks)

    @property
    def every_check(self) -> tuple[Check, ...]:
        """The checks without their groups, in order."""
        return tuple(leaves(self.checks))

    @property
    def lines(self) -> tuple[Check | Group, ...]:
        """What gives points: checks, and groups that count as one."""
        return tuple(scoring(self.checks))

    @property
    def allowed_releases(self) -> tuple[str, ...]:
        return self.releases or RELEASES

    @property
    def another_seed(self) -> int | None:
        """A seed under which the lab is another one like this; None where it has no pools."""
        return seeding.another(self.pools, self.seed) if self.pools else None

    def site(self, release: str) -> Site:
        """The world as it is at the start, under a release."""
        return self.world.with_release(release)

    def allows(self, action: Action) -> bool:
        return type(action).__name__ in self.actions


def leaves(checks: Iterable[Check | Group]) -> Iterator[Check]:
    """The checks of a tree, in order."""
    for one in checks:
        if isinstance(one, Group):
            yield from leaves(one.checks)
        else:
            yield one


def scoring(checks: Iterable[Check | Group]) -> Iterator[Check | Group]:
    """What gives points: checks, and the groups that count as one."""
    for one in checks:
        if isinstance(one, Group) and not one.needed:
            yield from scoring(one.checks)
        else:
            yield one


def by_objective(checks: Sequence[Check | Group]) -> dict[str, tuple[Check | Group, ...]]:
    """Which scoring checks exercise which objective, in the order of the checks."""
    found: dict[str, tuple[Check | Group, ...]] = {}
    for check in scoring(checks):
        for objective in check.objectives:
            found[objective] = (*found.get(objective, ()), check)
    return found
