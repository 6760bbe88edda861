"""Builders of banks and attempts, and what a browser reads out of a question page."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

from django.urls import reverse

from quizzes.attempts import services
from quizzes.attempts.order import OrderKey
from quizzes.catalogue import find_quiz
from tests.quizzes.factories import a_multiple_response, a_question, a_true_false, stored

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CHAPTER = "vmotion-storage-vmotion"
KINDS = (a_question, a_multiple_response, a_true_false)


def a_bank(count=6, **changes):
    """Published questions on chapter 6, every kind in turn, each on an objective of its own."""
    return [
        stored(
            KINDS[number % 3](objectives=[f"6.{number:02}"], **changes),
            slug=f"{CHAPTER}/question-{number}",
        )
        for number in range(1, count + 1)
    ]


def an_attempt(learner, *, quiz=CHAPTER, seed="1", at=NOON, release="notes", minutes=None):
    attempt = services.start_attempt(
        learner=learner, quiz=find_quiz(quiz), release=release, seed=seed, at=at
    )
    if minutes is not None:
        attempt.deadline_at = at + timedelta(minutes=minutes)
        attempt.save(update_fields=["deadline_at"])
    return attempt


def answer(item, *picked, lease=1, counter=1, at=NOON, **more):
    return services.record_answer(
        item=item,
        response={"picked": sorted(picked)},
        key=OrderKey(lease, counter),
        at=at,
        **more,
    )


def key_of(item):
    return {
        "single_choice": ("c",),
        "multiple_response": ("c", "d"),
        "true_false": ("true",),
    }[item.version.kind]


def answered_right(attempt):
    for item in attempt.items.select_related("version"):
        answer(item, *key_of(item))
    return attempt


def item_of(attempt, kind):
    """The first item of that kind in the paper."""
    return attempt.items.select_related("version").filter(version__kind=kind).first()


def address(item):
    return reverse("quizzes:item", args=[item.attempt_id, item.position])


def hidden(response):
    """The hidden fields of the question's form, as a browser would send them."""
    form = re.search(r'<form class="q".*?</form>', response.content.decode(), re.S)[0]
    return {
        name: unescape(value)
        for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
        if name != "csrfmiddlewaretoken"
    }


def page(client, item, **query):
    """A question page as shown now, and its hidden fields."""
    response = client.get(address(item), query)
    assert response.status_code == 200
    return response, hidden(response)


def post(client, item, fields, *, htmx=False, **more):
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(address(item), {**fields, **more}, headers=headers)
