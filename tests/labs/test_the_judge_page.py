"""The page of "judge the move": a card, an answer, and what is kept of it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from labs.datacenter.releases import RELEASES
from labs.datacenter.rules import RULES
from labs.datacenter.standing import standing
from labs.examples import example
from labs.judging import ALLOWED, card
from labs.views.judge import EXAMPLES
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


def text_of(html):
    """What a reader sees, in one line, and then what the mark-up says besides."""
    seen = re.sub(r"<[^>]+>", "", html)
    return " ".join(unescape(f"{seen} {html}").split())


def told_by(shown, language):
    """Every sentence of its findings, and of what stands wrong in its world."""
    for finding in shown.report.findings:
        yield from (finding.say(language), finding.hint(language))
    yield from (warning.say(language) for warning in standing(shown.site))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_card_tells_nothing_of_its_answer(client, language):
    told = {}
    for release in RELEASES:
        for shown in (card(n, release) for n in range(1, 11)):
            html = client.get(
                URL, {"n": shown.seed, "release": release, "lang": language}
            ).content.decode()
            for rule in shown.choices:
                assert f'value="{rule.code}"' in html
            text = text_of(html)
            leaks = [one for one in told_by(shown, language) if " ".join(one.split()) in text]
            leaks += ['class="finding"'] * ('class="finding"' in html)
            if shown.answer != ALLOWED and reverse("labs:rule", args=[shown.answer]) in html:
                leaks.append("a link to the rule")
            if leaks:
                told[shown.seed, release, shown.answer] = leaks

    assert told == {}


def test_the_right_choice_sounds_as_in_another_world(client):
    """But where it speaks alike in all worlds, as of a host that is disconnected."""
    same = {}
    for shown in (card(n, "8.0") for n in range(1, 31)):
        if shown.answer == ALLOWED:
            continue
        here = shown.report.errors[0].predicate("en")
        page = client.get(URL, {"n": shown.seed, "release": "8.0"})
        [sounds] = [
            one["sounds"] for one in page.context["choices"] if one["rule"].code == shown.answer
        ]
        elsewhere = {
            example(RULES[shown.answer], "8.0", shown.kind, seed=seed).finding.predicate("en")
            for seed in EXAMPLES
        }
        if sounds.predicate("en") == here and elsewhere != {here}:
            same[shown.seed, shown.answer] = here

    assert same == {}


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
