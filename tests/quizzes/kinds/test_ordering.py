"""Steps in their order: three ways to score, half-sorted answers, and what guessing earns."""

from fractions import Fraction
from itertools import permutations
from random import Random

import pytest

from quizzes import kinds
from quizzes.grading import grade
from tests.quizzes.factories import an_ordering

KIND = kinds.kind("ordering")
STEPS = [{"key": key, "text": {"zh": f"步{key}", "en": f"Step {key}"}} for key in "abcd"]
FOUR = an_ordering(steps=STEPS)


def placed(order):
    """The answer that puts the steps in this order; a dot leaves a place empty."""
    return {"places": {key: place for place, key in enumerate(order, start=1) if key != "."}}


def found(content, stage=kinds.Stage.PUBLISHED):
    return [str(problem) for problem in kinds.problems(content, stage)]


@pytest.mark.parametrize(
    ("order", "exact", "by_position", "by_pairs"),
    [
        ("abcd", "1", "1", "1"),
        ("abdc", "0", "1/2", "5/6"),
        ("bcda", "0", "0", "1/2"),
        ("dcba", "0", "0", "0"),
        ("acbd", "0", "1/2", "5/6"),
        ("a...", "0", "1/4", "0"),
        ("ab..", "0", "1/2", "1/6"),
        ("...a", "0", "0", "0"),
    ],
)
def test_scores_by_the_whole_by_places_and_by_pairs(order, exact, by_position, by_pairs):
    scores = {"exact": exact, "by_position": by_position, "by_pairs": by_pairs}

    for mode, score in scores.items():
        given = grade(FOUR, placed(order), mode=mode)
        assert given.score == Fraction(score), mode
        assert given.correct is (order == "abcd")
        assert {other.mode: other.score for other in given.receipt.others} == {
            name: Fraction(other) for name, other in scores.items() if name != mode
        }


@pytest.mark.parametrize("mode", KIND.modes)
def test_the_chance_is_the_mean_over_every_arrangement(mode):
    scores = [grade(FOUR, placed(order), mode=mode).score for order in permutations("abcd")]

    assert grade(FOUR, None, mode=mode).receipt.chance == sum(scores) / len(scores)


@pytest.mark.parametrize("mode", KIND.modes)
def test_one_place_for_all_earns_no_more_than_guessing(mode):
    for place in range(1, 5):
        given = grade(FOUR, {"places": dict.fromkeys("abcd", place)}, mode=mode)

        assert given.score <= given.receipt.chance or mode == "exact"
        assert not given.correct
        assert given.score < 1


@pytest.mark.parametrize("mode", ["by_position", "by_pairs"])
def test_shares_add_up_to_the_score(mode):
    for order in permutations("abcd"):
        given = grade(FOUR, placed(order), mode=mode)

        assert sum(part.share for part in given.receipt.shares) == given.score


def test_says_how_the_score_came_about():
    formulas = {mode: grade(FOUR, placed("abdc"), mode=mode).receipt for mode in KIND.modes}

    assert formulas["exact"].formula.en == (
        "steps that are not at their places: 2; all must be → 0"
    )
    assert formulas["by_position"].formula.zh == "位置正确的2步 ÷ 4 → 1/2"
    assert formulas["by_pairs"].formula.en == "5 pairs in their order ÷ 6 → 5/6"
    assert [(part.key, part.given, part.wanted) for part in formulas["exact"].shares] == [
        ("a", "1", "1"),
        ("b", "2", "2"),
        ("c", "4", "3"),
        ("d", "3", "4"),
    ]


def test_a_half_sorted_answer_is_kept_and_incomplete():
    response, problems = KIND.read_answer(FOUR, {"a": "1", "b": "1", "c": "", "d": "4"})

    assert (response, problems) == ({"places": {"a": 1, "b": 1, "d": 4}}, [])
    assert KIND.is_given(response)
    assert not KIND.is_complete(FOUR, response)
    assert not KIND.is_complete(FOUR, {"places": dict.fromkeys("abcd", 1)})


@pytest.mark.parametrize(
    "data",
    [
        *(None, [], "a", {"z": "1"}, {"a": "5"}, {"a": "0"}, {"a": "-1"}, {"a": "01"}),
        *({"a": 1}, {"a": None}, {"a": ["1"]}, {"a": "１"}, {"a": "9" * 100_000}, {"place-0": "1"}),
    ],
)
def test_refuses_what_is_no_set_of_places(data):
    response, problems = KIND.read_answer(FOUR, data)

    assert response is None
    assert len(problems) == 1
    assert len(problems[0].message) < 100


def test_the_order_shown_tells_nothing_of_the_right_one():
    other = an_ordering(steps=STEPS[::-1])

    for seed in range(10):
        assert KIND.order(FOUR, Random(seed)) == KIND.order(other, Random(seed))


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        (None, "/steps: needs a list"),
        (STEPS[:1], "/steps: has 1; needs 2 to 10"),
        (STEPS * 3, "/steps: has 12; needs 2 to 10"),
        ([*STEPS, STEPS[0]], "/steps/4/key: has 'a' twice"),
        ([*STEPS, {**STEPS[0], "key": "e"}], "/steps/4/text: is the text of one before it"),
        ([*STEPS, {"key": "e"}], "/steps/4/text: needs a text"),
        ([*STEPS, {"key": ["e"]}], "/steps/4/key: needs one small letter"),
        ([*STEPS, "e"], "/steps/4: needs the keys key and text"),
        ([{**STEPS[0], "correct": True}, STEPS[1]], "/steps/0/correct: does not know the key"),
    ],
)
def test_refuses(steps, problem):
    content = {**FOUR, "steps": steps}

    assert any(each.startswith(problem) for each in found(content)), found(content)


@pytest.mark.parametrize("scoring", ["partial", "by pairs", ["exact"], 1])
def test_refuses_a_scoring_that_is_not_its_own(scoring):
    assert found({**FOUR, "scoring": scoring})[0].startswith("/scoring: ")


def test_needs_one_language_in_all_its_texts():
    steps = [{"key": "a", "text": {"en": "One"}}, {"key": "b", "text": {"zh": "二"}}]

    assert found(an_ordering(steps=steps)) == [
        "/stem: needs one language in which the stem and every text are written"
    ]
