"""How many queries a page costs, transaction control apart, whatever the size of the bank."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quizzes.attempts import services
from quizzes.attempts.models import Attempt
from tests.quizzes.papers import (
    CHAPTER,
    a_bank,
    address,
    an_attempt,
    answered_right,
    item_of,
    page,
    post,
)

CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def queries(deed):
    with CaptureQueriesContext(connection) as captured:
        deed()
    return sum(not query["sql"].startswith(CONTROL) for query in captured)


@pytest.fixture(params=[6, 40], ids=["a small bank", "a large bank"])
def attempt(request, ada):
    a_bank(request.param)
    return an_attempt(ada)


def a_long_paper(attempt, length=60):
    """The same attempt with its first question many times over."""
    first = attempt.items.first()
    for position in range(attempt.maximum + 1, length + 1):
        first.pk, first.position = None, position
        first.save(force_insert=True)
    Attempt.objects.update(maximum=length)


def test_a_question_page_costs_ten_at_most(as_ada, attempt):
    item = item_of(attempt, "single_choice")
    assert queries(lambda: as_ada.get(address(item))) <= 10


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize("kind", ["single_choice", "multiple_response", "true_false"])
def test_saving_an_answer_costs_six_at_most(as_ada, attempt, kind, htmx):
    item = item_of(attempt, kind)
    _, fields = page(as_ada, item)

    for counter in (1, 2):  # the first makes the row, the second changes it
        sent = {**fields, "picked": item.option_order[0], "counter": counter}
        assert queries(lambda sent=sent: post(as_ada, item, sent, htmx=htmx)) <= 6


def test_neither_grows_with_the_paper(as_ada, attempt):
    item = item_of(attempt, "single_choice")
    short_page = queries(lambda: as_ada.get(address(item)))
    _, fields = page(as_ada, item)
    sent = {**fields, "picked": "a", "counter": 1}
    post(as_ada, item, sent, htmx=True)
    short_save = queries(lambda: post(as_ada, item, {**sent, "counter": 2}, htmx=True))

    a_long_paper(attempt)

    assert queries(lambda: as_ada.get(address(item))) == short_page
    assert queries(lambda: post(as_ada, item, {**sent, "counter": 3}, htmx=True)) == short_save


@pytest.mark.parametrize("name", ["review", "attempt"])
def test_the_pages_around_the_questions_cost_ten_at_most(as_ada, attempt, name):
    a_long_paper(attempt)

    assert queries(lambda: as_ada.get(reverse(f"quizzes:{name}", args=[attempt.pk]))) <= 10


def test_a_result_costs_ten_at_most(as_ada, attempt):
    a_long_paper(attempt)
    services.hand_in(attempt=answered_right(attempt), at=timezone.now())
    address = reverse("quizzes:result", args=[attempt.pk])

    assert queries(lambda: as_ada.get(address, {"show": "all"})) <= 10


def test_the_lists_cost_ten_at_most(as_ada, attempt):
    services.hand_in(attempt=answered_right(attempt), at=timezone.now())

    assert queries(lambda: as_ada.get(reverse("quizzes:index"))) <= 10
    assert queries(lambda: as_ada.get(reverse("quizzes:quiz", args=[CHAPTER]))) <= 10
