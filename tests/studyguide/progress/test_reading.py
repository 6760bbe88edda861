"""Readings: which lessons were open, how far, and which are marked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from studyguide import progress
from studyguide.accounts.guests import move_work
from studyguide.progress.models import Reading
from tests.conftest import a_user
from tests.studyguide.queries import queries

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
LESSON = {"chapter": "c", "lesson": "one"}

pytestmark = pytest.mark.django_db


def the_reading(learner, lesson="one"):
    return progress.readings(learner=learner)["c", lesson]


def test_a_visit_is_one_statement_and_keeps_the_section_reached(ada):
    progress.reach(learner=ada, section="o6-02", at=NOON, **LESSON)

    later = NOON + timedelta(hours=1)
    assert queries(lambda: progress.visit(learner=ada, at=later, **LESSON)) == 1

    assert the_reading(ada).section == "o6-02"
    assert the_reading(ada).seen_at == later


def test_marking_twice_keeps_the_first_time(ada):
    progress.mark_read(learner=ada, at=NOON, **LESSON)
    progress.mark_read(learner=ada, at=NOON + timedelta(days=1), **LESSON)

    assert the_reading(ada).read_at == NOON


def test_a_visit_does_not_take_the_mark_away(ada):
    progress.mark_read(learner=ada, at=NOON, **LESSON)
    progress.visit(learner=ada, at=NOON + timedelta(days=1), **LESSON)

    assert the_reading(ada).read_at == NOON


def test_the_mark_can_be_taken_back_even_where_there_is_none(ada):
    progress.mark_unread(learner=ada, **LESSON)
    progress.mark_read(learner=ada, at=NOON, **LESSON)
    progress.mark_unread(learner=ada, **LESSON)

    assert the_reading(ada).read_at is None


def test_the_lesson_last_open_comes_first(ada):
    progress.visit(learner=ada, chapter="c", lesson="one", at=NOON)
    progress.visit(learner=ada, chapter="c", lesson="two", at=NOON + timedelta(minutes=1))
    assert next(iter(progress.readings(learner=ada))) == ("c", "two")

    progress.visit(learner=ada, chapter="c", lesson="one", at=NOON + timedelta(minutes=2))
    assert next(iter(progress.readings(learner=ada))) == ("c", "one")


def test_a_guest_s_readings_join_those_of_the_owner(ada):
    guest = a_user("guest-1", is_guest=True)
    later = NOON + timedelta(days=1)
    progress.mark_read(learner=ada, at=later, **LESSON)
    progress.mark_read(learner=guest, at=NOON, **LESSON)
    progress.reach(learner=guest, section="o6-09", at=later + timedelta(days=1), **LESSON)
    progress.visit(learner=guest, chapter="c", lesson="two", at=NOON)

    move_work(guest=guest, owner=ada)

    assert Reading.objects.filter(learner=ada).count() == 2
    assert the_reading(ada).read_at == NOON
    assert the_reading(ada).section == "o6-09"
