"""Every kind as a plain form: kept, shown again, refused with all that was typed, and explained."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from quizzes.attempts.models import Answer
from quizzes.kinds import KINDS
from quizzes.widgets import WIDGETS
from tests.quizzes.factories import OF_KIND, stored
from tests.quizzes.papers import CHAPTER, an_attempt, page, post

HOSTILE = {
    "numeric": ({"number": "<b>eight", "unit": "GB"}, "&lt;b&gt;eight"),
    "short_text": ({"words": "<b>" + "x" * 198}, "&lt;b&gt;xxx"),
    "ordering": ({"place-0": "2", "place-1": "99"}, "<option selected>2</option>"),
    "matching": ({"match-0": "1", "match-1": "y"}, '<option value="1" selected>'),
    "cloze": ({"blank-a": "vMotion", "blank-b": "<b>8"}, 'value="vMotion"'),
}


@pytest.fixture
def ask(ada):
    """The only question of a new attempt, of the kind asked for."""

    def asked(kind):
        stored(OF_KIND[kind](objectives=["6.08"]), slug=f"{CHAPTER}/one")
        return an_attempt(ada, quiz="objective-6-08").items.get()

    return asked


def right_fields(item):
    kind = KINDS[item.version.kind]
    right = kind.right_answer(item.version.content)
    return right, WIDGETS[kind.name].fields(item.option_order, right)


def fields_of(response):
    """What a browser would send of the question as it is shown, unchanged."""
    html = re.search(r'<form class="q".*?</form>', response.content.decode(), re.S)[0]
    sent = re.findall(r'<input[^>]* name="([\w-]+)" value="([^"]*)"[^>]* checked', html)
    sent += re.findall(r'<input class="in[^>]* name="([\w-]+)" value="([^"]*)"', html)
    for name, options in re.findall(r'<select[^>]* name="([\w-]+)".*?>(.*?)</select>', html, re.S):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        sent.append((name, (chosen[1] or chosen[2]) if chosen else ""))
    return sorted((name, unescape(value)) for name, value in sent)


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_is_kept_and_shown_again(as_ada, ask, kind, htmx):
    item = ask(kind)
    right, sent = right_fields(item)
    _, fields = page(as_ada, item)
    answer = {name: [value for other, value in sent if other == name] for name, _ in sent}

    response = post(as_ada, item, fields, **answer, counter=1, htmx=htmx)

    assert response.status_code == (200 if htmx else 302)
    kept = Answer.objects.get()
    assert (kept.response, kept.given) == (right, True)
    assert fields_of(page(as_ada, item)[0]) == sorted(field for field in sent if field[1])


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_cannot_be_read_is_refused_and_stays_in_the_form(as_ada, ask, kind):
    item = ask(kind)
    _, fields = page(as_ada, item)
    sent, shown = HOSTILE[kind]

    response = post(as_ada, item, fields, **sent, counter=1)

    assert response.status_code == 422
    assert shown in response.content.decode()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("kind", HOSTILE)
def test_of_two_pages_the_newer_stands_and_use_mine_sends_the_other(as_ada, ask, kind):
    item = ask(kind)
    right, sent = right_fields(item)
    _, older = page(as_ada, item)
    _, newer = page(as_ada, item)
    post(as_ada, item, newer, counter=1)

    response = post(as_ada, item, older, **dict(sent), counter=1)

    assert response.status_code == 409
    mine = re.search(r'<form id="mine".*?</form>', response.content.decode(), re.S)[0]
    again = re.findall(r'name="([\w-]+)" value="([^"]*)"', mine)
    post(as_ada, item, {name: unescape(value) for name, value in again})
    assert Answer.objects.get().response == right


WRONG = {
    **{"number": "1", "unit": "GB", "words": "Storage vMotion", "blank-a": "x"},
    **{"place-0": "2", "match-0": "0"},
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_result_explains_right_wrong_and_open_answers(as_ada, ada, ask, kind):
    ask(kind)
    for answer in ("right", "wrong", "open"):
        item = an_attempt(ada, quiz="objective-6-08").items.get()
        _, fields = page(as_ada, item)
        sent = {"right": dict(right_fields(item)[1]), "wrong": WRONG, "open": {}}[answer]
        post(as_ada, item, fields, **sent, counter=1)
        where = [item.attempt_id]
        as_ada.post(reverse("quizzes:hand_in", args=where), {"confirmed": "1"})

        html = as_ada.get(reverse("quizzes:result", args=where), {"show": "all"}).content.decode()

        item.refresh_from_db()
        assert (item.score == "1") is (answer == "right")
        assert ("unanswered</span>" in html) is (answer == "open")
        assert "Line by line" in html
