"""An attempt is its learner's: a stranger finds nothing, an anonymous visitor the log-in."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.attempts import services
from quizzes.attempts.models import Answer, Attempt
from studyguide.accounts.guests import move_work
from studyguide.accounts.models import User
from tests.quizzes.papers import CHAPTER, a_bank, an_attempt, answered_right

PAGES = ("attempt", "item", "review", "result", "hand_in", "retry")
START = f"/quizzes/{CHAPTER}/"


@pytest.fixture
def attempt(ada):
    a_bank()
    return an_attempt(ada)


def of(attempt, name):
    return reverse(f"quizzes:{name}", args=[attempt.pk, 1] if name == "item" else [attempt.pk])


@pytest.mark.parametrize("handed_in", [False, True])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_finds_nothing(as_cleo, attempt, name, method, handed_in):
    if handed_in:
        services.hand_in(attempt=attempt, at=timezone.now())

    response = getattr(as_cleo, method)(of(attempt, name))

    # Two addresses answer only one method, to everybody alike.
    assert response.status_code == 404 or (response.status_code == 405 and method == "post")
    assert not Answer.objects.exists()
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", PAGES)
def test_an_anonymous_visitor_gets_the_log_in(client, attempt, name, method, htmx):
    stands_on = f"http://testserver{of(attempt, 'item')}"
    headers = {"Referer": stands_on}
    if htmx:
        headers |= {"HX-Request": "true", "HX-Current-URL": stands_on}

    response = getattr(client, method)(of(attempt, name), headers=headers)

    goal = response.headers["HX-Redirect" if htmx else "Location"]
    assert goal.startswith(reverse("accounts:login"))
    assert str(attempt.pk) in goal


def test_an_instructor_is_a_stranger_too(as_ines, attempt):
    assert as_ines.get(of(attempt, "item")).status_code == 404


def test_the_first_start_of_an_anonymous_visitor_makes_a_guest_whose_answers_are_kept(client, db):
    a_bank()

    response = client.post(START, {"release": "8.0"})

    attempt = Attempt.objects.get()
    assert attempt.learner.is_guest
    assert attempt.release == "8.0"
    assert client.get(response["Location"]).status_code == 302
    assert client.get(of(attempt, "item")).status_code == 200


def test_a_start_that_fails_makes_no_guest(client, db):
    client.post(START, {"release": "8.0"})

    assert not User.objects.exists()


def test_what_a_guest_did_belongs_to_whoever_logs_in(client, as_ben, ben):
    a_bank()
    client.post(START, {"release": "8.0"})
    attempt = answered_right(Attempt.objects.get())

    move_work(guest=attempt.learner, owner=ben)

    assert as_ben.get(of(attempt, "item")).status_code == 200
    assert as_ben.get(of(attempt, "review")).status_code == 200
    assert Answer.objects.count() == 6


def test_starting_twice_resumes_one_attempt(as_ada):
    a_bank()

    first = as_ada.post(START, {"release": "8.0"})
    second = as_ada.post(START, {"release": "7.0"}, headers={"HX-Request": "true"})

    assert first["Location"] == second["HX-Redirect"]
    assert Attempt.objects.get().release == "8.0"
