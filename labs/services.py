"""The writes of a run: begin, act, undo, redo, reset, take a hint, finish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from fractions import Fraction
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from labs import shelf
from labs.coaching import turns
from labs.datacenter.actions import Action
from labs.datacenter.apply import apply
from labs.datacenter.faults import Fault
from labs.datacenter.wire.write import action_json
from labs.history import START
from labs.models import LabRun, LabVersion, Mode, Step
from labs.sandbox import SLUG
from labs.scenario_files import HINT_LEVELS
from labs.scenarios import Lab
from labs.selectors import Standing, standing_of
from studyguide import progress
from studyguide.accounts.models import User

MOST_STEPS = 300
MOST_FREE_RUNS = 50


class RunRefusal(Exception):
    """The run does not take this now; nothing was changed."""


class StaleHead(RunRefusal):
    """The run moved on (another tab, another device) since the page was shown."""


class RunIsFinished(RunRefusal):
    """A finished run is only read."""


class TimeIsUp(RunIsFinished):
    """The run's time is over: whoever reads it next closes it as it stood then."""


class TooManySteps(RunRefusal):
    """The run holds as many steps as a run may."""


class NotOffered(RunRefusal):
    """The lab does not offer this: an action, a release."""


class NoSuchObject(RunRefusal):
    """The action names what the site does not hold: a slip or a forged form, no step."""


class NothingThere(RunRefusal):
    """Nothing to undo, to redo, or to hint."""


class TooManyWorlds(RunRefusal):
    """The learner keeps as many worlds of the sandbox as anybody may."""


class Unreadable(RunRefusal):
    """The lab of this run cannot be read any more."""


@transaction.atomic
def start_run(
    *, learner: User, lab: Lab, release: str, at: datetime, mode: str = Mode.PRACTICE
) -> LabRun:
    """A new run of the lab as it stands today, under a release that it allows.

    The lab has its seed with it: the run keeps it, so that it is the same world for ever.
    """
    if release not in lab.allowed_releases:
        raise NotOffered(release)
    version, _created = LabVersion.objects.get_or_create(
        digest=lab.digest,
        defaults={"lab": lab.slug, "content": lab.content, "created_at": at},
    )
    return LabRun.objects.create(
        learner=learner,
        version=version,
        lab=lab.slug,
        release=release,
        seed=lab.seed,
        mode=mode,
        deadline_at=_deadline(lab, mode, at),
        started_at=at,
        changed_at=at,
    )


@transaction.atomic
def start_free_run(*, learner: User, lab: Lab, release: str, at: datetime) -> LabRun:
    """A new run in a world of the sandbox; a learner keeps no more than MOST_FREE_RUNS."""
    if LabRun.objects.filter(learner=learner, lab=SLUG).count() >= MOST_FREE_RUNS:
        raise TooManyWorlds
    return start_run(learner=learner, lab=lab, release=release, at=at)


@transaction.atomic
def remove_free_run(*, run: LabRun) -> None:
    """Removes a run of the sandbox, its steps and links, and its world if nobody else has it."""
    if run.lab != SLUG:
        raise NotOffered("remove")
    run.delete()
    remove_unused_worlds(LabVersion.objects.filter(pk=run.version_id))


def remove_unused_worlds(versions: QuerySet[LabVersion] | None = None) -> int:
    """Removes worlds of the sandbox in which no run is left; how many there were."""
    found = LabVersion.objects.all() if versions is None else versions
    return found.filter(lab=SLUG, runs=None).delete()[0]


def _deadline(lab: Lab, mode: str, at: datetime) -> datetime | None:
    if mode != Mode.GRADED or lab.limit_minutes is None:
        return None
    return at + timedelta(minutes=lab.limit_minutes)


@transaction.atomic
def take_step(*, run: LabRun, head: int, token: UUID, action: Action, at: datetime) -> Step:
    """Asks the site at the head for an action and keeps the answer, a refusal too.

    The same token again gives the step it made. `head` is the step the learner saw.
    """
    run = _locked(run)
    again = Step.objects.filter(run=run, token=token).first()
    if again is not None:
        return again
    standing = _open_standing(run, head, at)
    if not standing.lab.allows(action):
        raise NotOffered(type(action).__name__)
    misnamed = next(action.missing(standing.site), None)
    if misnamed is not None:
        raise NoSuchObject(misnamed.name)
    if len(standing.entries) >= MOST_STEPS:
        raise TooManySteps
    step = Step.objects.create(
        run=run,
        number=max((entry.number for entry in standing.entries), default=START) + 1,
        parent=run.head,
        token=token,
        action=action_json(action),
        at=at,
        **_answer(standing, action),
    )
    run.head = run.tip = step
    _touch(run, at, "head", "tip")
    return step


def undo(*, run: LabRun, head: int, at: datetime) -> LabRun:
    """Moves the head before the last action that was carried out."""
    return _move(run, head, at, lambda standing: standing.undo_to)


