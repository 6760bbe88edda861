"""Which lessons a learner has opened, how far, and which are marked as read."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from studyguide.accounts.models import User
from studyguide.progress.models import Reading


def visit(*, learner: User, chapter: str, lesson: str, at: datetime) -> None:
    """Notes that the lesson is open now, in one statement; the section reached stays."""
    Reading.objects.bulk_create(
        [Reading(learner=learner, chapter=chapter, lesson=lesson, seen_at=at)],
        update_conflicts=True,
        unique_fields=["learner", "chapter", "lesson"],
        update_fields=["seen_at"],
    )


def reach(*, learner: User, chapter: str, lesson: str, section: str, at: datetime) -> None:
    """Notes the section now on screen."""
    Reading.objects.bulk_create(
        [Reading(learner=learner, chapter=chapter, lesson=lesson, section=section, seen_at=at)],
        update_conflicts=True,
        unique_fields=["learner", "chapter", "lesson"],
        update_fields=["seen_at", "section"],
    )


def mark_read(*, learner: User, chapter: str, lesson: str, at: datetime) -> None:
    """Marks the lesson as read; the first time stays."""
    with transaction.atomic():
        visit(learner=learner, chapter=chapter, lesson=lesson, at=at)
        Reading.objects.filter(
            learner=learner, chapter=chapter, lesson=lesson, read_at=None
        ).update(read_at=at)


def mark_unread(*, learner: User, chapter: str, lesson: str) -> None:
    Reading.objects.filter(learner=learner, chapter=chapter, lesson=lesson).update(read_at=None)


def readings(*, learner: User) -> dict[tuple[str, str], Reading]:
    """All lessons the learner has opened, newest first, by chapter and lesson."""
    rows = Reading.objects.filter(learner=learner)
    return {(row.chapter, row.lesson): row for row in rows}


def merge_readings(*, guest: User, owner: User) -> None:
    """Settles lessons that both have opened: the newer place and the earlier mark stay."""
    own = {(row.chapter, row.lesson): row for row in Reading.objects.filter(learner=owner)}
    for row in Reading.objects.filter(learner=guest):
        kept = own.get((row.chapter, row.lesson))
        if kept is None:
            continue
        if row.seen_at > kept.seen_at:
            kept.seen_at, kept.section = row.seen_at, row.section
        kept.read_at = min(filter(None, (kept.read_at, row.read_at)), default=None)
        kept.save(update_fields=["seen_at", "section", "read_at"])
        row.delete()
