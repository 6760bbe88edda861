"""What holds of every kind and every mode, whatever was answered and however it was sent."""

from __future__ import annotations

import random
from copy import deepcopy

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes import kinds
from quizzes.grading import grade
from quizzes.kinds import KINDS
from quizzes.modes import MODES
from quizzes.widgets import WIDGETS
from tests.quizzes.factories import OF_KIND, a_question

NAMES = ["picked", "number", "unit", "words", "clear", "blank-a", "blank-b", "blank-c"]
NAMES += [f"{name}-{n}" for name in ("place", "match") for n in range(6)]
WORDS = ["", "a", "c", "true", "8", "8192", "GB", "MB", "0", "1", "2", "3", "99", "-1", "vMotion"]


def modes_of(name):
    """The modes in which a kind can be graded; None is the content's own."""
    is_multiple = name == "multiple_response"
    return [None, *(set(MODES) - {"weights"} if is_multiple else KINDS[name].modes)]


@st.composite
def answers(draw):
    """A question of some kind, a mode, and an answer that its form can send."""
    name = draw(st.sampled_from(list(KINDS)))
    content = OF_KIND[name]()
    order = KINDS[name].order(content, random.Random(draw(st.integers(0, 99))))
    fields = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(WORDS)), max_size=8))
    response, _ = WIDGETS[name].read(content, order, a_post(fields))
    mode = draw(st.sampled_from(modes_of(name)))
    return content, order, response, mode


def a_post(fields):
    post = QueryDict(mutable=True)
    for name, value in fields:
        post.appendlist(name, value)
    return post


@settings(deadline=None)
@given(answers())
def test_a_score_lies_within_bounds_and_is_the_same_each_time(paper):
    content, _order, response, mode = paper
    before = deepcopy((content, response))

    first, second = [grade(content, response, mode=mode) for _ in range(2)]

    assert first == second
    assert (content, response) == before
    assert 0 <= first.score <= first.maximum == 1
    assert all(0 <= other.score <= 1 for other in first.receipt.others)
    chance = first.receipt.chance
    assert chance is None or 0 <= chance <= 1
    assert first.correct <= (first.score == 1)
    assert first.score == 0 or KINDS[content["kind"]].is_given(response)
    assert first.receipt.formula.zh
    assert first.receipt.formula.en.endswith(f"→ {first.score}")


@settings(deadline=None)
@given(answers())
def test_an_answer_sent_again_by_its_own_fields_in_any_order_is_the_same_answer(paper):
    content, order, response, _mode = paper
    if response is None:
        return
    form = WIDGETS[content["kind"]]
    fields = form.fields(order, response)

    for sent in (fields, fields[::-1]):
        assert form.read(content, order, a_post(sent)) == (response, [])
    assert form.read(content, order, a_post(form.fields(order, None)))[1] == []


@pytest.mark.parametrize("name", KINDS)
def test_the_key_earns_everything_and_nothing_earns_nothing_in_every_mode(name):
    kind, content = KINDS[name], OF_KIND[name]()
    right = kind.right_answer(content)
    order = kind.order(content, random.Random(1))
    nothing, problems = WIDGETS[name].read(content, order, QueryDict())

    for mode in modes_of(name):
        assert grade(content, right, mode=mode).score == 1, mode
        assert grade(content, right, mode=mode).correct, mode
        assert all(share.agrees for share in grade(content, right, mode=mode).receipt.shares) or (
            name in {"numeric", "short_text"}  # each line is one accepted answer
        )
        for empty in (None, nothing):
            assert grade(content, empty, mode=mode).score == 0, mode
            assert grade(content, empty, mode=mode).receipt.formula.en == "not answered → 0"
    assert problems == []
    assert kind.is_complete(content, right)
    assert not any(
        kind.is_given(empty) or kind.is_complete(content, empty) for empty in (None, nothing)
    )
    with pytest.raises(KeyError):
        grade(content, right, mode="generous")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.sampled_from(list(KINDS)), json_values)
def test_reading_answers_nonsense_with_problems_and_never_with_an_error(name, data):
    content = OF_KIND[name]()

    response, problems = KINDS[name].read_answer(content, data)

    assert (response is None) == bool(problems)
    assert all(len(problem.message) < 200 and problem.text.zh for problem in problems)


@settings(deadline=None)
@given(st.sampled_from(list(KINDS)), st.lists(st.tuples(st.sampled_from(NAMES), st.text())))
def test_whatever_a_form_sends_is_read_or_shown_again(name, fields):
    content, form = OF_KIND[name](), WIDGETS[name]
    order = KINDS[name].order(content, random.Random(1))
    data = a_post(fields)

    response, problems = form.read(content, order, data)
    shown = response if response is not None else form.typed(content, order, data)

    assert (response is None) == bool(problems)
    assert form.shown(content, order, shown, "zh") is not None


@pytest.mark.parametrize("name", KINDS)
def test_content_keeps_its_meaning_through_its_defaults(name):
    content = OF_KIND[name]()

    assert kinds.normalised(content) == content
    assert kinds.languages(content) == ("zh", "en")
    assert KINDS[name].instruction(content).zh.endswith("。")


def test_choices_alone_can_be_proven():
    provable = {name for name, kind in KINDS.items() if kind.claimed(OF_KIND[name]())}

    assert provable == {name for name in KINDS if kinds.is_choice(name)}
    assert not kinds.is_choice("essay")
    assert kinds.kind_of(a_question()).key(a_question()) == {"c"}
