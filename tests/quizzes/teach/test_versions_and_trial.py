"""Versions side by side, putting any of them in use, and trying one as a learner would."""

from __future__ import annotations

import pytest
from django.urls import reverse

from quizzes.attempts.models import Answer, Attempt
from quizzes.bank import services
from quizzes.bank.models import Question
from tests.quizzes.factories import a_multiple_response, a_question, a_true_false, stored

SLUG = "c/one"
VERSIONS = reverse("teach:versions", args=[SLUG])
TRY = reverse("teach:try_question", args=[SLUG])


@pytest.fixture
def edited(ines):
    """A published question and a newer draft of it."""
    first = stored(a_question(source="first source"), slug=SLUG, author=ines)
    changed = a_question(source="second source")
    changed["options"][0]["correct"] = True
    changed["options"][2]["correct"] = False
    services.save_draft(question=first.question, content=changed, author=ines)
    return first


def test_shows_who_wrote_each_version_and_what_changed_since(as_ines, edited):
    page = as_ines.get(VERSIONS).content.decode()

    assert "From version 1 to version 2" in page
    assert "<del>first </del><ins>second </ins>source" in page
    assert "Option A, correct" in page
    assert "<del>no</del><ins>yes</ins>" in page
    assert "何老师" in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param({"from": "2", "to": "1"}, "From version 1 to version 2", id="turned round"),
        pytest.param({"from": "1", "to": "1"}, "Choose two different versions", id="one twice"),
        pytest.param({"from": "x", "to": "99"}, "From version 1 to version 2", id="nonsense"),
    ],
)
def test_any_two_versions_are_compared(as_ines, edited, asked, said):
    assert said in as_ines.get(VERSIONS, asked).content.decode()


def test_a_first_version_has_nothing_to_compare(as_ines, db):
    stored(slug=SLUG)

    assert "Nothing to compare yet" in as_ines.get(VERSIONS).content.decode()


def test_an_older_version_can_be_put_in_use_again(as_ines, edited):
    publish = [reverse("teach:publish_version", args=[SLUG, number]) for number in (1, 2)]

    as_ines.post(publish[1])
    as_ines.post(publish[0])

    assert Question.objects.get().published == edited
    assert [each.state for each in Question.objects.get().versions.all()] == [
        "retired",
        "published",
    ]


def test_an_unfit_version_is_not_put_in_use(as_ines, db):
    stored({**a_question(), "objectives": []}, slug=SLUG, state="draft")

    response = as_ines.post(reverse("teach:publish_version", args=[SLUG, 1]), follow=True)

    assert "needs at least one objective" in response.content.decode()
    assert Question.objects.get().published is None


@pytest.mark.parametrize("number", ["0", "9", "99999999999999999999"])
def test_a_version_that_is_not_there_is_not_found(as_ines, edited, number):
    assert as_ines.post(f"{VERSIONS}{number}/publish/").status_code == 404
    assert as_ines.get(TRY, {"version": number}).status_code == 404


@pytest.mark.parametrize(
    ("content", "picked", "points"),
    [
        pytest.param(a_question(), ["c"], "1 / 1", id="single, right"),
        pytest.param(a_question(), ["a"], "0 / 1", id="single, wrong"),
        pytest.param(a_multiple_response(), ["c", "d"], "1 / 1", id="multiple, right"),
        pytest.param(
            a_multiple_response(scoring="partial"), ["c"], "0.5 / 1", id="multiple, partly"
        ),
        pytest.param(a_true_false(), ["true"], "1 / 1", id="true or false"),
        pytest.param(a_question(), [], "0 / 1", id="nothing picked"),
    ],
)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain", "htmx"])
def test_an_answer_is_graded_with_its_receipt_and_not_recorded(
    as_ines, db, content, picked, points, headers
):
    stored(content, slug=SLUG)

    response = as_ines.post(TRY, {"picked": picked}, headers=headers)
    page = response.content.decode()

    assert response.status_code == 200
    assert points in page
    assert "Receipt" in page
    assert ("<html" in page) == (not headers)
    assert not Attempt.objects.exists()
    assert not Answer.objects.exists()


def test_before_an_answer_nothing_of_the_key_is_shown(as_ines, db):
    stored(slug=SLUG)

    page = as_ines.get(TRY).content.decode()

    assert "Option c" in page
    assert "Reason c" not in page
    assert "Receipt" not in page


@pytest.mark.parametrize("picked", [["z"], ["a", "b"], ["a" * 5_000], ["\0"]])
def test_an_answer_that_cannot_be_is_refused_with_a_message(as_ines, db, picked):
    stored(slug=SLUG)

    response = as_ines.post(TRY, {"picked": picked})

    assert response.status_code == 422
    assert "alert bad" in response.content.decode()


def test_an_unfinished_version_says_what_it_lacks(as_ines, db):
    stored({**a_question(), "options": []}, slug=SLUG, state="draft")

    page = as_ines.get(TRY).content.decode()

    assert "cannot be answered yet" in page
    assert "needs at least two options" in page


def test_another_version_than_the_newest_can_be_tried(as_ines, edited):
    assert "Version 1" in as_ines.get(TRY, {"version": "1"}).content.decode()
    assert as_ines.get(TRY, {"version": "one"}).status_code == 404


@pytest.mark.parametrize("name", ["edit_question", "versions", "try_question"])
def test_no_page_asks_the_database_more_as_versions_grow(
    as_ines, edited, name, django_assert_max_num_queries
):
    for number in range(12):
        version = services.save_draft(
            question=edited.question, content=a_question(source=f"{number}"), author=None
        )
        services.publish(version=version)

    with django_assert_max_num_queries(10):
        assert as_ines.get(reverse(f"teach:{name}", args=[SLUG])).status_code == 200
