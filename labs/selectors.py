"""What the database knows of runs: whose they are, their steps, the best of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import F, Max, QuerySet

from labs import history, shelf
from labs.assessment import Assessment, assess
from labs.datacenter.inventory.site import Site
from labs.datacenter.standing import StandingWarning, standing
from labs.history import START, Branch, Entry, Moment
from labs.models import LabRun, Step
from labs.sandbox import SLUG
from labs.scenarios import Lab
from studyguide.accounts.models import User
from studyguide.text import Text


def run_of(*, learner: User, id: UUID) -> LabRun | None:
    """The learner's own run; None for anybody else's and for one that does not exist."""
    return (
        LabRun.objects.select_related("version", "head", "tip")
        .filter(learner=learner, id=id)
        .first()
    )


def entries_of(run: LabRun) -> tuple[Entry, ...]:
    """All steps of a run, also those of branches left behind, oldest first; one query."""
    steps = Step.objects.filter(run=run).select_related("parent").order_by("number")
    return tuple(entry_of(step) for step in steps)


def entry_of(step: Step) -> Entry:
    return Entry(
        number=step.number,
        parent=step.parent.number if step.parent else START,
        action=step.action,
        accepted=step.accepted,
        fault=step.fault,
        at=step.at,
    )


@dataclass(frozen=True)
class Standing:
    """Where a run stands: its lab, its line, and the site at its head."""

    run: LabRun
    lab: Lab
    entries: tuple[Entry, ...]

    @property
    def head(self) -> int:
        return self.run.head.number if self.run.head else START

    @property
    def tip(self) -> int:
        return self.run.tip.number if self.run.tip else START

    @cached_property
    def line(self) -> tuple[Entry, ...]:
        return history.line(self.entries, self.head)

    @cached_property
    def whole_line(self) -> tuple[Entry, ...]:
        """The line up to the tip, the steps that were undone included."""
        return history.line(self.entries, self.tip)

    @cached_property
    def start(self) -> Site:
        return self.lab.site(self.run.release)

    @cached_property
    def all_moments(self) -> tuple[Moment, ...]:
        """The line up to the tip, replayed."""
        return history.replay(self.start, self.whole_line)

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The line up to the head, replayed: a beginning of the line up to the tip."""
        return self.all_moments[: len(self.line)]

    @property
    def site(self) -> Site:
        return self.moments[-1].site if self.moments else self.start

    @cached_property
    def alarms(self) -> tuple[StandingWarning, ...]:
        """What is wrong with the site at the head although nobody asks anything of it."""
        return standing(self.site)

    @property
    def undo_to(self) -> int | None:
        return history.undone(self.line)

    @property
    def redo_to(self) -> int | None:
        return history.redone(self.whole_line, self.head)

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """Lines that were left behind, each to be gone back to by its end."""
        return history.branches(self.entries, self.tip)

    @property
    def left_behind(self) -> int:
        """Steps on branches that were undone before something else was done."""
        return len(self.entries) - len(self.whole_line)

    @property
    def open_hints(self) -> tuple[Text, ...]:
        return self.lab.hints[: self.run.hints]

    @property
    def next_hint(self) -> int:
        return self.run.hints + 1

    @property
    def may_show_next(self) -> bool:
        """Whether the next step may be told: in practice, once every hint has been opened."""
        return (
            not self.lab.is_free and self.run.is_practice and self.run.hints >= len(self.lab.hints)
        )

    @cached_property
    def assessment(self) -> Assessment:
        return assess(self.lab, self.start, self.moments)


def standing_of(run: LabRun) -> Standing | None:
    """Where the run stands; None where its lab cannot be read any more. One query."""
    lab = shelf.lab_of(run.version, run.seed)
    return None if lab is None else Standing(run, lab, entries_of(run))


def best_percents(*, learner: User) -> dict[str, int]:
    """The best score of each lab the learner finished, in whole per cent."""
    rows = (
        LabRun.objects.filter(learner=learner, finished_at__isnull=False, maximum__gt=0)
        .order_by()
        .values("lab")
        .annotate(best=Max(F("points") * 100 / F("maximum")))
    )
    return {row["lab"]: row["best"] for row in rows}


def running_runs(*, learner: User, limit: int = 20) -> list[LabRun]:
    """The learner's runs that are not finished, the last touched first, with their worlds' titles.

    Titles come without the rest of the content: a world of the sandbox can be large.
    """
    return list(
        LabRun.objects.filter(learner=learner, finished_at__isnull=True)
        .annotate(world_title=F("version__content__title"))
        .order_by("-changed_at")[:limit]
    )


def runs_of_lab(*, learner: User, lab: str) -> QuerySet[LabRun]:
    """The learner's runs of one lab, newest first."""
    return LabRun.objects.filter(learner=learner, lab=lab).order_by("-started_at")


def free_runs(*, learner: User) -> QuerySet[LabRun]:
    """The learner's runs of the sandbox with the titles of their worlds, the last touched first."""
    return (
        LabRun.objects.filter(learner=learner, lab=SLUG)
        .annotate(world_title=F("version__content__title"))
        .order_by("-changed_at")
    )


def newest_by_lab(runs: Iterable[LabRun]) -> dict[str, LabRun]:
    """Of runs sorted newest first, the newest of each lab."""
    found: dict[str, LabRun] = {}
    for run in runs:
        found.setdefault(run.lab, run)
    return found
