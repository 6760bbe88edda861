"""Blanks: each read and graded by the kind it is like, together scored in two ways."""

from fractions import Fraction

import pytest

from quizzes import kinds
from quizzes.grading import grade
from tests.quizzes.factories import a_cloze, an_answer, an_option

KIND = kinds.kind("cloze")
BLANKS = a_cloze()["blanks"]


def found(content, stage=kinds.Stage.PUBLISHED):
    return [str(problem) for problem in kinds.problems(content, stage)]


def read(**sent):
    return KIND.read_answer(a_cloze(), sent)


@pytest.mark.parametrize(
    ("sent", "exact", "per_blank"),
    [
        ({"a": "VMotion", "b": "8.0", "c": "x"}, "1", "1"),
        ({"a": "vMotion", "b": "8", "c": "y"}, "0", "2/3"),
        ({"a": "vMotion"}, "0", "1/3"),
        ({"a": "DRS", "b": "9", "c": "z"}, "0", "0"),
    ],
)
def test_scores_as_a_whole_and_blank_by_blank(sent, exact, per_blank):
    response, problems = read(**sent)
    whole = grade(a_cloze(), response, mode="exact")
    parts = grade(a_cloze(), response, mode="per_blank")

    assert problems == []
    assert (whole.score, parts.score) == (Fraction(exact), Fraction(per_blank))
    assert whole.receipt.others[0].score == parts.score
    assert sum(part.share for part in parts.receipt.shares) == parts.score


def test_a_blank_that_is_partly_right_earns_its_part():
    first = {**BLANKS[0], "answers": [*BLANKS[0]["answers"], an_answer(text="*", correct="1/2")]}
    content = a_cloze(blanks=[first, *BLANKS[1:]])
    response, _ = KIND.read_answer(content, {"a": "moving", "b": "8", "c": "x"})

    given = grade(content, response)

    assert (given.score, given.correct) == (Fraction(5, 6), False)
    assert given.receipt.formula.en == "(1/2 + 1 + 1) ÷ 3 → 5/6"
    assert grade(content, response, mode="exact").receipt.formula.zh == (
        "3个空中填对2个，须全部填对 → 0"
    )


def test_keeps_what_is_given_and_knows_what_is_missing():
    response, problems = read(a=" ", b="8", c="")

    assert (response, problems) == ({"blanks": {"b": {"value": "8", "unit": ""}}}, [])
    assert KIND.is_given(response)
    assert not KIND.is_complete(a_cloze(), response)


@pytest.mark.parametrize(
    "data",
    [None, [], {"d": "x"}, {"b": "eight"}, {"c": "w"}, {"a": "x" * 201}, {"a": None}, {"c": ["x"]}],
)
def test_refuses_what_no_blank_can_hold_and_says_which(data):
    response, problems = KIND.read_answer(a_cloze(), data)

    assert response is None
    assert len(problems) == 1
    if data == {"b": "eight"}:
        assert problems[0].message.startswith("blank 2: “eight” is not a number")


def test_knows_the_chance_where_every_blank_is_a_list():
    lists = [
        {"key": key, "asks": "list", "options": [an_option(k, correct=k == "x") for k in options]}
        for key, options in (("a", "xy"), ("b", "wxyz"))
    ]
    content = a_cloze(passage={"zh": "[[a]][[b]]", "en": "[[a]] [[b]]"}, blanks=lists)

    assert grade(content, None).receipt.chance == Fraction(3, 8)
    assert grade(content, None, mode="exact").receipt.chance == Fraction(1, 8)
    assert grade(a_cloze(), None).receipt.chance is None


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"passage": {"zh": "[[a]][[b]]", "en": "x"}},
            "/passage/zh: needs each blank",
        ),
        ({"passage": {"en": "[[a]][[a]][[b]][[c]]"}}, "/passage/en: needs each blank"),
        ({"passage": None}, "/passage: needs a text"),
        ({"blanks": None}, "/blanks: needs a list of blanks"),
        ({"blanks": []}, "/blanks: has 0 blanks; needs 1 to 10"),
        ({"blanks": BLANKS * 4}, "/blanks: has 12 blanks; needs 1 to 10"),
        ({"blanks": [*BLANKS, BLANKS[0]]}, "/blanks/3/key: has 'a' twice"),
        ({"blanks": [{**BLANKS[0], "asks": "essay"}]}, "/blanks/0/asks: is not one of text"),
        ({"blanks": [{**BLANKS[0], "asks": "number"}]}, "/blanks/0/answers/0/text: does not know"),
        ({"blanks": [{**BLANKS[1], "other_units": {}}]}, "/blanks/0/other_units: does not know"),
        ({"blanks": [{**BLANKS[0], "answers": []}]}, "/blanks/0/answers: needs at least one"),
        (
            {"blanks": [*BLANKS[:2], {**BLANKS[2], "options": [an_option("x"), an_option("y")]}]},
            "/blanks/2/options: needs exactly one correct option and has 0",
        ),
        ({"blanks": ["a"]}, "/blanks/0: needs the keys key and asks"),
        ({"scoring": "by_pairs"}, "/scoring: 'by_pairs' is not one of exact, per_blank"),
    ],
)
def test_refuses(changes, problem):
    content = {**a_cloze(), **changes}

    assert any(each.startswith(problem) for each in found(content)), found(content)


def test_its_tags_stand_at_their_places():
    answers = [an_answer(text="vMotion", correct=True), an_answer(text="x", misconception="a-b")]
    content = a_cloze(blanks=[{**BLANKS[0], "answers": answers}, *BLANKS[1:]])

    assert list(KIND.tags(content)) == [("/blanks/0/answers/1/misconception", "a-b")]
