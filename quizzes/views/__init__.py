"""The pages of quizzes, by noun."""

from __future__ import annotations

from quizzes.views.finishing import hand_in, review
from quizzes.views.offer import index, quiz
from quizzes.views.results import result, retry
from quizzes.views.taking import attempt, item

__all__ = ["attempt", "hand_in", "index", "item", "quiz", "result", "retry", "review"]
