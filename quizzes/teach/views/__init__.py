"""The pages of authoring, by noun."""

from __future__ import annotations

from quizzes.teach.views.editor import edit_question, new_question, preview
from quizzes.teach.views.questions import duplicate, questions, unpublish
from quizzes.teach.views.trial import try_question
from quizzes.teach.views.versions import publish_version, versions

__all__ = [
    "duplicate",
    "edit_question",
    "new_question",
    "preview",
    "publish_version",
    "questions",
    "try_question",
    "unpublish",
    "versions",
]
