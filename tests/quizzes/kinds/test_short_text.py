"""A few words: compared as people write them, with stars for anything, and never at length."""

from fractions import Fraction

import pytest

from quizzes import kinds
from quizzes.grading import grade
from tests.quizzes.factories import a_short_text, an_answer

KIND = kinds.kind("short_text")


def found(content):
    return [str(problem) for problem in kinds.problems(content)]


def accepts(form, typed, **changes):
    """Whether a form agrees; a form without stars stands behind it, as content needs one."""
    answers = [an_answer(text=form, correct="1/2"), an_answer(text="|", correct=True)]
    return grade(a_short_text(answers=answers, **changes), {"text": typed}).score == Fraction(1, 2)


@pytest.mark.parametrize(
    ("typed", "worth"),
    [
        ("vMotion", 1),
        ("VMOTION", 1),
        ("ｖＭｏｔｉｏｎ", 1),
        ("vSphere   vMotion", 1),
        ("Storage vMotion", 0),
        ("storage  VMotion", 0),
        ("Live migration", Fraction(1, 2)),
        ("vMotion.", 0),
        ("v Motion", 0),
        ("xvMotion", 0),
        ("", 0),
    ],
)
def test_the_first_form_that_agrees_decides(typed, worth):
    response, problems = KIND.read_answer(a_short_text(), typed)

    assert problems == []
    assert grade(a_short_text(), response).score == worth


@pytest.mark.parametrize(
    ("form", "typed", "agrees"),
    [
        ("vmk*", "vmk0", True),
        ("vmk*", "vmk", True),
        ("vmk*", "xvmk0", False),
        ("*0", "vmk0", True),
        ("a*b*c", "aXbYc", True),
        ("a*b*c", "acb", False),
        ("a*a", "a", False),
        ("ab*bc", "abc", False),
        ("*", "anything at all", True),
        (r"5 \* 3", "5 * 3", True),
        (r"5 \* 3", "5 x 3", False),
        ("在线 迁移", "在线　迁移", True),
        ("ｖｍｋ*", "VMK1", True),
        ("ﬁle", "FILE", True),
        ("straße", "STRASSE", True),
        ("naïve", "nai\u0308ve", True),
        ("a.c", "abc", False),
        ("[ab]+", "ab", False),
    ],
)
def test_a_star_stands_for_anything_and_nothing_else_is_special(form, typed, agrees):
    assert accepts(form, typed) is agrees


def test_capitals_matter_where_the_author_says_so():
    assert accepts("vMotion", "vMotion", case_matters=True)
    assert not accepts("vMotion", "VMotion", case_matters=True)
    assert accepts("vMotion", "ｖMotion", case_matters=True)
    assert KIND.instruction(a_short_text(case_matters=True)).en == (
        "Type the answer. Capitals matter."
    )


def test_many_stars_over_a_long_text_take_no_time():
    assert not accepts("*a" * 10, "a" * 9 + "b" * 191)


@pytest.mark.parametrize("typed", ["x" * 201, "a\x00b", "\ud800", None, 7, ["a"], {"text": "a"}])
def test_refuses_what_is_no_short_text(typed):
    response, problems = KIND.read_answer(a_short_text(), typed)

    assert response is None
    assert len(problems) == 1


def test_keeps_what_was_typed_but_for_white_space():
    assert KIND.read_answer(a_short_text(), "  VMotion\t now ") == ({"text": "VMotion now"}, [])
    assert KIND.read_answer(a_short_text(), "x" * 200)[1] == []


def test_says_which_form_agreed():
    receipt = grade(a_short_text(), {"text": "vSphere vMotion"}).receipt

    assert receipt.formula.en == "“vSphere vMotion” agrees with “* vMotion”, worth 1 → 1"
    assert [part.agrees for part in receipt.shares] == [False, False, True, False]
    assert grade(a_short_text(), {"text": "DRS"}).receipt.formula.zh == (
        "“DRS”与所列答案都不符 → 0"
    )


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"answers": [an_answer(text="", correct=True)]}, "/answers/0/text: is empty"),
        ({"answers": [an_answer(text=7, correct=True)]}, "/answers/0/text: needs text"),
        ({"answers": [an_answer(text="x" * 201)]}, "/answers/0/text: has 201 characters"),
        ({"answers": [an_answer(text="*" * 11)]}, "/answers/0/text: has more than 10 stars"),
        (
            {"answers": [an_answer(text="v*", correct=True), an_answer(text="v", correct="1/2")]},
            "/answers/1: is never reached: answer 1 agrees with it first",
        ),
        ({"answers": [an_answer(text="v*", correct=True)]}, "/answers/0/text: is the first"),
        ({"case_matters": "no"}, "/case_matters: needs true or false"),
        ({"unit": "GB"}, "/unit: does not know the key 'unit'"),
    ],
)
def test_refuses(changes, problem):
    content = {**a_short_text(), **changes}

    assert any(each.startswith(problem) for each in found(content)), found(content)
