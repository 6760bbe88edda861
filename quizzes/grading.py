"""Grading: a pure function from content and answer to a score with its receipt."""

from __future__ import annotations

from collections.abc import Mapping

from quizzes import kinds
from quizzes.kinds.grade import Grade, Other, Part, Receipt, Share

__all__ = ["Grade", "Other", "Part", "Receipt", "Share", "grade"]


def grade(content: Mapping, response: Mapping | None, *, mode: str | None = None) -> Grade:
    """The grade of an answer that `kind.read_answer` accepted; None is no answer.

    An empty answer scores 0 in every mode. KeyError for a mode that is none, ValueError for an
    answer that names an option the content lacks.
    """
    return kinds.kind_of(content).grade(content, response, mode=mode)
