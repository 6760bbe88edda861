"""Before hand-in no page, fragment or header holds anything of the key."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest
from django.urls import reverse

from quizzes.bank.models import Question
from quizzes.kinds import KINDS
from studyguide.text import LANGUAGES
from tests.quizzes.factories import OF_KIND, stored
from tests.quizzes.papers import CHAPTER, address, an_attempt, page, post

OBJECTIVE = "6.08"
SECRET = re.compile(
    r"sesame|417\.93|every-move-compares-cpus|proportional|17/23|\bcorrect\b|\bproof\b", re.I
)
NONSENSE = {
    "picked": "zz",
    "number": "zz",
    "words": "z" * 500,
    "place-0": "zz",
    "match-0": "zz",
    "blank-b": "zz",
}
CHANGING = re.compile(
    r'csrfmiddlewaretoken" value="\w+"|X-CSRFToken": "\w+"|name="lease" value="[^"]+"'
    r"|[0-9a-f-]{36}|\d\d:\d\d(:\d\d)?|\d{4}-\d\d-\d\d"
)


def with_secrets(content, *, key):
    """The content with words that must stay secret, and another key."""
    content = deepcopy(content)
    secret = {"zh": "sesame", "en": "sesame"}
    content["explanation"], content["source"] = secret, "sesame"
    answers = [*content.get("answers", ())]
    for blank in content.get("blanks", ()):
        answers += blank.get("answers", ())
        for option in blank.get("options", ()):
            option["why"] = secret
            option["correct"] = option["key"] == ("x" if "a" in key else "z")
    for answer in answers:
        answer["why"], answer["misconception"] = secret, "every-move-compares-cpus"
        if answer["correct"] is True:
            name = "value" if "value" in answer else "text"
            answer[name] = "417.93" if "a" in key else "53.17"
    if "steps" in content and "a" in key:
        content["steps"].reverse()
    for row in (*content.get("steps", ()), *content.get("prompts", ())):
        row["why"] = secret
        if "choice" in row:
            row["choice"] = "x" if "a" in key else "z"
    for option in content.get("options", ()):
        option["why"] = secret
        option["misconception"] = "every-move-compares-cpus"
        option["correct"] = option["key"] in key
    if content["kind"] == "multiple_response":
        content["scoring"] = "proportional_correct"
    if content["kind"] == "single_choice":
        content["options"][1]["correct"] = content["options"][1]["correct"] or "17/23"
    return content


def everything_sent(client, learner, content):
    """Each response of a running attempt, one after the other, as (name, text, headers)."""
    stored(content, slug=f"{CHAPTER}/one")
    item = an_attempt(learner, quiz=f"objective-{OBJECTIVE.replace('.', '-')}").items.get()
    for language in LANGUAGES:
        yield from _sent(client, item, language)


def _sent(client, item, language):
    htmx = {"HX-Request": "true"}
    addresses = {
        "question": address(item),
        "review": reverse("quizzes:review", args=[item.attempt_id]),
        "index": reverse("quizzes:index"),
        "quiz": reverse("quizzes:quiz", args=[item.attempt.quiz]),
    }
    for name, where in addresses.items():
        yield name, client.get(where, {"lang": language})
        yield f"{name} fragment", client.get(where, {"lang": language}, headers=htmx)
    answer = an_answer_to(item)
    _, older = page(client, item)
    _, fields = page(client, item)
    for flag in ("1", "0"):
        sent = {**answer, "counter": 1, "flag": flag}
        yield "saved", post(client, item, {**fields, **sent}, htmx=True)
        yield "saved, plain", post(client, item, {**fields, **sent})
    yield "refused", post(client, item, older, counter=1)
    yield "refused, htmx", post(client, item, older, counter=1, htmx=True)
    yield "nonsense", post(client, item, fields, **NONSENSE)
    yield "nonsense, htmx", post(client, item, fields, **NONSENSE, htmx=True)
    _, fields = page(client, item)
    yield "cleared", post(client, item, fields, clear=1, counter=1, htmx=True)
    yield "asked", client.post(reverse("quizzes:hand_in", args=[item.attempt_id]))
    yield "result", client.get(reverse("quizzes:result", args=[item.attempt_id]))


def an_answer_to(item):
    """The fields of some answer that tells nothing of the key."""
    if item.version.kind == "numeric":
        return {"number": "5", "unit": "GB"}
    if item.version.kind == "cloze":
        return {"blank-a": "guess", "blank-b": "5", "blank-c": "1"}
    if item.version.kind == "matching":
        return {"match-0": "1"}
    if item.version.kind == "ordering":
        return {"place-0": "2", "place-2": "2"}
    if item.version.kind == "short_text":
        return {"words": "guess"}
    return {"picked": item.version.content["options"][0]["key"]}


@pytest.mark.parametrize("kind", KINDS)
def test_no_response_of_a_running_attempt_holds_a_secret(as_ada, ada, kind):
    content = with_secrets(OF_KIND[kind](objectives=[OBJECTIVE]), key=("a", "b", "true"))

    seen = 0
    for name, response in everything_sent(as_ada, ada, content):
        text = response.content.decode() + str(response.headers) + str(response.cookies)
        text = text.replace("correctly", "").replace("Correct answer", "")
        assert not SECRET.search(text), (name, SECRET.search(text))
        seen += 1
    assert seen == 2 * 19


@pytest.mark.parametrize("kind", KINDS)
def test_every_response_is_the_same_whatever_the_key(as_ada, ada, kind):
    plain = OF_KIND[kind](objectives=[OBJECTIVE])
    contents = [with_secrets(plain, key=key) for key in (("a", "b", "true"), ("c", "d", "false"))]

    first, second = [steadied(as_ada, ada, content) for content in contents]

    assert first == second


def steadied(client, learner, content):
    """All responses without what changes from request to request, and the bank empty again."""
    found = [
        (name, response.status_code, CHANGING.sub("", response.content.decode()))
        for name, response in everything_sent(client, learner, content)
    ]
    learner.attempts.all().delete()
    question = Question.objects.get()
    question.published = None
    question.save()
    question.delete()
    return found