def redo(*, run: LabRun, head: int, at: datetime) -> LabRun:
    """Moves the head behind the next action that was undone."""
    return _move(run, head, at, lambda standing: standing.redo_to)


def reset(*, run: LabRun, head: int, at: datetime) -> LabRun:
    """Moves the head to the start. The steps stay, so redo leads back."""
    return _move(run, head, at, lambda standing: START if standing.head != START else None)


@transaction.atomic
def go_to_branch(*, run: LabRun, head: int, end: int, at: datetime) -> LabRun:
    """Moves the head to the end of a line that was left behind; the line left now is one too."""
    run = _locked(run)
    standing = _open_standing(run, head, at)
    if end not in {branch.end for branch in standing.branches}:
        raise NothingThere
    run.head = run.tip = Step.objects.get(run=run, number=end)
    _touch(run, at, "head", "tip")
    return run


@transaction.atomic
def take_hint(*, run: LabRun, level: int, at: datetime) -> LabRun:
    """Opens the hints up to a level; one that is open already stays so."""
    run = _locked(run)
    _refuse_when_over(run, at)
    if run.is_graded:
        raise NotOffered("hint")
    if not 1 <= level <= HINT_LEVELS or level > run.hints + 1:
        raise NothingThere
    run.hints = max(run.hints, level)
    _touch(run, at, "hints")
    return run


@transaction.atomic
def finish(*, run: LabRun, head: int, at: datetime) -> LabRun:
    """Grades the line up to the head, closes the run, and records each objective.

    A run that is finished already is given back as it is.
    """
    run = _locked(run)
    if run.is_finished:
        return run
    return _grade(run, _open_standing(run, head, at), at)


def closed_if_overdue(*, run: LabRun, now: datetime) -> LabRun:
    """The run as it stands now: whoever reads an overdue one closes it, as it stood in time."""
    return _closed(run, now) if run.is_overdue(now) else run


@transaction.atomic
def _closed(run: LabRun, now: datetime) -> LabRun:
    locked = _locked(run)
    standing = standing_of(locked)
    if not locked.is_overdue(now) or standing is None:
        return locked
    return _grade(locked, standing, locked.deadline_at)


def close_overdue(*, now: datetime, learner: User | None = None) -> int:
    """Closes the runs whose time is up, everybody's or one learner's; how many there were."""
    waiting = LabRun.objects.filter(finished_at__isnull=True, deadline_at__lte=now)
    if learner is not None:
        waiting = waiting.filter(learner=learner)
    return sum(closed_if_overdue(run=run, now=now).is_finished for run in waiting)


def _grade(run: LabRun, standing: Standing, at: datetime) -> LabRun:
    assessment = standing.assessment
    run.finished_at = at
    run.points, run.maximum = assessment.points, assessment.maximum
    since = turns(standing.lab, standing.start, standing.moments)
    run.grade = {**assessment.as_json(), "since": since}
    run.engine_digest = shelf.engine_digest()
    _touch(run, at, "finished_at", "points", "maximum", "grade", "engine_digest")
    for objective, share in assessment.shares.items():
        _record(run, objective, share, at)
    return run


def _record(run: LabRun, objective: str, share: Fraction, at: datetime) -> None:
    progress.record(
        learner=run.learner, objective=objective, source="lab", item=run.lab, score=share, at=at
    )


def _answer(standing: Standing, action: Action) -> dict[str, object]:
    try:
        apply(standing.site, action)
    except Fault as fault:
        return {"accepted": False, "fault": fault.name}
    return {"accepted": True}


@transaction.atomic
def _move(run: LabRun, head: int, at: datetime, target: Callable[[Standing], int | None]) -> LabRun:
    run = _locked(run)
    to = target(_open_standing(run, head, at))
    if to is None:
        raise NothingThere
    run.head = None if to == START else Step.objects.get(run=run, number=to)
    _touch(run, at, "head")
    return run


def _locked(run: LabRun) -> LabRun:
    return (
        LabRun.objects.select_for_update(of=("self",))
        .select_related("version", "head", "tip", "learner")
        .get(pk=run.pk)
    )


def _refuse_when_over(run: LabRun, at: datetime) -> None:
    if run.is_finished:
        raise RunIsFinished
    if run.is_overdue(at):
        raise TimeIsUp


def _open_standing(run: LabRun, head: int, at: datetime) -> Standing:
    _refuse_when_over(run, at)
    standing = standing_of(run)
    if standing is None:
        raise Unreadable
    if standing.head != head:
        raise StaleHead
    return standing


def _touch(run: LabRun, at: datetime, *fields: str) -> None:
    run.changed_at = at
    # the database holds the constraints; asking it twice would only cost queries
    run.full_clean(
        exclude=("learner", "version", "head", "tip"),
        validate_unique=False,
        validate_constraints=False,
    )
    run.save(update_fields=(*fields, "changed_at"))
