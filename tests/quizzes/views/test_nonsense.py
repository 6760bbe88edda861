"""Whatever is sent to an attempt gets a clear answer, never a server error."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.attempts import services
from quizzes.attempts.models import Answer, Attempt
from tests.quizzes.papers import CHAPTER, a_bank, address, an_attempt, item_of, page, post


@pytest.fixture
def attempt(ada):
    a_bank()
    return an_attempt(ada)


@pytest.fixture
def item(attempt):
    return item_of(attempt, "single_choice")


@pytest.mark.parametrize("position", ["0", "9999", "-1", "1" * 40, "x", "1.0"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_place_that_the_paper_does_not_have_is_not_found(as_ada, attempt, position, method):
    response = getattr(as_ada, method)(f"/attempts/{attempt.pk}/{position}/")

    assert response.status_code == 404


@pytest.mark.parametrize("name", ["attempt", "review", "result", "hand_in", "retry"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_attempt_that_never_was_is_not_found(as_ada, name, method):
    response = getattr(as_ada, method)(reverse(f"quizzes:{name}", args=[uuid.uuid4()]))

    assert response.status_code in {404, 405}


BAD_ANSWERS = {
    "an unknown option": {"picked": "z"},
    "two options of a radio": {"picked": ["a", "b"]},
    "a megabyte": {"picked": "a" * 1_000_000},
    "markup": {"picked": "<script>alert(1)</script>"},
    "a nought byte": {"picked": "\x00"},
    "an older counter than nothing": {"picked": "a", "counter": "-1"},
    "a huge counter": {"picked": "a", "counter": "9" * 30},
    "a counter in words": {"picked": "a", "counter": "seven"},
    "no counter": {"picked": "a", "counter": ""},
    "no lease": {"picked": "a", "lease": ""},
    "a lease of our own making": {"picked": "a", "lease": "1/99999999999999999:abc"},
    "a very long lease": {"picked": "a", "lease": "9" * 5000},
    "a very long flag": {"picked": "a", "flag": "1" * 5000},
}


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize("sent", BAD_ANSWERS.values(), ids=BAD_ANSWERS)
def test_a_bad_answer_is_refused_in_words_and_not_saved(as_ada, item, sent, htmx):
    _, fields = page(as_ada, item)

    response = post(as_ada, item, fields, htmx=htmx, **{"counter": "1", **sent})

    html = response.content.decode()
    assert response.status_code == 422
    assert "Not saved" in html
    assert "<script>alert" not in html
    assert len(html) < 60_000
    assert not Answer.objects.exists()


def test_a_choice_sent_with_a_stale_page_is_shown_again(as_ada, item):
    _, fields = page(as_ada, item)

    response = post(as_ada, item, fields, picked="b", lease="stale", counter="1")

    assert 'value="b" checked' in response.content.decode()


@pytest.mark.parametrize("shown", ["{", "[" * 100_000, "null", '{"picked": 7}', "\x00"])
def test_what_a_page_says_it_showed_is_not_trusted(as_ada, item, shown):
    _, fields = page(as_ada, item)

    response = post(as_ada, item, {**fields, "shown": shown}, picked="b", counter="0")

    assert response.status_code == 302
    assert Answer.objects.get().response == {"picked": ["b"]}


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b'{"picked": "a"}', "application/json"),
        (b"\xff\xfe\x00", "text/plain"),
        (b"", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
    ],
)
def test_a_body_of_another_kind_is_refused(as_ada, item, body, content_type):
    response = as_ada.post(address(item), body, content_type=content_type)

    assert response.status_code in {400, 422}
    assert not Answer.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
@pytest.mark.parametrize("name", ["item", "attempt", "review", "result", "hand_in", "retry"])
def test_other_methods_are_not_allowed(as_ada, attempt, name, method):
    place = [attempt.pk, 1] if name == "item" else [attempt.pk]

    assert getattr(as_ada, method)(reverse(f"quizzes:{name}", args=place)).status_code == 405


# After the end.


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_save_after_hand_in_is_refused_and_leads_to_the_result(as_ada, item, htmx):
    _, fields = page(as_ada, item)
    services.hand_in(attempt=item.attempt, at=timezone.now())

    response = post(as_ada, item, fields, picked="c", counter=1, htmx=htmx)

    result = reverse("quizzes:result", args=[item.attempt_id])
    assert response.headers["HX-Redirect" if htmx else "Location"] == result
    assert "your last change was not saved" in as_ada.get(result).content.decode()
    assert not Answer.objects.exists()


def test_opening_a_question_after_hand_in_leads_to_the_result(as_ada, item):
    services.hand_in(attempt=item.attempt, at=timezone.now())

    assert as_ada.get(address(item))["Location"].endswith("/result/")


def test_a_question_opened_after_the_deadline_closes_the_attempt(as_ada, item):
    _, fields = page(as_ada, item)
    Attempt.objects.update(deadline_at=timezone.now() - timedelta(minutes=1))

    response = post(as_ada, item, fields, picked="c", counter=1)

    assert response["Location"].endswith("/result/")
    assert Attempt.objects.get().submitted_at == Attempt.objects.get().deadline_at
    assert not Answer.objects.exists()


def test_the_list_of_quizzes_closes_what_is_overdue(as_ada, attempt):
    Attempt.objects.update(deadline_at=timezone.now() - timedelta(minutes=1))

    assert as_ada.get(reverse("quizzes:index")).status_code == 200
    assert not Attempt.objects.get().is_open


def test_a_result_before_hand_in_leads_back_to_the_questions(as_ada, attempt):
    response = as_ada.get(reverse("quizzes:result", args=[attempt.pk]))

    assert response["Location"] == reverse("quizzes:attempt", args=[attempt.pk])


def test_a_retry_before_hand_in_starts_nothing(as_ada, attempt):
    as_ada.post(reverse("quizzes:retry", args=[attempt.pk]))

    assert Attempt.objects.count() == 1


# Starting.


@pytest.mark.parametrize("sent", [{}, {"release": "9.9"}, {"release": "x" * 100_000}])
def test_a_release_that_is_none_starts_nothing(client, db, sent):
    a_bank()

    response = client.post(reverse("quizzes:quiz", args=[CHAPTER]), sent)

    assert response.status_code == 422
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("slug", ["nothing", "objective-6-99", "objective-9-01"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_quiz_that_is_none_is_not_found(client, db, slug, method):
    assert getattr(client, method)(f"/quizzes/{slug}/").status_code == 404


def test_a_quiz_without_enough_questions_says_how_many_it_needs(as_ada):
    a_bank(2)
    address = reverse("quizzes:quiz", args=[CHAPTER])

    shown, posted = as_ada.get(address), as_ada.post(address, {"release": "8.0"})

    assert (shown.status_code, posted.status_code) == (200, 409)
    for response in (shown, posted):
        assert "needs 5 published questions and has 2" in response.content.decode()
    assert not Attempt.objects.exists()
