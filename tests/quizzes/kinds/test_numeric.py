"""Numbers: read as people type them, compared exactly, at the limit of the tolerance too."""

from fractions import Fraction

import pytest

from quizzes import kinds
from quizzes.grading import grade
from quizzes.kinds.numbers import decimal_text, plain_decimal
from tests.quizzes.factories import a_numeric, an_answer

KIND = kinds.kind("numeric")


def found(content, stage=kinds.Stage.PUBLISHED):
    return [str(problem) for problem in kinds.problems(content, stage)]


def score(content, value, unit=""):
    return grade(content, {"value": value, "unit": unit}).score


def a_plain_one(value, tolerance="0"):
    """One value, without a unit."""
    answers = [an_answer(value=value, tolerance=tolerance, correct=True)]
    return a_numeric(answers=answers, unit="", other_units={})


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("8", "8"),
        (" 8.50 ", "8.50"),
        ("+8", "8"),
        ("-0.5", "-0.5"),
        ("\u22125", "-5"),
        ("８．５", "8.5"),
        ("1,024", "1024"),
        ("1，024，000.5", "1024000.5"),
        ("007", "007"),
    ],
)
def test_reads_a_number_as_people_type_it(typed, read):
    assert plain_decimal(typed) == read
    assert KIND.read_answer(a_numeric(), {"value": typed, "unit": "GB"}) == (
        {"value": read, "unit": "GB"},
        [],
    )


@pytest.mark.parametrize(
    "typed",
    [
        *("8 GB", "1,5", "1,02", ".5", "5.", "1e3", "0x8", "1/2", "--1", "八", "nan", "inf", "٣"),
        *("<script>", "\x00", "1" * 16, "1." + "1" * 16, "1" * 61, "9" * 100_000, "8\n9"),
    ],
)
def test_refuses_what_is_no_number_and_says_so_briefly(typed):
    response, problems = KIND.read_answer(a_numeric(), {"value": typed, "unit": "GB"})

    assert response is None
    assert len(problems) == 1
    assert len(problems[0].message) < 120


@pytest.mark.parametrize(
    "data",
    [None, "8", 8, ["8"], {"value": 8}, {"value": None}, {"value": ["8"]}, {"number": "8"}],
)
def test_refuses_answers_of_another_shape(data):
    assert KIND.read_answer(a_numeric(), data)[0] is None


@pytest.mark.parametrize("unit", ["TB", "gb", "GB ", "x" * 5000])
def test_refuses_a_unit_that_is_not_offered(unit):
    response, problems = KIND.read_answer(a_numeric(), {"value": "8", "unit": unit})

    assert response is None
    assert "is not one of the question's units" in problems[0].message


def test_an_answer_without_its_unit_is_kept_and_incomplete_and_earns_nothing():
    response, _ = KIND.read_answer(a_numeric(), {"value": "8", "unit": ""})

    assert (KIND.is_given(response), KIND.is_complete(a_numeric(), response)) == (True, False)
    assert grade(a_numeric(), response).score == 0


def test_a_unit_alone_is_no_answer():
    response, _ = KIND.read_answer(a_numeric(), {"value": " ", "unit": "GB"})

    assert response == {"value": "", "unit": "GB"}
    assert not KIND.is_given(response)
    assert grade(a_numeric(), response).receipt.formula.en == "not answered → 0"


@pytest.mark.parametrize(
    ("value", "unit", "worth"),
    [
        ("8", "GB", 1),
        ("8.5", "GB", 1),
        ("8.500000000000001", "GB", 0),
        ("7.5", "GB", 1),
        ("7.499999999999999", "GB", 0),
        ("8192", "MB", 1),
        ("8704", "MB", 1),
        ("8705", "MB", 0),
        ("8192", "GB", 0),
        ("4", "GB", Fraction(1, 2)),
        ("1", "GB", 0),
        ("-8", "GB", 0),
    ],
)
def test_the_first_value_that_agrees_decides_up_to_its_tolerance(value, unit, worth):
    given = grade(a_numeric(), {"value": value, "unit": unit})

    assert (given.score, given.correct) == (worth, worth == 1)


def test_compares_exactly_where_floats_would_not():
    assert score(a_plain_one("0.3"), "0.3") == 1
    assert score(a_plain_one("0.3"), "0.300000000000001") == 0
    assert score(a_plain_one("8"), "8.000") == 1


@pytest.mark.parametrize(("value", "worth"), [("190", 1), ("210", 1), ("189.999", 0), ("-200", 0)])
def test_a_percentage_is_one_of_the_value(value, worth):
    assert score(a_plain_one("200", "5%"), value) == worth


