"""The list of quizzes, the page before the start, the review screen and the result."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.attempts import services
from quizzes.attempts.models import Attempt
from quizzes.catalogue import NOTES_QUESTIONS
from studyguide.guide import passage
from tests.quizzes.factories import a_multiple_response, a_question, an_option, stored
from tests.quizzes.papers import (
    CHAPTER,
    a_bank,
    an_attempt,
    answer,
    answered_right,
    key_of,
)

INDEX = "/quizzes/"


def text_of(response):
    html = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(unescape(html).split())


# What can be taken.


def test_an_empty_bank_says_what_to_do_instead(client, db):
    assert "No questions are published yet" in text_of(client.get(INDEX, {"lang": "en"}))


def test_an_instructor_of_an_empty_bank_is_led_to_writing(as_ines):
    assert "Write a question" in text_of(as_ines.get(INDEX))


def test_only_quizzes_with_enough_questions_are_offered(client, db):
    a_bank(5)
    stored(a_question(objectives=["7.06"]), slug="availability-scalability/one")

    html = client.get(INDEX).content.decode()

    assert f'href="/quizzes/{CHAPTER}/"' in html
    assert 'href="/quizzes/availability-scalability/"' not in html
    assert 'href="/quizzes/objective-7-06/"' in html
    assert 'href="/quizzes/objective-7-07/"' not in html
    assert 'href="/quizzes/course-notes/"' not in html


def test_the_notes_quiz_is_offered_when_its_five_questions_are_there(client, db):
    for slug in NOTES_QUESTIONS:
        stored(slug=slug)

    assert 'href="/quizzes/course-notes/"' in client.get(INDEX).content.decode()


def test_a_running_attempt_is_there_to_continue(as_ada, ada):
    a_bank()
    attempt = an_attempt(ada)
    answer(attempt.items.first(), *key_of(attempt.items.first()))

    shown = as_ada.get(INDEX)

    assert f'href="/attempts/{attempt.pk}/"' in shown.content.decode()
    assert "1 / 6" in text_of(shown)


def test_the_last_result_is_shown_beside_its_quiz(as_ada, ada):
    a_bank()
    services.hand_in(attempt=answered_right(an_attempt(ada)), at=timezone.now())

    assert "Last: 6 / 6 100%" in text_of(as_ada.get(INDEX))
    assert "6 / 6 100%" in text_of(as_ada.get(f"/quizzes/{CHAPTER}/"))


def test_the_page_before_the_start_preselects_the_release_in_force(client, db):
    a_bank()
    client.cookies["release"] = "7.0"

    html = client.get(f"/quizzes/{CHAPTER}/").content.decode()

    assert re.findall(r'value="([\d.a-z]+)" checked', html) == ["7.0"]


def test_the_page_of_a_running_quiz_offers_to_continue_it(as_ada, ada):
    a_bank()
    an_attempt(ada)

    assert "You have already started this one" in text_of(as_ada.get(f"/quizzes/{CHAPTER}/"))


# Review.


@pytest.fixture
def attempt(ada):
    a_bank()
    attempt = an_attempt(ada)
    first, second = attempt.items.select_related("version")[:2]
    answer(first, *key_of(first))
    services.set_flag(item=second, flagged=True, at=timezone.now())
    return attempt


@pytest.mark.parametrize(
    ("show", "positions"),
    [
        ("all", [1, 2, 3, 4, 5, 6]),
        ("unanswered", [2, 3, 4, 5, 6]),
        ("flagged", [2]),
        ("nonsense", [1, 2, 3, 4, 5, 6]),
    ],
)
def test_the_review_screen_counts_first_and_filters(as_ada, attempt, show, positions):
    response = as_ada.get(f"/attempts/{attempt.pk}/review/", {"show": show})

    found = re.findall(rf"/attempts/{attempt.pk}/(\d+)/\?back=", response.content.decode())
    assert [int(position) for position in found] == positions
    assert "1 answered, 5 unanswered, 1 flagged" in text_of(response)


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_handing_in_with_unanswered_questions_is_asked_once_and_repeats_the_count(
    as_ada, attempt, htmx
):
    headers = {"HX-Request": "true"} if htmx else {}
    address = reverse("quizzes:hand_in", args=[attempt.pk])

    asking = as_ada.post(address, headers=headers)
    asked = as_ada.get(asking.headers["HX-Redirect" if htmx else "Location"])
    assert "5 questions are unanswered" in text_of(asked)
    assert Attempt.objects.get().is_open

    done = as_ada.post(address, {"confirmed": "1"}, headers=headers)
    assert done.headers["HX-Redirect" if htmx else "Location"].endswith("/result/")
    assert not Attempt.objects.get().is_open


def test_the_lists_of_the_question_asked_lead_back_to_the_review_screen(as_ada, attempt):
    asked = as_ada.post(reverse("quizzes:hand_in", args=[attempt.pk]), follow=True)
    asked = asked.content.decode()

    assert f'href="/attempts/{attempt.pk}/review/?show=flagged"' in asked
    assert 'href="?' not in asked


def test_back_after_handing_in_meets_no_form_to_send_again(as_ada, attempt):
    """A browser refuses to show a page that a post answered: every page here is got."""
    asking = as_ada.post(reverse("quizzes:hand_in", args=[attempt.pk]))
    as_ada.post(reverse("quizzes:hand_in", args=[attempt.pk]), {"confirmed": "1"})

    assert asking.status_code == 302
    assert as_ada.get(asking["Location"])["Location"].endswith("/result/")


def test_the_question_asked_is_gone_once_everything_is_answered(as_ada, attempt):
    asking = as_ada.post(reverse("quizzes:hand_in", args=[attempt.pk]))["Location"]
    answered_right(attempt)

    assert 'name="confirmed"' not in as_ada.get(asking).content.decode()


def test_handing_in_a_whole_paper_asks_nothing(as_ada, attempt):
    answered_right(attempt)

    as_ada.post(reverse("quizzes:hand_in", args=[attempt.pk]))

    assert Attempt.objects.get().score == "6"


def test_handing_in_twice_shows_the_same_result(as_ada, attempt):
    address = reverse("quizzes:hand_in", args=[attempt.pk])

    first = as_ada.post(address, {"confirmed": "1"})
    second = as_ada.post(address, {"confirmed": "1"})

    assert first["Location"] == second["Location"]


def test_an_attempt_opens_where_the_next_answer_is_missing(as_ada, attempt):
    address = reverse("quizzes:attempt", args=[attempt.pk])
    assert as_ada.get(address)["Location"].endswith("/2/")

    answered_right(attempt)
    assert as_ada.get(address)["Location"].endswith("/review/")

    services.hand_in(attempt=attempt, at=timezone.now())
    assert as_ada.get(address)["Location"].endswith("/result/")


# Result.


def result(client, attempt, **query):
    services.hand_in(attempt=attempt, at=timezone.now())
    return client.get(reverse("quizzes:result", args=[attempt.pk]), query)


def test_the_result_says_points_and_percentage(as_ada, attempt):
    shown = text_of(result(as_ada, attempt))

    assert "Result: 1 of 6" in shown
    assert "16%" in shown


@pytest.mark.parametrize(
    ("show", "count"), [("wrong", 0), ("unanswered", 5), ("flagged", 1), ("all", 6), ("x", 5)]
)
def test_the_result_filters_its_questions(as_ada, attempt, show, count):
    html = result(as_ada, attempt, show=show).content.decode()

    assert html.count('<details class="qa"') == count


def test_each_question_shows_answer_key_reasons_source_receipt_and_passage(as_ada, ada):
    options = [an_option(key, correct=key in "cd") for key in "bcd"]
    wrong = an_option("a", misconception="every-move-compares-cpus")
    content = a_multiple_response(objectives=["6.31"])
    content["options"] = [wrong, *options]
    stored(content, slug=f"{CHAPTER}/one")
    attempt = an_attempt(ada, quiz="objective-6-31")
    answer(attempt.items.get(), "a", "c")

    response = result(as_ada, attempt, show="all")

    shown = text_of(response)
    for words in (
        *("Reason a", "Reason b", "Reason c", "Reason d", "Thinking that every migration"),
        *("It depends on running state.", "vCenter Server and Host Management (6.7)"),
        *("Correct answer", "You chose this", "right, left out"),
    ):
        assert words in shown
    assert "options that differ from the key: 2; all must agree → 0" in shown
    assert "In proportion to agreement (RELATE)" in shown
    assert f'href="{passage("6.31")}"' in response.content.decode()


def test_letters_in_the_receipt_are_those_the_learner_saw(as_ada, ada):
    stored(a_question(objectives=["6.31"]), slug=f"{CHAPTER}/one")
    attempt = an_attempt(ada, quiz="objective-6-31")
    item = attempt.items.get()
    answer(item, "a")
    letters = dict(zip(item.option_order, "ABCD", strict=True))

    shown = text_of(result(as_ada, attempt))

    assert f"Your answer {{ {letters['a']} }} Correct answer {{ {letters['c']} }}" in shown


def test_a_disputed_objective_says_what_holds(as_ada, ada):
    stored(a_question(objectives=["6.03"]), slug=f"{CHAPTER}/one")

    shown = text_of(result(as_ada, an_attempt(ada, quiz="objective-6-03")))

    assert "Erratum 6.03: the course notes do not simply hold here" in shown


def test_an_objective_that_is_not_disputed_says_nothing(as_ada, ada):
    stored(a_question(objectives=["6.31"]), slug=f"{CHAPTER}/one")

    assert "Erratum" not in text_of(result(as_ada, an_attempt(ada, quiz="objective-6-31")))


def test_a_question_that_names_its_release_is_led_in_by_it(as_ada, ada):
    stored(a_question(objectives=["6.31"], releases=["8.0"]), slug=f"{CHAPTER}/one")
    attempt = an_attempt(ada, quiz="objective-6-31")

    assert "In vSphere 8.0, which migration needs" in text_of(
        as_ada.get(reverse("quizzes:item", args=[attempt.pk, 1]))
    )


def test_the_missed_questions_can_be_tried_again(as_ada, attempt):
    shown = result(as_ada, attempt)
    assert "Try the 5 missed questions again" in text_of(shown)

    response = as_ada.post(reverse("quizzes:retry", args=[attempt.pk]))

    again = Attempt.objects.exclude(pk=attempt.pk).get()
    assert response["Location"] == f"/attempts/{again.pk}/"
    assert again.maximum == 5


def test_a_perfect_result_offers_no_retry_and_a_forced_one_says_why_not(as_ada, attempt):
    shown = result(as_ada, answered_right(attempt))
    assert "missed questions again" not in text_of(shown)

    response = as_ada.post(reverse("quizzes:retry", args=[attempt.pk]), follow=True)

    assert "There is nothing to try again" in text_of(response)


def test_the_result_before_is_named(as_ada, ada):
    a_bank()
    services.hand_in(attempt=answered_right(an_attempt(ada)), at=timezone.now())

    assert "Last time 6 / 6" in text_of(result(as_ada, an_attempt(ada, seed="2")))


def test_a_result_is_chinese_for_who_reads_chinese(as_ada, attempt):
    shown = text_of(result(as_ada, attempt, lang="zh"))

    assert "结果：1 / 6" in shown
    assert "逐题解析" in shown
