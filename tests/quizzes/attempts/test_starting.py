"""Starting freezes the paper: versions, their options in order, and the release."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from quizzes.attempts import services
from quizzes.attempts.models import Attempt, AttemptItem
from quizzes.bank.services import publish, unpublish
from quizzes.catalogue import NOTES_QUESTIONS, find_quiz
from tests.quizzes.factories import a_question, stored
from tests.quizzes.papers import CHAPTER, NOON, a_bank, an_attempt


def test_draws_ten_questions_of_a_larger_bank(ada):
    a_bank(15)

    attempt = an_attempt(ada)

    assert attempt.maximum == attempt.items.count() == 10
    assert [item.position for item in attempt.items.all()] == list(range(1, 11))


def test_takes_all_where_the_bank_is_small(ada):
    a_bank(6)

    assert an_attempt(ada).maximum == 6


@pytest.mark.parametrize(("count", "offered"), [(4, False), (5, True)])
def test_a_chapter_needs_five_questions(ada, count, offered):
    a_bank(count)

    if offered:
        assert an_attempt(ada).maximum == 5
    else:
        with pytest.raises(services.TooFewQuestions):
            an_attempt(ada)
        assert not Attempt.objects.exists()


def test_an_objective_needs_one_question(ada):
    a_bank(1)

    assert an_attempt(ada, quiz="objective-6-01").maximum == 1
    with pytest.raises(services.TooFewQuestions):
        an_attempt(ada, quiz="objective-6-02")


def test_a_chapter_does_not_take_the_questions_of_another(ada):
    a_bank(5)
    stored(a_question(objectives=["7.06"]), slug="availability-scalability/other")

    slugs = {item.version.question.slug for item in an_attempt(ada).items.all()}

    assert len(slugs) == 5
    assert all(slug.startswith(CHAPTER) for slug in slugs)


def test_the_notes_own_questions_come_in_their_order(ada):
    for slug in reversed(NOTES_QUESTIONS):
        stored(slug=slug)

    attempt = an_attempt(ada, quiz="course-notes")

    slugs = [item.version.question.slug for item in attempt.items.all()]
    assert slugs == list(NOTES_QUESTIONS)


def test_the_notes_quiz_waits_until_all_five_are_there(ada):
    for slug in NOTES_QUESTIONS[:4]:
        stored(slug=slug)

    with pytest.raises(services.TooFewQuestions):
        an_attempt(ada, quiz="course-notes")


def test_the_same_seed_sets_the_same_paper(ada, ben):
    a_bank(15)

    def paper(attempt):
        return [(item.version_id, item.option_order) for item in attempt.items.all()]

    assert paper(an_attempt(ada, seed="x")) == paper(an_attempt(ben, seed="x"))


def test_starting_again_resumes_what_is_open(ada):
    a_bank()

    assert an_attempt(ada, seed="1") == an_attempt(ada, seed="2", release="8.0")
    assert Attempt.objects.get().release == "notes"


def test_an_attempt_of_somebody_else_is_not_resumed(ada, ben):
    a_bank()

    assert an_attempt(ada) != an_attempt(ben)


def test_an_open_attempt_whose_time_is_up_is_not_resumed(ada):
    a_bank()
    overdue = an_attempt(ada, minutes=10)

    assert an_attempt(ada, at=NOON + timedelta(hours=1)) != overdue


def test_an_old_attempt_keeps_its_version_when_the_question_is_edited_and_retired(ada):
    old = stored(a_question(objectives=["6.08"]), slug=f"{CHAPTER}/one")
    attempt = an_attempt(ada, quiz="objective-6-08")

    new = stored(
        a_question(objectives=["6.08"], stem={"zh": "新", "en": "New"}),
        slug=f"{CHAPTER}/one",
        state="draft",
    )
    publish(version=new)
    unpublish(question=old.question)

    assert attempt.items.get().version == old
    assert services.hand_in(attempt=attempt, at=NOON).score == "0"


def test_the_options_of_a_question_are_frozen_with_the_paper(ada):
    a_bank()

    for item in an_attempt(ada).items.select_related("version"):
        keys = [option["key"] for option in item.version.content["options"]]
        assert sorted(item.option_order) == sorted(keys)


def test_the_database_refuses_two_questions_in_one_place(ada):
    a_bank()
    item = an_attempt(ada).items.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        AttemptItem.objects.create(
            attempt=item.attempt, position=1, version=item.version, option_order=[], seed=""
        )


@pytest.mark.parametrize("changes", [{"score": "1"}, {"submitted_at": NOON}])
def test_the_database_refuses_a_score_without_hand_in_and_the_reverse(ada, changes):
    a_bank()
    attempt = an_attempt(ada)

    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.filter(pk=attempt.pk).update(**changes)


def test_every_listed_quiz_can_be_looked_up():
    assert find_quiz(CHAPTER).chapter.id == 6
