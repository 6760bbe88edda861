"""What the search may find of a question: its stem, never options, keys or explanations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse

from quizzes.bank.models import Question
from quizzes.lead_in import lead_in
from studyguide import search

KIND = "question"
TITLE_CAP = 120


def put(question: Question, content: Mapping) -> None:
    """Index the stem of a published version in each language it is written in."""
    remove(question)
    search.put_all([{**entry, "kind": KIND} for entry in _entries(question.slug, content)])


def remove(question: Question) -> None:
    search.remove(kind=KIND, key=question.slug)


def rebuild() -> int:
    """Make the published stems all that the index holds of questions; how many entries."""
    published = Question.objects.filter(published__isnull=False)
    rows = published.values_list("slug", "published__content")
    entries = [entry for slug, content in rows for entry in _entries(slug, content)]
    return search.replace(kind=KIND, things=entries)[0]


def _entries(slug: str, content: Mapping) -> Iterator[dict[str, str]]:
    objective = content["objectives"][0]
    url = reverse("quizzes:quiz", args=[f"objective-{objective.replace('.', '-')}"])
    for language, text in content["stem"].items():
        yield {
            "key": slug,
            "language": language,
            "title": _title(text),
            "body": f"{lead_in(content['releases'], language)} {text}".strip(),
            "url": url,
        }


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_CAP else f"{line[: TITLE_CAP - 1].rstrip()}…"
