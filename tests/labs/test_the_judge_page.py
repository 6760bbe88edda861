"""The page of "judge the move": a card, an answer, and what is kept of it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from labs.judging import ALLOWED, card
from studyguide import progress
from studyguide.progress.models import Evidence

pytestmark = pytest.mark.django_db
URL = "/labs/judge/"


def a_refused_card():
    return next(one for one in (card(n, "8.0") for n in range(1, 30)) if one.answer != ALLOWED)


def an_answer(shown, answer, **changes):
    return {"n": shown.seed, "release": shown.release, "answer": answer, **changes}


def test_without_a_number_any_card_comes(client):
    response = client.get(URL)

    assert response.status_code == 302
    assert response.url.startswith(f"{URL}?n=")


def test_a_card_tells_nothing_of_its_answer(client):
    shown = a_refused_card()

    html = client.get(URL, {"n": shown.seed, "release": "8.0"}).content.decode()

    assert 'class="finding"' not in html
    for rule in shown.choices:
        assert f'value="{rule.code}"' in html
    assert reverse("labs:rule", args=[shown.answer]) not in html


@pytest.mark.parametrize(("is_right", "score"), [(True, 1), (False, 0.5)])
def test_an_answer_is_judged_explained_and_kept(client, is_right, score):
    shown = a_refused_card()
    other = next(rule.code for rule in shown.choices if rule.code != shown.answer)

    response = client.post(URL, an_answer(shown, shown.answer if is_right else other))

    html = response.content.decode()
    assert response.status_code == 200
    assert reverse("labs:rule", args=[shown.answer]) in html
    (kept,) = Evidence.objects.all()
    assert (kept.source, kept.score, kept.objective) == ("card", score, shown.objective)


def test_only_the_first_answer_to_a_card_counts(client):
    shown = a_refused_card()

    client.post(URL, an_answer(shown, ALLOWED))
    client.post(URL, an_answer(shown, shown.answer))

    (kept,) = Evidence.objects.all()
    assert kept.score == 0
    assert progress.right_of(learner=kept.learner, source="card") == (0, 1)


@pytest.mark.parametrize(
    "query",
    [
        {"n": "0"},
        {"n": "-1"},
        {"n": "many"},
        {"n": "9" * 400},
        {"n": "2147483648"},
        {"n": "\u0663"},
    ],
)
def test_a_card_that_does_not_exist_is_not_found(client, query):
    assert client.get(URL, query).status_code == 404


@pytest.mark.parametrize("answer", ["", "no.such_rule", "request.unknown_object"])
def test_an_answer_that_was_not_offered_is_asked_for_again(client, answer):
    shown = a_refused_card()

    response = client.post(URL, an_answer(shown, answer))

    assert response.status_code == 422
    assert not Evidence.objects.exists()


def test_an_unknown_release_falls_back_to_the_learners_own(client):
    assert client.get(URL, {"n": "5", "release": "9.9"}).status_code == 200
