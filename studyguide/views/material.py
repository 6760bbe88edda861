"""What there is to practise: how many questions and which labs touch which objectives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count

from labs.scenarios import Lab
from labs.shelf import labs
from quizzes.bank.models import Question
from quizzes.catalogue import find_quiz
from studyguide.blueprint import Chapter


@dataclass(frozen=True, kw_only=True)
class Material:
    """The published questions, grouped by what they test, and the labs that can be begun."""

    groups: tuple[tuple[frozenset[str], int], ...]

    def questions_on(self, objectives: Iterable[str]) -> int:
        """How many questions test at least one of the objectives."""
        wanted = frozenset(objectives)
        return sum(count for tested, count in self.groups if tested & wanted)

    def questions_of(self, chapter: Chapter) -> int:
        return sum(
            count
            for tested, count in self.groups
            if any(each.startswith(f"{chapter.id}.") for each in tested)
        )

    def quiz_of(self, chapter: Chapter) -> str:
        """The slug of the chapter's quiz, or nothing while too few questions stand behind it."""
        quiz = find_quiz(chapter.slug)
        return quiz.slug if quiz and self.questions_of(chapter) >= quiz.least else ""

    @cached_property
    def tested(self) -> frozenset[str]:
        return frozenset(each for tested, _ in self.groups for each in tested)

    @cached_property
    def labs(self) -> tuple[Lab, ...]:
        return tuple(labs().values())

    def labs_on(self, objectives: Iterable[str]) -> tuple[Lab, ...]:
        wanted = frozenset(objectives)
        return tuple(lab for lab in self.labs if wanted & frozenset(lab.objectives))

    def labs_of(self, chapter: Chapter) -> tuple[Lab, ...]:
        return tuple(
            lab
            for lab in self.labs
            if any(each.startswith(f"{chapter.id}.") for each in lab.objectives)
        )


def material() -> Material:
    """What there is now, in one query."""
    rows = (
        Question.objects.filter(published__isnull=False)
        .order_by()
        .values_list("published__objectives")
        .annotate(Count("id"))
    )
    return Material(groups=tuple((frozenset(text.split()), count) for text, count in rows))
