"""What other rooms push here, and what each objective's evidence amounts to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber, Substr
from django.utils import timezone

from studyguide.accounts.models import User
from studyguide.blueprint import Objective
from studyguide.progress.models import Evidence, Source

WINDOW = 4
RIGHT_NEEDED = 3
QUESTIONS_NEEDED = 2
DAYS_NEEDED = 2


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One objective for one learner: the last first tries, and whether a lab was passed."""

    tries: int = 0
    right: int = 0
    questions: int = 0
    days: int = 0
    lab_passed: bool = False
    needs_lab: bool = False

    @property
    def is_started(self) -> bool:
        return self.tries > 0 or self.lab_passed

    @property
    def has_right_answers(self) -> bool:
        return (
            self.right >= RIGHT_NEEDED
            and self.questions >= QUESTIONS_NEEDED
            and self.days >= DAYS_NEEDED
        )

    @property
    def is_mastered(self) -> bool:
        return self.has_right_answers and (self.lab_passed or not self.needs_lab)

    @property
    def right_to_go(self) -> int:
        return max(0, RIGHT_NEEDED - self.right)

    @property
    def quarter(self) -> int:
        """How much of the dot is filled, in quarters; the fourth only when mastered."""
        return WINDOW if self.is_mastered else min(self.right, RIGHT_NEEDED)


NOT_STARTED = Standing()


def record(
    *,
    learner: User,
    objective: str,
    source: str,
    item: str,
    score: Fraction | float,
    at: datetime,
) -> Evidence:
    """Keeps one answer or one finished lab (`item` is its slug) as evidence for one objective.

    Score 1 is right, or passed. Called in the transaction of what it tells of. Raises ValueError
    for an unknown source, a score outside 0 to 1 or a time without a zone.
    """
    if source not in Source.values:
        raise ValueError(f"source must be one of {', '.join(Source.values)}, not {source!r}")
    if not 0 <= score <= 1:
        raise ValueError(f"score must be from 0 to 1, not {score}")
    if timezone.is_naive(at):
        raise ValueError("at needs a time zone")
    day = timezone.localtime(at).date()
    of_today = Evidence.objects.filter(
        learner=learner, objective=objective, source=source, item=item, day=day
    )
    return Evidence.objects.create(
        learner=learner,
        objective=objective,
        source=source,
        item=item,
        score=float(score),
        is_right=score == 1,
        is_first_try=not of_today.exists(),
        at=at,
        day=day,
    )


def record_once(
    *,
    learner: User,
    objective: str,
    source: str,
    item: str,
    score: Fraction | float,
    at: datetime,
) -> Evidence | None:
    """As `record`, but only the first time for that item; None where it was kept before."""
    if Evidence.objects.filter(learner=learner, source=source, item=item).exists():
        return None
    return record(
        learner=learner, objective=objective, source=source, item=item, score=score, at=at
    )


def right_of(*, learner: User, source: str) -> tuple[int, int]:
    """How many answers of a kind were right, and how many there are; one query."""
    found = Evidence.objects.filter(learner=learner, source=source).aggregate(
        right=Count("id", filter=Q(is_right=True)), all=Count("id")
    )
    return found["right"], found["all"]


def standings(*, learner: User, objectives: Iterable[Objective]) -> dict[str, Standing]:
    """The standing of each objective, in two queries however much there is to count."""
    wanted = {each.id: each for each in objectives}
    tries = {row["objective"]: row for row in _last_first_tries(learner)}
    passed = set(
        Evidence.objects.filter(learner=learner, source=Source.LAB, is_right=True)
        .order_by()
        .values_list("objective", flat=True)
        .distinct()
    )
    return {
        identity: _standing(objective, tries.get(identity), identity in passed)
        for identity, objective in wanted.items()
    }


def _standing(objective: Objective, row: dict | None, lab_passed: bool) -> Standing:
    counts = {name: row[name] for name in ("tries", "right", "questions", "days")} if row else {}
    return Standing(**counts, lab_passed=lab_passed, needs_lab=objective.needs_lab)


def _last_first_tries(learner: User) -> QuerySet:
    """Per objective, counts over its newest `WINDOW` first tries."""
    place = Window(
        RowNumber(), partition_by=F("objective"), order_by=[F("at").desc(), F("id").desc()]
    )
    newest = _first_tries(learner).annotate(place=place).filter(place__lte=WINDOW).values("pk")
    return (
        Evidence.objects.filter(pk__in=newest)
        .order_by()
        .values("objective")
        .annotate(
            tries=Count("pk"),
            right=Count("pk", filter=Q(is_right=True)),
            questions=Count("item", distinct=True),
            days=Count("day", distinct=True),
        )
    )


def _first_tries(learner: User) -> QuerySet[Evidence]:
    return Evidence.objects.filter(
        learner=learner, source=Source.QUESTION, is_first_try=True
    ).order_by()


@dataclass(frozen=True, kw_only=True)
class Amount:
    """How much one learner did in one chapter."""

    questions: int = 0
    labs: int = 0


NOTHING = Amount()


def amounts(*, learner: User) -> dict[str, Amount]:
    """By the number of the chapter, as text: different questions answered, labs passed."""
    rows = (
        Evidence.objects.filter(learner=learner)
        .order_by()
        .values(chapter=Substr("objective", 1, 1))
        .annotate(
            questions=Count("item", distinct=True, filter=Q(source=Source.QUESTION)),
            labs=Count("item", distinct=True, filter=Q(source=Source.LAB, is_right=True)),
        )
    )
    return {row["chapter"]: Amount(questions=row["questions"], labs=row["labs"]) for row in rows}


def merge_evidence(*, guest: User, owner: User) -> None:
    """Hands a guest's evidence over; of two first tries on one day the earlier stays one."""
    Evidence.objects.filter(learner=guest).update(learner=owner)
    later = Evidence.objects.annotate(
        place=Window(
            RowNumber(),
            partition_by=[F("objective"), F("source"), F("item"), F("day")],
            order_by=[F("at").asc(), F("id").asc()],
        )
    ).filter(learner=owner, is_first_try=True, place__gt=1)
    Evidence.objects.filter(pk__in=list(later.values_list("pk", flat=True))).update(
        is_first_try=False
    )
