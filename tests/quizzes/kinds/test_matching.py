"""Pairs: scored one by one or as a whole, half-matched answers, and what guessing earns."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from quizzes import kinds
from quizzes.grading import grade
from tests.quizzes.factories import a_matching

KIND = kinds.kind("matching")


def found(content, stage=kinds.Stage.PUBLISHED):
    return [str(problem) for problem in kinds.problems(content, stage)]


def paired(choices):
    """The answer that gives a, b and c these choices; a dot leaves one open."""
    pairs = zip("abc", choices, strict=True)
    return {"pairs": {prompt: choice for prompt, choice in pairs if choice != "."}}


@pytest.mark.parametrize(
    ("choices", "exact", "per_pair"),
    [
        ("yxy", "1", "1"),
        ("yxx", "0", "2/3"),
        ("yyy", "0", "2/3"),
        ("zzz", "0", "0"),
        ("xyx", "0", "0"),
        ("y..", "0", "1/3"),
        (".z.", "0", "0"),
    ],
)
def test_scores_as_a_whole_and_by_pairs(choices, exact, per_pair):
    whole = grade(a_matching(), paired(choices), mode="exact")
    parts = grade(a_matching(), paired(choices), mode="per_pair")

    assert (whole.score, parts.score) == (Fraction(exact), Fraction(per_pair))
    assert (whole.receipt.others[0].score, parts.receipt.others[0].score) == (
        parts.score,
        whole.score,
    )
    assert whole.correct is parts.correct is (choices == "yxy")
    assert sum(part.share for part in parts.receipt.shares) == parts.score


@pytest.mark.parametrize("mode", KIND.modes)
def test_the_chance_is_the_mean_over_every_answer(mode):
    scores = [
        grade(a_matching(), paired(some), mode=mode).score for some in product("xyz", repeat=3)
    ]

    assert grade(a_matching(), None, mode=mode).receipt.chance == sum(scores) / len(scores)


def test_says_how_the_score_came_about():
    receipt = grade(a_matching(), paired("yx.")).receipt

    assert receipt.formula.en == "2 pairs right ÷ 3 → 2/3"
    assert receipt.formula.zh == "配对正确2 ÷ 3 → 2/3"
    assert [(part.key, part.given, part.wanted) for part in receipt.shares] == [
        ("a", "y", "y"),
        ("b", "x", "x"),
        ("c", "", "y"),
    ]
    assert grade(a_matching(), paired("yx."), mode="exact").receipt.formula.en == (
        "pairs that are not right: 1; all must be → 0"
    )


def test_a_half_matched_answer_is_kept_and_incomplete():
    response, problems = KIND.read_answer(a_matching(), {"c": "z", "a": "", "b": "x"})

    assert (response, problems) == ({"pairs": {"b": "x", "c": "z"}}, [])
    assert KIND.is_given(response)
    assert not KIND.is_complete(a_matching(), response)


@pytest.mark.parametrize(
    "data",
    [None, [], "a", {"d": "x"}, {"a": "w"}, {"a": 1}, {"a": None}, {"a": ["x"]}, {"a": "x" * 9000}],
)
def test_refuses_what_is_no_set_of_pairs(data):
    response, problems = KIND.read_answer(a_matching(), data)

    assert response is None
    assert len(problems) == 1
    assert len(problems[0].message) < 100


def test_the_orders_shown_tell_nothing_of_what_belongs_together():
    content = a_matching()
    other = a_matching(prompts=content["prompts"][::-1], choices=content["choices"][::-1])

    for seed in range(10):
        assert KIND.order(content, Random(seed)) == KIND.order(other, Random(seed))


PROMPTS, CHOICES = a_matching()["prompts"], a_matching()["choices"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"prompts": None}, "/prompts: needs a list"),
        ({"prompts": PROMPTS[:1]}, "/prompts: has 1; needs 2 to 10"),
        ({"choices": CHOICES[:1]}, "/choices: has 1; needs 2 to 15"),
        ({"choices": CHOICES * 6}, "/choices: has 18; needs 2 to 15"),
        ({"choices": CHOICES[1:]}, "/prompts/1/choice: is not one of y, z"),
        ({"prompts": [{**PROMPTS[0], "choice": ["y"]}, PROMPTS[1]]}, "/prompts/0/choice: is not"),
        ({"choices": [*CHOICES, CHOICES[0]]}, "/choices/3/key: has 'x' twice"),
        ({"choices": [*CHOICES, {**CHOICES[0], "key": "w"}]}, "/choices/3/text: is the text of"),
        ({"choices": [*CHOICES, {**CHOICES[0], "why": {}}]}, "/choices/3/why: does not know"),
        ({"choices": [{**CHOICES[0], "misconception": "A b"}]}, "/choices"),
        ({"scoring": "by_pairs"}, "/scoring: 'by_pairs' is not one of exact, per_pair"),
    ],
)
def test_refuses(changes, problem):
    content = {**a_matching(), **changes}

    assert any(each.startswith(problem) for each in found(content)), found(content)
