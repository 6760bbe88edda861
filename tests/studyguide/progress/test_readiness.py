"""Readiness: an interval over the whole course, or "not enough data"."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyguide import progress
from studyguide.blueprint import blueprint
from studyguide.progress.readiness import interval

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
OBJECTIVES = list(blueprint().objectives.values())


def answered(learner, chapters, each):
    for number in range(each):
        for chapter in chapters:
            progress.record(
                learner=learner,
                objective=f"{chapter}.01",
                source="question",
                item=f"{chapter}-{number}",
                score=1,
                at=NOON + timedelta(minutes=number),
            )


def readiness(learner):
    return progress.readiness(learner=learner, objectives=OBJECTIVES)


@pytest.mark.django_db
def test_sixty_answers_in_four_chapters_are_enough(ada):
    answered(ada, [1, 2, 3, 4], 15)

    assert readiness(ada).is_enough
    assert (readiness(ada).answers, readiness(ada).chapters) == (60, 4)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chapters", "each"),
    [([1, 2, 3], 40), ([1, 2, 3, 4], 14), ([], 0)],
    ids=["three chapters", "fifty-six answers", "nothing"],
)
def test_less_is_not_enough(ada, chapters, each):
    answered(ada, chapters, each)

    assert not readiness(ada).is_enough


@pytest.mark.django_db
def test_an_answer_that_touches_two_objectives_is_one_answer(ada):
    for objective in ("6.03", "6.06"):
        progress.record(
            learner=ada, objective=objective, source="question", item="a", score=1, at=NOON
        )

    assert readiness(ada).answers == 1


def test_without_an_answer_the_interval_lies_around_one_half():
    low, high = interval([(0, 0)] * 148)

    assert 45 < low < 50 < high < 55


def test_everything_right_comes_near_the_top_and_never_past_it():
    low, high = interval([(50, 0)] * 148)

    assert low >= 97
    assert high <= 100


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=30))
def test_the_interval_is_one(counts):
    low, high = interval(counts)

    assert 0 <= low <= high <= 100


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=10))
def test_right_answers_move_the_interval_up_and_wrong_ones_down(counts):
    (right, wrong), rest = counts[0], counts[1:]
    middle = sum(interval(counts))

    assert sum(interval([(right + 20, wrong), *rest])) >= middle - 2
    assert sum(interval([(right, wrong + 20), *rest])) <= middle + 2
