"""A paper is drawn by chance from a seed, and spread over the objectives."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.exam import draw

OBJECTIVES = [f"6.{number:02}" for number in range(1, 9)]
POOLS = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3),
    st.lists(st.sampled_from(OBJECTIVES), min_size=1, max_size=3, unique=True),
    max_size=25,
)


def a_pool(**counts):
    return {
        f"{objective}-{number}": [objective]
        for objective, count in counts.items()
        for number in range(count)
    }


@given(pool=POOLS, count=st.integers(0, 12), seed=st.integers())
def test_a_paper_has_as_many_questions_as_asked_and_there_are_and_none_twice(pool, count, seed):
    drawn = draw(pool, count=count, rng=Random(seed))

    assert len(drawn) == len(set(drawn)) == min(count, len(pool))
    assert set(drawn) <= pool.keys()


@given(pool=POOLS, count=st.integers(0, 12), seed=st.integers())
def test_the_same_seed_draws_the_same_paper_whatever_the_order_of_the_bank(pool, count, seed):
    backwards = dict(reversed(pool.items()))

    assert draw(pool, count=count, rng=Random(seed)) == draw(
        backwards, count=count, rng=Random(seed)
    )


@pytest.mark.parametrize("seed", range(10))
def test_each_objective_gives_one_question_before_any_gives_two(seed):
    pool = a_pool(many=30, few=2, one=1)

    drawn = draw(pool, count=3, rng=Random(seed))

    assert {question.partition("-")[0] for question in drawn} == {"many", "few", "one"}


def test_an_objective_that_has_run_out_leaves_its_place_to_the_others():
    drawn = draw(a_pool(many=30, one=1), count=10, rng=Random(1))

    assert Counter(question.partition("-")[0] for question in drawn) == {"many": 9, "one": 1}


def test_papers_of_different_seeds_differ():
    pool = a_pool(many=30)

    assert len({tuple(draw(pool, count=5, rng=Random(seed))) for seed in range(10)}) > 1
