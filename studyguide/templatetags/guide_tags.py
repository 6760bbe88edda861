"""What only the guide's templates ask."""

from __future__ import annotations

from collections.abc import Collection

from django import template

from studyguide.guide import Lesson

register = template.Library()


@register.filter
def is_among(lesson: Lesson, read: Collection[tuple[str, str]]) -> bool:
    """Whether the lesson is one of those marked as read."""
    return (lesson.chapter.slug, lesson.slug) in (read or ())


@register.filter
def read_of(lessons: Collection[Lesson], read: Collection[tuple[str, str]]) -> int:
    """How many of the lessons are marked as read."""
    return sum(is_among(lesson, read) for lesson in lessons)
