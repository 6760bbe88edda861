"""A learner's home: the next step, progress in true numbers, what is weak."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.urls import reverse

from quizzes.attempts.models import Attempt
from studyguide import progress
from studyguide.guide import guide
from tests.studyguide.queries import queries

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
LESSONS = guide().lessons


def home_of(client):
    response = client.get(reverse("home"), {"lang": "en"})
    assert response.status_code == 200
    return unescape(response.content.decode())


def next_of(client):
    return home_of(client).split('class="card next"')[1].split("</section>")[0]


def read(learner, lesson, *, minutes=0):
    progress.mark_read(
        learner=learner,
        chapter=lesson.chapter.slug,
        lesson=lesson.slug,
        at=NOON + timedelta(minutes=minutes),
    )


def answered(learner, objective, *scores):
    for number, score in enumerate(scores):
        progress.record(
            learner=learner,
            objective=objective,
            source="question",
            item=f"{objective}-{number}",
            score=score,
            at=NOON + timedelta(days=number),
        )


def test_who_did_nothing_yet_begins_with_the_first_lesson(as_ada):
    step = next_of(as_ada)

    assert LESSONS[0].title.en in step
    assert f'href="{LESSONS[0].address}"' in step


def test_an_open_lesson_is_continued_at_its_section(as_ada, ada):
    lesson = LESSONS[2]
    section = lesson.sections[1]
    progress.reach(
        learner=ada,
        chapter=lesson.chapter.slug,
        lesson=lesson.slug,
        section=section.anchor,
        at=NOON,
    )

    step = next_of(as_ada)
    assert f'href="{lesson.address}#{section.anchor}"' in step
    assert section.title.en in step


def test_after_a_lesson_is_read_the_next_unread_one_comes(as_ada, ada):
    read(ada, LESSONS[1], minutes=1)
    read(ada, LESSONS[0], minutes=2)

    assert f'href="{LESSONS[2].address}"' in next_of(as_ada)


def test_after_the_last_lesson_the_first_unread_one_comes(as_ada, ada):
    read(ada, LESSONS[-1])

    assert f'href="{LESSONS[0].address}"' in next_of(as_ada)


def test_when_all_is_read_practice_comes(as_ada, ada):
    for number, lesson in enumerate(LESSONS):
        read(ada, lesson, minutes=number)

    assert reverse("quizzes:index") in next_of(as_ada)


def test_a_section_that_is_gone_does_not_stop_the_page(as_ada, ada):
    lesson = LESSONS[0]
    progress.reach(
        learner=ada, chapter=lesson.chapter.slug, lesson=lesson.slug, section="o0-00", at=NOON
    )
    progress.visit(learner=ada, chapter="gone", lesson="gone", at=NOON + timedelta(days=1))

    assert f'href="{lesson.address}"' in next_of(as_ada)


def test_the_chapter_s_line_counts_what_is_read(as_ada, ada):
    read(ada, LESSONS[0])

    assert f"1/{len(LESSONS)}" in home_of(as_ada)


def test_the_weakest_objective_comes_first_and_mastered_ones_not_at_all(as_ada, ada):
    answered(ada, "6.16", 1, 1, 1)
    answered(ada, "6.20", 0, 1)
    answered(ada, "6.27", 0, 0)

    weak = home_of(as_ada).split('id="weakest"')[1].split("</section>")[0]
    assert weak.index("6.27") < weak.index("6.20")
    assert "6.16" not in weak
    assert "0/2" in weak


def test_without_enough_answers_no_estimate_is_shown(as_ada, ada):
    answered(ada, "6.16", 1)

    html = home_of(as_ada)
    assert "Not enough data" in html
    assert "1 of 60 answers, in 1 of 4 chapters." in html


def test_with_enough_an_interval_is_shown(as_ada, ada):
    for chapter in range(1, 6):
        answered(ada, f"{chapter}.01", *[1] * 13)

    html = home_of(as_ada)
    assert "Not enough data" not in html
    assert "resting on 65 answers in 5 chapters" in html


def attempts(learner, amount):
    Attempt.objects.bulk_create(
        Attempt(
            learner=learner,
            quiz=LESSONS[0].chapter.slug,
            release="notes",
            seed="s",
            started_at=NOON + timedelta(hours=number),
            submitted_at=NOON + timedelta(hours=number, minutes=5) if number % 2 else None,
            score="3" if number % 2 else "",
            maximum=4,
        )
        for number in range(amount)
    )


def test_recent_attempts_lead_to_where_they_stand(as_ada, ada):
    attempts(ada, 2)
    open_one, done = ada.attempts.order_by("started_at")

    html = home_of(as_ada)
    assert reverse("quizzes:attempt", args=[open_one.pk]) in html
    assert reverse("quizzes:result", args=[done.pk]) in html
    assert "75%" in html


def test_an_empty_list_says_how_to_fill_it(as_ada):
    assert "Attempts and lab runs will be listed here." in home_of(as_ada)


@pytest.mark.parametrize("amount", [0, 30])
def test_home_costs_twelve_queries_at_most(as_ada, ada, amount):
    attempts(ada, amount)
    for lesson in LESSONS[:amount]:
        read(ada, lesson)
    for objective in ("6.01", "6.02", "6.03")[:amount]:
        answered(ada, objective, *[1, 0] * (amount // 2))

    assert queries(lambda: home_of(as_ada)) <= 12


def test_ben_sees_nothing_of_ada(as_ben, ada):
    attempts(ada, 1)
    answered(ada, "6.27", 0)

    html = home_of(as_ben)
    assert "6.27" not in html
    assert str(ada.attempts.get().pk) not in html


def test_a_guest_with_work_has_a_home(client):
    lesson = LESSONS[0]
    client.post(reverse("guide:mark", args=[lesson.chapter.slug, lesson.slug]), {"read": "yes"})

    assert f"1/{len(LESSONS)}" in home_of(client)
