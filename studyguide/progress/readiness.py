"""The expected share right on this course: an estimate with its interval, or too little to tell."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from studyguide.accounts.models import User
from studyguide.blueprint import Objective
from studyguide.progress.models import Evidence, Source

ANSWERS_NEEDED = 60
CHAPTERS_NEEDED = 4
Z_80 = 1.2816  # half-width of a central 80 % interval, in standard deviations


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """What the first tries so far suggest; `low` and `high` are whole per cent."""

    answers: int
    chapters: int
    low: int
    high: int

    @property
    def answers_needed(self) -> int:
        return ANSWERS_NEEDED

    @property
    def chapters_needed(self) -> int:
        return CHAPTERS_NEEDED

    @property
    def is_enough(self) -> bool:
        return self.answers >= ANSWERS_NEEDED and self.chapters >= CHAPTERS_NEEDED


def readiness(*, learner: User, objectives: Iterable[Objective]) -> Readiness:
    """Beta(1 + right, 1 + wrong) per objective, all objectives weighing the same. Two queries.

    A chapter's weight is its number of objectives, so the mean over objectives is the weighted
    mean over chapters.
    """
    tries = Evidence.objects.filter(
        learner=learner, source=Source.QUESTION, is_first_try=True
    ).order_by()
    counts = {
        row["objective"]: (row["right"], row["wrong"])
        for row in tries.values("objective").annotate(
            right=Count("pk", filter=Q(is_right=True)), wrong=Count("pk", filter=Q(is_right=False))
        )
    }
    low, high = interval([counts.get(each.id, (0, 0)) for each in objectives])
    return Readiness(
        answers=tries.values("item", "day").distinct().count(),
        chapters=len({identity[0] for identity in counts}),
        low=low,
        high=high,
    )


def interval(counts: list[tuple[int, int]]) -> tuple[int, int]:
    """The central 80 % interval of the mean of the betas, in whole per cent, by its two moments."""
    if not counts:
        return 0, 100
    mean = variance = 0.0
    for right, wrong in counts:
        total = right + wrong + 2
        share = (right + 1) / total
        mean += share / len(counts)
        variance += share * (1 - share) / (total + 1) / len(counts) ** 2
    reach = Z_80 * math.sqrt(variance)
    return max(0, math.floor(100 * (mean - reach))), min(100, math.ceil(100 * (mean + reach)))
