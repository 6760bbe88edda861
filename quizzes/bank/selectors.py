"""Reading the bank."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from quizzes.bank.models import Origin, Question, QuestionVersion, State, is_slug


def published_versions(
    *, objectives: Iterable[str] | None = None, chapter: int | None = None
) -> QuerySet[QuestionVersion]:
    """Versions in use, by slug; only those that test one of the objectives, or the chapter."""
    versions = (
        QuestionVersion.objects.filter(state=State.PUBLISHED)
        .select_related("question")
        .order_by("question__slug")
    )
    if objectives is not None:
        wanted = [Q(objectives__contains=f" {objective} ") for objective in objectives]
        versions = versions.filter(reduce(or_, wanted)) if wanted else versions.none()
    if chapter is not None:
        versions = versions.filter(objectives__contains=f" {chapter}.")
    return versions


def question_or_404(slug: str) -> Question:
    if not is_slug(slug):
        raise Http404
    question = Question.objects.select_related("published").filter(slug=slug).first()
    if question is None:
        raise Http404
    return question


def version_or_404(slug: str, number: int) -> QuestionVersion:
    version = (
        QuestionVersion.objects.select_related("question", "author")
        .filter(question__slug=slug, number=number)
        .first()
        if is_slug(slug) and 0 < number < 2**31
        else None
    )
    if version is None:
        raise Http404
    return version


def versions_of(question: Question) -> QuerySet[QuestionVersion]:
    """All versions, newest first."""
    return question.versions.select_related("author").order_by("-number")


def newest_version(question: Question) -> QuestionVersion | None:
    return versions_of(question).first()


def editable_version(question: Question) -> QuestionVersion | None:
    """The authored draft that stands, else the version in use, else the newest."""
    newest = newest_version(question)
    if newest is not None and newest.is_open and newest.origin == Origin.AUTHORED:
        return newest
    return question.published or newest


def bank_page(
    *,
    kind: str = "",
    state: str = "",
    objective: str = "",
    chapter: int | None = None,
    text: str = "",
) -> QuerySet[Question]:
    """Questions for the list, each with `newest_number/_kind/_state/_origin/_content`.

    Filters judge the newest version; `state="published"` any question in use. `chapter` is a
    chapter's number, `text` a part of its words or slug.
    """
    newest = QuestionVersion.objects.filter(question=OuterRef("pk")).order_by("-number")
    fields = ("number", "kind", "state", "origin", "content", "objectives", "words")
    questions = (
        Question.objects.select_related("published")
        .annotate(**{f"newest_{name}": Subquery(newest.values(name)[:1]) for name in fields})
        .order_by("slug")
    )
    if kind:
        questions = questions.filter(newest_kind=kind)
    if state == State.PUBLISHED:
        questions = questions.filter(published__isnull=False)
    elif state:
        questions = questions.filter(newest_state=state)
    if objective:
        questions = questions.filter(newest_objectives__contains=f" {objective} ")
    if chapter is not None:
        questions = questions.filter(newest_objectives__contains=f" {chapter}.")
    for word in text.lower().split():
        questions = questions.filter(Q(newest_words__contains=word) | Q(slug__contains=word))
    return questions


def pending_updates() -> QuerySet[QuestionVersion]:
    """Shipped versions that wait because the question was edited here, newest first."""
    return (
        QuestionVersion.objects.filter(origin=Origin.SHIPPED, state=State.REVIEW)
        .select_related("question", "question__published")
        .order_by("question__slug", "-number")
    )
