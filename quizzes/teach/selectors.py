"""What the pages of authoring read from the bank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from quizzes.bank.models import QuestionVersion, State

PAGE_SIZE = 25
# States of a question as a whole, beside those of its newest version.
UNPUBLISHED_CHANGES = "changed"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the list is narrowed to; an empty text narrows nothing."""

    text: str = ""
    kind: str = ""
    chapter: str = ""
    objective: str = ""
    state: str = ""
    proof: str = ""


def newest_versions(filters: Filters) -> QuerySet[QuestionVersion]:
    """The newest version of each question that fits, lately changed first.

    Each carries its question with the published version, its author, and `version_count`.
    """
    newest = QuestionVersion.objects.filter(question=OuterRef("question")).order_by("-number")
    versions = QuestionVersion.objects.filter(pk=Subquery(newest.values("pk")[:1]))
    for condition in _conditions(filters):
        versions = versions.filter(condition)
    return (
        versions.select_related("question__published", "author")
        .annotate(version_count=_count_of_versions())
        .order_by("-created_at", "-pk")
    )


def _count_of_versions() -> Subquery:
    counted = (
        QuestionVersion.objects.filter(question=OuterRef("question"))
        .order_by()
        .values("question")
        .annotate(count=Count("pk"))
    )
    return Subquery(counted.values("count"))


def _conditions(filters: Filters) -> Iterable[Q]:
    for word in filters.text.lower().split():
        yield Q(words__contains=word) | Q(question__slug__contains=word)
    if filters.kind:
        yield Q(kind=filters.kind)
    if filters.objective:
        yield Q(objectives__contains=f" {filters.objective} ")
    if filters.chapter:
        yield Q(objectives__contains=f" {filters.chapter}.")
    if filters.state:
        yield _in_state(filters.state)
    if filters.proof:
        yield Q(proof=filters.proof)


def _in_state(state: str) -> Q:
    """Published ones may have a newer draft; a draft is one that nobody can be asked yet."""
    if state == State.PUBLISHED:
        return Q(question__published__isnull=False)
    if state == UNPUBLISHED_CHANGES:
        return Q(question__published__isnull=False) & ~Q(pk=F("question__published"))
    return Q(question__published__isnull=True, state=state)
