"""The lines in which quizzes and their results are listed, ready for a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizzes.attempts import selectors
from quizzes.attempts.models import Attempt
from quizzes.catalogue import LONGEST_PAPER, Quiz, quiz_on
from quizzes.views.marks import points
from studyguide.blueprint import Chapter, blueprint


@dataclass(frozen=True, kw_only=True)
class ResultLine:
    """One attempt that was handed in."""

    attempt: Attempt

    @property
    def points(self) -> str:
        return points(self.attempt.score)

    @property
    def percent(self) -> int:
        return selectors.percent(self.attempt)


@dataclass(frozen=True, kw_only=True)
class QuizRow:
    """One quiz that can be taken, and how it went last."""

    quiz: Quiz
    behind: int
    count: int
    last: ResultLine | None


@dataclass(frozen=True, kw_only=True)
class ObjectiveGroup:
    """The quick quizzes of one chapter: each with how many questions stand behind it."""

    chapter: Chapter
    quizzes: tuple[tuple[Quiz, int], ...]


def quiz_rows(quizzes: Iterable[Quiz], last: Mapping[str, Attempt]) -> list[QuizRow]:
    """Those with enough questions, in the order given."""
    listed = tuple(quizzes)
    behind = selectors.question_counts(listed)
    return [
        QuizRow(
            quiz=quiz,
            behind=behind[quiz.slug],
            count=min(behind[quiz.slug], LONGEST_PAPER),
            last=ResultLine(attempt=last[quiz.slug]) if quiz.slug in last else None,
        )
        for quiz in listed
        if behind[quiz.slug] >= quiz.least
    ]


def objective_groups(counts: Mapping[str, int]) -> list[ObjectiveGroup]:
    """The objectives that have questions, chapter by chapter."""
    groups = []
    for chapter in blueprint().chapters:
        found = tuple(
            (quiz_on(objective.id), counts[objective.id])
            for objective in blueprint().of_chapter(chapter)
            if counts.get(objective.id)
        )
        if found:
            groups.append(ObjectiveGroup(chapter=chapter, quizzes=found))
    return groups
