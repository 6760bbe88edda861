"""Reading attempts: whose they are is decided here, and counting is done by the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from quizzes.attempts.models import GRACE, Answer, Attempt, AttemptItem
from quizzes.bank.models import Question
from quizzes.catalogue import Quiz
from studyguide.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How far a paper is."""

    total: int
    answered: int
    flagged: int

    @property
    def unanswered(self) -> int:
        return self.total - self.answered


@dataclass(frozen=True, kw_only=True)
class Place:
    """One cell of the number grid."""

    position: int
    answered: bool
    flagged: bool


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What one learner has done with one quiz: an attempt still open, and the last result."""

    open: Attempt | None
    last: Attempt | None


def attempt_or_404(*, learner: User, attempt_id: UUID) -> Attempt:
    attempt = Attempt.objects.filter(learner=learner, pk=attempt_id).first()
    if attempt is None:
        raise Http404
    return attempt


def item_or_404(*, learner: User, attempt_id: UUID, position: int) -> AttemptItem:
    """The item with its attempt, version and answer, in one query."""
    item = (
        AttemptItem.objects.select_related("attempt", "version", "answer")
        .filter(attempt__learner=learner, attempt=attempt_id, position=position)
        .first()
    )
    if item is None:
        raise Http404
    return item


def answer_of(item: AttemptItem) -> Answer | None:
    """The newest answer; None where nothing was ever saved."""
    return getattr(item, "answer", None)


def response_of(item: AttemptItem) -> dict | None:
    """What was chosen, or None: a choice that was cleared is no answer."""
    answer = answer_of(item)
    return answer.response if answer is not None and answer.given else None


def items_of(attempt: Attempt) -> QuerySet[AttemptItem]:
    """The whole paper with versions, questions and answers, in one query."""
    return attempt.items.select_related("version__question", "answer").order_by("position")


def places(attempt: Attempt) -> list[Place]:
    rows = attempt.items.order_by("position").values_list("position", "answer__given", "flagged")
    return [
        Place(position=position, answered=bool(given), flagged=flagged)
        for position, given, flagged in rows
    ]


def counts_of(found: Iterable[Place]) -> Counts:
    whole = list(found)
    return Counts(
        total=len(whole),
        answered=sum(place.answered for place in whole),
        flagged=sum(place.flagged for place in whole),
    )


def counts(attempt: Attempt) -> Counts:
    row = attempt.items.aggregate(
        total=Count("id"),
        answered=Count("id", filter=Q(answer__given=True)),
        flagged=Count("id", filter=Q(flagged=True)),
    )
    return Counts(**row)


def question_counts(quizzes: Iterable[Quiz]) -> dict[str, int]:
    """For each quiz how many published questions stand behind it, in one query."""
    wanted = {f"quiz_{number}": quiz for number, quiz in enumerate(quizzes)}
    row = Question.objects.filter(published__isnull=False).aggregate(
        **{name: Count("id", filter=_behind(quiz)) for name, quiz in wanted.items()}
    )
    return {quiz.slug: row[name] for name, quiz in wanted.items()}


def questions_behind(quiz: Quiz) -> QuerySet[Question]:
    """The published questions from which the quiz may choose."""
    return Question.objects.filter(_behind(quiz), published__isnull=False)


def objectives_with_questions() -> dict[str, int]:
    """For each objective that a published question tests, how many do."""
    found: Counter[str] = Counter()
    rows = Question.objects.filter(published__isnull=False).order_by("published__objectives")
    for objectives, count in rows.values_list("published__objectives").annotate(Count("id")):
        found.update(dict.fromkeys(objectives.split(), count))
    return dict(found)


def open_attempts(learner: User) -> QuerySet[Attempt]:
    """Running attempts, newest first, each with how many of its questions are answered."""
    return (
        Attempt.objects.filter(learner=learner, submitted_at=None)
        .annotate(answered=Count("items", filter=Q(items__answer__given=True)))
        .order_by("-started_at")
    )


def last_results(learner: User) -> dict[str, Attempt]:
    """For each quiz the attempt handed in last, retries of missed questions left out."""
    handed_in = Attempt.objects.filter(learner=learner, submitted_at__isnull=False, retry_of=None)
    newer = handed_in.filter(quiz=OuterRef("quiz"), submitted_at__gt=OuterRef("submitted_at"))
    return {attempt.quiz: attempt for attempt in handed_in.filter(~Exists(newer))}


def results_of(*, learner: User, quiz: str) -> QuerySet[Attempt]:
    """All attempts at one quiz that were handed in, newest first."""
    return Attempt.objects.filter(
        learner=learner, quiz=quiz, submitted_at__isnull=False, retry_of=None
    ).order_by("-submitted_at")


def result_before(attempt: Attempt) -> Attempt | None:
    """The same learner's result in the same quiz before this one."""
    return (
        results_of(learner=attempt.learner, quiz=attempt.quiz)
        .filter(submitted_at__lt=attempt.submitted_at)
        .exclude(pk=attempt.pk)
        .first()
    )


def overdue(now: datetime) -> QuerySet[Attempt]:
    return Attempt.objects.filter(submitted_at=None, deadline_at__lt=now - GRACE)


def percent(attempt: Attempt) -> int:
    """The share of all points, rounded down, so that 100% means every point."""
    return int(Fraction(attempt.score) * 100 / attempt.maximum) if attempt.maximum else 0


def _behind(quiz: Quiz) -> Q:
    if quiz.is_fixed:
        return Q(slug__in=quiz.questions)
    # The column reads " 6.03 6.31 ": what a chapter's "6." begins, or an objective in full.
    return Q(published__objectives__contains=f" {quiz.objectives}")
