"""Taking a quiz: start, save an answer, flag, hand in, try the missed ones again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from random import Random

from django.db import transaction
from django.db.models import QuerySet

from quizzes import exam, kinds
from quizzes.attempts.models import Answer, Attempt, AttemptItem
from quizzes.attempts.order import OrderKey
from quizzes.attempts.selectors import (
    answer_of,
    items_of,
    overdue,
    questions_behind,
    response_of,
)
from quizzes.bank.models import Question, QuestionVersion
from quizzes.catalogue import LONGEST_PAPER, Quiz
from quizzes.grading import grade
from studyguide import progress
from studyguide.accounts.models import User


class TooFewQuestions(Exception):
    """The bank holds less than the quiz needs, or nothing that was missed is still in use."""


class AttemptClosed(Exception):
    """The attempt was handed in, or its time is up: nothing is written any more."""


@dataclass(frozen=True, kw_only=True)
class Saving:
    """What stands after a save, and whether a newer answer from another page kept it out."""

    answer: Answer | None
    is_refused: bool


@transaction.atomic
def start_attempt(*, learner: User, quiz: Quiz, release: str, seed: str, at: datetime) -> Attempt:
    """A new attempt with its paper frozen, or the one that is still open. TooFewQuestions."""
    _lock(learner)
    running = Attempt.objects.filter(
        learner=learner, quiz=quiz.slug, submitted_at=None, retry_of=None
    ).first()
    if running is not None and not running.is_overdue(at):
        return running
    versions = _chosen(quiz, Random(seed))
    if len(versions) < quiz.least:
        raise TooFewQuestions
    return _create(
        Attempt(learner=learner, quiz=quiz.slug, release=release, seed=seed, started_at=at),
        versions,
    )


@transaction.atomic
def start_retry(*, attempt: Attempt, seed: str, at: datetime) -> Attempt:
    """An attempt at what was missed in one handed in, in today's wording. TooFewQuestions.

    Questions that have left the bank since then are left out.
    """
    _lock(attempt.learner)
    running = attempt.retries.filter(submitted_at=None).first()
    if running is not None and not running.is_overdue(at):
        return running
    versions = [
        item.version.question.published
        for item in items_of(attempt).select_related("version__question__published")
        if Fraction(item.score or 0) < 1 and item.version.question.published is not None
    ]
    if not versions:
        raise TooFewQuestions
    return _create(
        Attempt(
            learner=attempt.learner,
            quiz=attempt.quiz,
            retry_of=attempt,
            release=attempt.release,
            seed=seed,
            started_at=at,
        ),
        versions,
    )


@transaction.atomic
def record_answer(
    *, item: AttemptItem, response: dict, key: OrderKey, at: datetime, is_untouched: bool = False
) -> Saving:
    """Keeps the answer unless a newer one stands. AttemptClosed after hand-in.

    An older save of the same page is no conflict: the newer one is what its learner wants. A page
    that was left as it was shown (`is_untouched`) overrules no other page.
    """
    locked = _lock_item(item)
    if not locked.attempt.is_open or locked.attempt.is_overdue(at):
        raise AttemptClosed
    stored = answer_of(locked)
    if is_untouched and (stored is None or stored.lease != key.lease):
        return Saving(answer=stored, is_refused=False)
    if stored is None:
        stored = Answer(item=locked)
    elif key < (stored.lease, stored.counter):
        is_other = key.lease != stored.lease and stored.response != response
        return Saving(answer=stored, is_refused=is_other)
    stored.given = kinds.kind(locked.version.kind).is_given(response)
    stored.response, stored.saved_at = response, at
    stored.lease, stored.counter = key
    stored.save()
    return Saving(answer=stored, is_refused=False)


@transaction.atomic
def set_flag(*, item: AttemptItem, flagged: bool, at: datetime) -> None:
    """Marks the item for another look, or takes the mark off. AttemptClosed after hand-in."""
    locked = _lock_item(item)
    if not locked.attempt.is_open or locked.attempt.is_overdue(at):
        raise AttemptClosed
    locked.flagged = flagged
    locked.save(update_fields=["flagged"])


@transaction.atomic
def hand_in(*, attempt: Attempt, at: datetime) -> Attempt:
    """Grades what is saved and closes the attempt, once; a second time changes nothing.

    What was answered becomes evidence for its objectives in the same transaction.
    """
    locked = Attempt.objects.select_for_update().select_related("learner").get(pk=attempt.pk)
    if not locked.is_open:
        return locked
    items = list(items_of(locked))
    for item in items:
        item.score = str(grade(item.version.content, response_of(item)).score)
    AttemptItem.objects.bulk_update(items, ["score"])
    locked.score = str(sum((Fraction(item.score) for item in items), Fraction(0)))
    locked.submitted_at = at
    locked.save(update_fields=["score", "submitted_at"])
    _record_progress(locked.learner, items, at)
    return locked


def close_overdue(*, now: datetime, learner: User | None = None) -> int:
    """Closes what its time ran out for, at its deadline and with what was saved; how many."""
    waiting = overdue(now) if learner is None else overdue(now).filter(learner=learner)
    closed = 0
    for attempt in waiting:
        hand_in(attempt=attempt, at=attempt.deadline_at)
        closed += 1
    return closed


def closed_if_overdue(*, attempt: Attempt, now: datetime) -> Attempt:
    """The attempt as it stands now: whoever reads an overdue one closes it."""
    if not attempt.is_overdue(now):
        return attempt
    return hand_in(attempt=attempt, at=attempt.deadline_at)


def _lock(learner: User) -> None:
    """One start at a time for one learner: a double click must not make two papers."""
    User.objects.select_for_update().only("pk").get(pk=learner.pk)


def _lock_item(item: AttemptItem) -> AttemptItem:
    """The row as it is now, held against hand-in and other saves until this one is done."""
    return (
        AttemptItem.objects.select_for_update(of=("self", "attempt"))
        .select_related("attempt", "version", "answer")
        .get(pk=item.pk)
    )


def _chosen(quiz: Quiz, rng: Random) -> list[QuestionVersion]:
    """The versions of a paper: the fixed list as it is, or a draw spread over the objectives."""
    behind = questions_behind(quiz)
    if quiz.is_fixed:
        slugs = list(quiz.questions)
    else:
        slugs = exam.draw(_pool(quiz, behind), count=LONGEST_PAPER, rng=rng)
    found = behind.filter(slug__in=slugs).select_related("published")
    by_slug = {question.slug: question.published for question in found}
    return [by_slug[slug] for slug in slugs if slug in by_slug]


def _pool(quiz: Quiz, behind: QuerySet[Question]) -> dict[str, list[str]]:
    return {
        slug: [objective for objective in objectives.split() if quiz.covers(objective)]
        for slug, objectives in behind.values_list("slug", "published__objectives")
    }


def _create(attempt: Attempt, versions: Sequence[QuestionVersion]) -> Attempt:
    attempt.maximum = len(versions)
    attempt.save(force_insert=True)
    AttemptItem.objects.bulk_create(
        _item(attempt, position, version) for position, version in enumerate(versions, start=1)
    )
    return attempt


def _item(attempt: Attempt, position: int, version: QuestionVersion) -> AttemptItem:
    seed = f"{attempt.seed}/{position}"
    order = kinds.kind(version.kind).order(version.content, Random(seed))
    return AttemptItem(
        attempt=attempt, position=position, version=version, option_order=order, seed=seed
    )


def _record_progress(learner: User, items: Sequence[AttemptItem], at: datetime) -> None:
    """Answered questions only: one left open says nothing about what the learner knows."""
    for item in items:
        if response_of(item) is None:
            continue
        for objective in item.version.content["objectives"]:
            progress.record(
                learner=learner,
                objective=objective,
                source="question",
                item=item.version.question.slug,
                score=Fraction(item.score),
                at=at,
            )
