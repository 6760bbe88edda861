"""All tables of this app, gathered from its rooms."""

from quizzes.attempts.models import Answer, Attempt, AttemptItem
from quizzes.bank.models import Question, QuestionVersion

__all__ = ["Answer", "Attempt", "AttemptItem", "Question", "QuestionVersion"]
