"""Handing in grades what is saved, once, and leaves evidence behind."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from django.core.management import call_command

from quizzes.attempts import selectors, services
from quizzes.attempts.models import GRACE, Attempt
from quizzes.bank.services import unpublish
from studyguide.progress.models import Evidence
from tests.quizzes.factories import a_multiple_response, stored
from tests.quizzes.papers import (
    NOON,
    a_bank,
    an_attempt,
    answer,
    answered_right,
    item_of,
    key_of,
)


@pytest.fixture
def attempt(ada):
    a_bank()
    return an_attempt(ada)


def test_everything_right_earns_everything(attempt):
    closed = services.hand_in(attempt=answered_right(attempt), at=NOON)

    assert (closed.score, closed.maximum) == ("6", 6)
    assert selectors.percent(closed) == 100


def test_nothing_answered_earns_nothing_and_is_no_evidence(attempt):
    closed = services.hand_in(attempt=attempt, at=NOON)

    assert closed.score == "0"
    assert not Evidence.objects.exists()


def test_a_choice_that_was_cleared_earns_nothing(attempt):
    item = item_of(attempt, "single_choice")
    answer(item, "c", counter=1)
    answer(item, counter=2)

    assert services.hand_in(attempt=attempt, at=NOON).score == "0"


def test_each_answered_question_is_evidence_for_its_objectives(attempt, ada):
    right, wrong = attempt.items.select_related("version")[:2]
    answer(right, *key_of(right))
    answer(wrong, "false" if wrong.version.kind == "true_false" else "a")

    services.hand_in(attempt=attempt, at=NOON)

    found = {row.objective: (row.item, row.is_right) for row in Evidence.objects.all()}
    assert found == {
        item.version.content["objectives"][0]: (item.version.question.slug, item == right)
        for item in (right, wrong)
    }


def test_partial_points_are_kept_as_exact_fractions(ada):
    stored(
        a_multiple_response(objectives=["6.08"], scoring="proportional_correct"),
        slug="vmotion-storage-vmotion/one",
    )
    attempt = an_attempt(ada, quiz="objective-6-08")
    answer(attempt.items.get(), "c")

    assert Fraction(services.hand_in(attempt=attempt, at=NOON).score) == Fraction(1, 2)


def test_a_second_hand_in_changes_nothing(attempt):
    first = services.hand_in(attempt=answered_right(attempt), at=NOON)
    second = services.hand_in(attempt=attempt, at=NOON + timedelta(hours=1))

    assert second.submitted_at == first.submitted_at
    assert Evidence.objects.count() == 6


def test_nothing_is_written_after_hand_in(attempt):
    item = item_of(attempt, "single_choice")
    services.hand_in(attempt=attempt, at=NOON)

    with pytest.raises(services.AttemptClosed):
        answer(item, "c")
    with pytest.raises(services.AttemptClosed):
        services.set_flag(item=item, flagged=True, at=NOON)
    item.refresh_from_db()
    assert selectors.answer_of(item) is None
    assert not item.flagged


def test_the_percentage_is_rounded_down(ada):
    a_bank(6)
    attempt = an_attempt(ada)
    for item in attempt.items.select_related("version")[:4]:
        answer(item, *key_of(item))

    assert selectors.percent(services.hand_in(attempt=attempt, at=NOON)) == 66


# Time that has run out.


@pytest.fixture
def timed(ada):
    a_bank()
    return answered_right(an_attempt(ada, minutes=10))


def test_an_attempt_is_open_until_the_grace_after_its_deadline_is_over(timed):
    assert not timed.is_overdue(timed.deadline_at)
    assert not timed.is_overdue(timed.deadline_at + GRACE)
    assert timed.is_overdue(timed.deadline_at + GRACE + timedelta(milliseconds=1))


def test_an_answer_within_the_grace_still_counts_and_one_after_it_does_not(timed):
    item = timed.items.first()
    answer(item, counter=2, at=timed.deadline_at + GRACE)

    with pytest.raises(services.AttemptClosed):
        answer(item, "c", counter=3, at=timed.deadline_at + GRACE + timedelta(seconds=1))


def test_whoever_reads_an_overdue_attempt_closes_it_with_what_was_saved(timed):
    found = services.closed_if_overdue(attempt=timed, now=NOON + timedelta(hours=1))

    assert found.submitted_at == timed.deadline_at
    assert found.score == "6"


def test_an_attempt_in_time_is_left_open(timed):
    assert services.closed_if_overdue(attempt=timed, now=NOON + timedelta(minutes=9)).is_open


def test_tidying_closes_what_is_overdue_and_nothing_else(timed, ben, ada):
    in_time = an_attempt(ben, minutes=120)
    untimed = an_attempt(ada, quiz="objective-6-01")

    assert services.close_overdue(now=NOON + timedelta(hours=1)) == 1
    assert services.close_overdue(now=NOON + timedelta(hours=1)) == 0
    assert set(Attempt.objects.filter(submitted_at=None)) == {in_time, untimed}


def test_the_nightly_chores_close_what_is_overdue(timed, capsys):
    call_command("tidy")

    assert "closed 1 attempts whose time had run out" in capsys.readouterr().out
    assert not Attempt.objects.get().is_open


# Once more, what was missed.


def test_a_retry_sets_the_missed_questions_in_their_newest_wording(attempt):
    right = attempt.items.select_related("version").first()
    answer(right, *key_of(right))
    services.hand_in(attempt=attempt, at=NOON)

    again = services.start_retry(attempt=attempt, seed="2", at=NOON)

    assert again.maximum == 5
    assert right.version not in [item.version for item in again.items.all()]
    assert again.release == attempt.release


def test_a_retry_started_twice_is_one_attempt(attempt):
    services.hand_in(attempt=attempt, at=NOON)

    first = services.start_retry(attempt=attempt, seed="2", at=NOON)

    assert services.start_retry(attempt=attempt, seed="3", at=NOON) == first


def test_a_retry_leaves_out_questions_that_have_left_the_bank(attempt):
    services.hand_in(attempt=attempt, at=NOON)
    for item in attempt.items.select_related("version__question")[:5]:
        unpublish(question=item.version.question)

    assert services.start_retry(attempt=attempt, seed="2", at=NOON).maximum == 1


def test_there_is_no_retry_where_nothing_was_missed(attempt):
    services.hand_in(attempt=answered_right(attempt), at=NOON)

    with pytest.raises(services.TooFewQuestions):
        services.start_retry(attempt=attempt, seed="2", at=NOON)


def test_a_retry_is_no_result_of_the_quiz(attempt, ada):
    services.hand_in(attempt=attempt, at=NOON)
    again = services.start_retry(attempt=attempt, seed="2", at=NOON)
    services.hand_in(attempt=answered_right(again), at=NOON + timedelta(hours=1))

    assert selectors.last_results(ada) == {attempt.quiz: attempt}