def test_the_percentage_of_a_negative_value_is_no_less_wide():
    assert score(a_plain_one("-200", "5%"), "-210") == 1


def test_tells_what_an_answer_in_another_unit_comes_to():
    receipt = grade(a_numeric(), {"value": "8192", "unit": "MB"}).receipt

    assert receipt.formula.en == "“8192 MB = 8 GB” agrees with “8 ± 0.5 GB”, worth 1 → 1"
    assert receipt.formula.zh == "“8192 MB = 8 GB”与“8 ± 0.5 GB”相符，值1分 → 1"
    assert [(part.wanted, part.agrees, part.share) for part in receipt.shares] == [
        ("8 ± 0.5 GB", True, 1),
        ("4 GB", False, None),
        ("1 GB", False, None),
    ]
    assert (receipt.others, receipt.chance) == ((), None)


def test_writes_numbers_in_figures():
    assert decimal_text(Fraction("-1000.250")) == "-1000.25"
    assert decimal_text(Fraction(1, 3)) == "≈0.333333"
    assert decimal_text(Fraction(0)) == "0"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"answers": None}, "/answers: needs a list of answers"),
        ({"answers": []}, "/answers: needs at least one answer that is correct: true"),
        ({"answers": [an_answer(value="8", correct="1/2")]}, "/answers: needs at least one"),
        ({"answers": ["8"]}, "/answers/0: needs keys such as tolerance, value and correct"),
        ({"answers": [an_answer()]}, "/answers/0/value: needs a number as text"),
        ({"answers": [an_answer(value=8.5)]}, "/answers/0/value: needs a number as text"),
        ({"answers": [an_answer(value="1/2")]}, "/answers/0/value: needs a number as text"),
        ({"answers": [an_answer(value="1", tolerance="-1")]}, "/answers/0/tolerance: needs"),
        ({"answers": [an_answer(value="1", tolerance="%")]}, "/answers/0/tolerance: needs"),
        ({"answers": [an_answer(value="1", tolerance=[1])]}, "/answers/0/tolerance: needs"),
        ({"answers": [an_answer(value="1", correct="1/0")]}, "/answers/0/correct: needs true"),
        ({"answers": [an_answer(value="1", correct="3/2")]}, "/answers/0/correct: needs true"),
        ({"answers": [an_answer(value="1", text="1")]}, "/answers/0/text: does not know"),
        ({"answers": [an_answer(value="1")] * 21}, "/answers: has 21 answers; 20 at most"),
        ({"unit": "", "other_units": {"MB": "1"}}, "/unit: is needed beside other units"),
        ({"unit": "x" * 21}, "/unit: needs a unit of 20 characters at most"),
        ({"unit": ["GB"]}, "/unit: needs a unit"),
        ({"other_units": {"GB": "1"}}, "/other_units/GB: needs a unit of its own"),
        ({"other_units": {"MB": "0"}}, "/other_units/MB: needs a factor above 0"),
        ({"other_units": {"MB": "1/0"}}, "/other_units/MB: needs a factor above 0"),
        ({"other_units": {"MB": "-1"}}, "/other_units/MB: needs a factor above 0"),
        ({"other_units": ["MB"]}, "/other_units: needs units with their factors"),
        ({"options": []}, "/options: does not know the key 'options'"),
        ({"scoring": "exact"}, "/scoring: does not know the key 'scoring'"),
        ({"proof": {"site": {}}}, "/proof: is not for this kind"),
    ],
)
def test_refuses(changes, problem):
    content = {**a_numeric(), **changes}

    assert any(each.startswith(problem) for each in found(content)), found(content)


def test_refuses_a_right_value_that_an_entry_before_it_swallows():
    answers = [
        an_answer(value="8", tolerance="5", correct="1/2"),
        an_answer(value="9", correct=True),
    ]

    assert found(a_numeric(answers=answers)) == [
        "/answers/1: is never reached: answer 1 agrees with it first"
    ]


def test_takes_whole_numbers_for_text():
    content = a_numeric(answers=[an_answer(value=8, tolerance=0, correct=True)])

    assert found(content) == []
    assert content["answers"][0]["value"] == "8"


def test_a_draft_may_lack_its_answers():
    content = {"kind": "numeric", "stem": {"en": "How many?"}}

    assert found(content, kinds.Stage.DRAFT) == []
    assert found(content)[-1] == "/answers: needs a list of answers"
