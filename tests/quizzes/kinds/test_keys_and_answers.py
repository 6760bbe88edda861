"""What each kind takes for a key, how it reads answers, and in which order it shows options."""

import random

import pytest

from quizzes import kinds
from tests.quizzes.factories import a_multiple_response, a_question, a_true_false, an_option


def found(content):
    return [str(problem) for problem in kinds.problems(content)]


def read(content, *picked):
    return kinds.kind_of(content).read_answer(content, list(picked))


@pytest.mark.parametrize("right", ["", "ab"], ids=["none", "two"])
def test_single_choice_has_exactly_one_right_option(right):
    options = [an_option(key, correct=key in right) for key in "abc"]

    assert found(a_question(options=options)) == [
        f"/options: needs exactly one correct option and has {len(right)}"
    ]


@pytest.mark.parametrize("right", ["", "abc"], ids=["none", "all"])
def test_multiple_response_has_right_and_wrong_options(right):
    options = [an_option(key, correct=key in right) for key in "abc"]

    assert found(a_multiple_response(options=options, choose=None)) == [
        "/options: needs at least one correct and one wrong option"
    ]


@pytest.mark.parametrize("choose", [0, 1, 3, True, "2"])
def test_the_count_told_is_the_number_of_right_options(choose):
    assert found(a_multiple_response(choose=choose)) == [
        "/choose: needs to be empty or 2, the number of correct options"
    ]


def test_only_multiple_response_tells_a_count():
    assert found({**a_question(), "choose": 1}) == ["/choose: does not know the key 'choose'"]


class TestFractions:
    def weighted(self, **weights):
        options = [an_option(key, correct=weight) for key, weight in weights.items()]
        return a_multiple_response(options=options, choose=None, scoring="weights")

    def test_make_the_key_of_the_options_above_nothing(self):
        content = self.weighted(a="1/3", b="2/3", c="-1/3")

        assert found(content) == []
        assert kinds.kind_of(content).key(content) == {"a", "b"}

    def test_of_the_right_options_add_up_to_one(self):
        assert found(self.weighted(a="1/2", b="1/3", c="-1/2")) == [
            "/options: needs fractions of the correct options that add up to 1, not 5/6"
        ]

    def test_must_not_reward_ticking_everything(self):
        assert found(self.weighted(a="1/2", b="1/2", c=False)) == [
            "/options: gives full marks for ticking everything: "
            "a wrong option needs a negative fraction"
        ]

    def test_are_used_by_no_other_scoring(self):
        content = {**self.weighted(a="1/2", b="1/2", c="-1/2"), "scoring": "exact"}

        assert found(content) == ["/options: has fractions, which only the scoring 'weights' uses"]


@pytest.mark.parametrize(
    ("scoring", "message"),
    [
        ("moodle_free", "/scoring: would give full marks for ticking everything"),
        ("nonsense", "/scoring: 'nonsense' is not a scoring mode"),
        (None, "/scoring: 'None' is not a scoring mode"),
        (["exact"], "/scoring: '['exact']' is not a scoring mode"),
    ],
)
def test_refuses_a_scoring(scoring, message):
    assert found(a_multiple_response(scoring=scoring))[0].startswith(message)


class TestTrueFalse:
    def test_has_its_words_from_us(self):
        content = a_true_false()

        texts = [option.text["zh"] for option in kinds.kind_of(content).options(content)]

        assert texts == ["正确", "错误"]

    def test_refuses_words_of_its_own(self):
        content = a_true_false()
        options = [{**option, "text": {"zh": "是"}} for option in content["options"]]

        assert found({**content, "options": options}) == [
            "/options/0/text: does not know the key 'text'",
            "/options/1/text: does not know the key 'text'",
        ]

    def test_needs_both_options_in_their_order(self):
        content = a_true_false()
        backwards = list(reversed(content["options"]))

        assert found({**content, "options": backwards}) == [
            "/options: needs two options: 'true', then 'false'"
        ]

    def test_keeps_its_order_while_others_are_shuffled(self):
        rng = random.Random("seed")

        orders = {tuple(kinds.kind("true_false").order(a_true_false(), rng)) for _ in range(20)}
        shuffled = {tuple(kinds.kind("single_choice").order(a_question(), rng)) for _ in range(20)}

        assert orders == {("true", "false")}
        assert len(shuffled) > 1


class TestReadingAnswers:
    def test_sorts_the_picks_and_takes_each_once(self):
        assert read(a_multiple_response(), "d", "a", "d") == ({"picked": ["a", "d"]}, [])

    @pytest.mark.parametrize("content", [a_question(), a_multiple_response(), a_true_false()])
    def test_accepts_a_cleared_answer(self, content):
        assert read(content) == ({"picked": []}, [])

    @pytest.mark.parametrize("strange", ["z", "", "A", "a,b", "x" * 5000, "<script>"])
    def test_refuses_an_option_the_question_lacks(self, strange):
        response, problems = read(a_question(), strange)

        assert response is None
        assert "is not one of the question's options" in problems[0].message
        assert len(problems[0].message) < 100

    def test_refuses_two_picks_where_one_is_asked(self):
        response, problems = read(a_question(), "a", "b")

        assert response is None
        assert problems[0].message == "has 2 options; 1 at most"

    def test_keeps_more_picks_than_asked_so_that_nothing_typed_is_lost(self):
        content = a_multiple_response()

        response, _ = read(content, "a", "b", "c")

        assert response == {"picked": ["a", "b", "c"]}
        assert not kinds.kind_of(content).is_complete(content, response)

    @pytest.mark.parametrize("picked", [None, "abc", 7, [["a"]], [None], {"a": 1}])
    def test_refuses_what_is_no_list_of_options(self, picked):
        response, problems = kinds.kind("single_choice").read_answer(a_question(), picked)

        assert response is None
        assert len(problems) == 1


@pytest.mark.parametrize(
    ("content", "picked", "complete"),
    [
        pytest.param(a_question(), [], False, id="nothing"),
        pytest.param(a_question(), ["a"], True, id="one"),
        pytest.param(a_multiple_response(), ["a"], False, id="one of two"),
        pytest.param(a_multiple_response(), ["a", "b"], True, id="two of two"),
        pytest.param(a_multiple_response(choose=None), ["a"], True, id="some, count untold"),
    ],
)
def test_knows_when_an_answer_is_complete(content, picked, complete):
    assert kinds.kind_of(content).is_complete(content, {"picked": picked}) is complete
    assert not kinds.kind_of(content).is_complete(content, None)


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (a_question(), "选一项。", "Choose one."),
        (a_multiple_response(), "选两项。", "Choose two."),
        (a_multiple_response(choose=None), "选出所有正确的选项。", "Choose all that apply."),
        (a_true_false(), "判断正误。", "Is this statement true or false?"),
    ],
)
def test_says_what_to_do(content, zh, en):
    text = kinds.kind_of(content).instruction(content)

    assert (text.zh, text.en) == (zh, en)


def test_says_a_large_count_in_figures():
    options = [an_option(key, correct=key != "l") for key in "abcdefghijkl"]

    content = a_multiple_response(options=options, choose=11)

    assert found(content) == []
    assert kinds.kind_of(content).instruction(content).en == "Choose 11."
