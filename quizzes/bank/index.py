"""What the search may find of a question: its stem, never options, keys or explanations."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from quizzes.bank.models import Question
from quizzes.lead_in import lead_in
from studyguide import search

KIND = "question"
TITLE_CAP = 120


def put(question: Question, content: Mapping) -> None:
    """Index the stem in each language it is written in, under the quiz on its first objective."""
    remove(question)
    objective = content["objectives"][0]
    url = reverse("quizzes:quiz", args=[f"objective-{objective.replace('.', '-')}"])
    for language, text in content["stem"].items():
        search.put(
            kind=KIND,
            key=question.slug,
            language=language,
            title=_title(text),
            body=f"{lead_in(content['releases'], language)}{text}",
            url=url,
        )


def remove(question: Question) -> None:
    search.remove(kind=KIND, key=question.slug)


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_CAP else f"{line[: TITLE_CAP - 1].rstrip()}…"
