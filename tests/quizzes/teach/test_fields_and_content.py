"""The editor's fields and a question's content: each gives the other back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import Stage, problems
from quizzes.teach.draft import (
    Draft,
    OptionDraft,
    a_blank_draft,
    content_of,
    draft_of,
    with_new_option,
    with_option_moved,
    without_option,
)
from quizzes.teach.posted import fields_of, read_draft

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(
    lambda text: text == text.strip() and text
)
texts = st.dictionaries(st.sampled_from(["zh", "en"]), words, min_size=1)


@st.composite
def contents(draw, kind: str | None = None) -> dict:
    """Content that may be kept as a draft, in the order and form in which the editor writes it."""
    kind = kind or draw(st.sampled_from(["single_choice", "multiple_response", "true_false"]))
    keys = ["true", "false"] if kind == "true_false" else "abcdefg"[: draw(st.integers(0, 7))]
    options = [draw(options_of(kind, key)) for key in keys]
    content = {
        "kind": kind,
        "objectives": draw(st.lists(st.sampled_from(["6.01", "6.02", "6.03"]), unique=True)),
        "releases": draw(st.lists(st.sampled_from(["notes", "5.5", "8.0"]), unique=True)),
        "stem": draw(texts),
        "options": options,
    }
    right = sum(1 for option in options if option["correct"] not in {False, "-1/2"})
    if kind == "multiple_response" and right and draw(st.booleans()):
        content["choose"] = right
    if kind == "multiple_response" and draw(st.booleans()):
        content["scoring"] = draw(st.sampled_from(["exact", "partial", "weights"]))
    optional = {
        "explanation": texts,
        "source": words,
        "difficulty": st.integers(1, 5),
        "proof": st.dictionaries(
            words, words | st.integers(-(10**12), 10**12) | st.booleans(), min_size=1
        ),
    }
    for name, values in optional.items():
        if draw(st.booleans()):
            content[name] = draw(values)
    return content


@st.composite
def options_of(draw, kind: str, key: str) -> dict:
    fractions = {"multiple_response": ["1/2", "-1/2"], "single_choice": ["1/3"], "true_false": []}
    option = {"key": key}
    if kind != "true_false" and draw(st.booleans()):
        option["text"] = draw(texts)
    option["correct"] = draw(st.sampled_from([True, False, *fractions[kind]]))
    if draw(st.booleans()):
        option["why"] = draw(texts)
    if draw(st.booleans()):
        option["misconception"] = draw(st.sampled_from(["mixes-up-types", "notes-are-dated"]))
    return option


drafts = contents().map(draft_of)


@given(contents())
def test_content_shown_in_the_fields_is_read_back_the_same(content):
    again, found = content_of(draft_of(content))

    assert found == []
    assert again == content
    assert list(again) == [key for key in ORDER if key in content]


ORDER = (
    *("kind", "objectives", "releases", "stem", "options", "choose", "scoring"),
    *("explanation", "source", "difficulty", "proof"),
)


@given(contents())
def test_content_from_the_fields_may_be_kept_as_a_draft(content):
    assert problems(content_of(draft_of(content))[0], Stage.DRAFT) == []


@given(drafts)
def test_fields_that_are_posted_are_read_back_the_same(draft):
    assert read_draft(fields_of(draft)) == draft


anything = st.dictionaries(
    st.sampled_from(
        [
            *("kind", "objectives", "releases", "stem_zh", "stem_en", "option_key", "correct"),
            *("option_text_zh", "option_why_en", "option_fraction", "truth", "truth_key"),
            *("scoring", "tells_count", "difficulty", "proof", "source", "unheard_of"),
        ]
    ),
    st.lists(st.text(max_size=12) | st.sampled_from(["1/0", "1e999999", "a", "[", "x: 1"])),
)


@given(anything)
def test_any_post_is_read_and_judged_without_a_fault(post):
    draft = read_draft(post)
    content, found = content_of(draft)

    assert isinstance(found + problems(content, Stage.PUBLISHED), list)
    assert read_draft(fields_of(draft)) == draft


def test_a_new_question_starts_with_four_empty_options():
    draft = a_blank_draft("single_choice")

    assert [option.key for option in draft.options] == ["a", "b", "c", "d"]
    assert all(option.is_blank for option in draft.options)


def test_options_are_kept_while_the_kind_is_true_or_false():
    draft = replace(
        a_blank_draft("true_false"), options=(OptionDraft(key="a", text={"zh": "", "en": "kept"}),)
    )

    assert "kept" in str(fields_of(draft))
    assert "kept" not in str(content_of(draft)[0])
    assert read_draft(fields_of(draft)) == draft


def a_draft_with(*keys: str) -> Draft:
    return Draft(options=tuple(OptionDraft(key=key) for key in keys))


def keys_of(draft: Draft) -> str:
    return "".join(option.key for option in draft.options)


@pytest.mark.parametrize(
    ("keys", "after"),
    [
        pytest.param("", "a", id="the first"),
        pytest.param("abc", "abcd", id="the next letter"),
        pytest.param("abd", "abde", id="never a letter that was taken away in between"),
        pytest.param("bcz", "bcza", id="a free one when z is taken"),
        pytest.param("abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyz", id="none left"),
    ],
)
def test_a_new_option_gets_a_letter_of_its_own(keys, after):
    assert keys_of(with_new_option(a_draft_with(*keys))) == after


@pytest.mark.parametrize(
    ("index", "by", "after"),
    [
        pytest.param(1, -1, "bac", id="up"),
        pytest.param(1, 1, "acb", id="down"),
        pytest.param(0, -1, "abc", id="the first stays first"),
        pytest.param(2, 1, "abc", id="the last stays last"),
        pytest.param(9, 1, "abc", id="none that is not there"),
        pytest.param(-1, 1, "abc", id="none before the first"),
    ],
)
def test_an_option_moves_with_its_letter(index, by, after):
    assert keys_of(with_option_moved(a_draft_with("a", "b", "c"), index, by)) == after


def test_an_option_is_taken_away_and_the_others_keep_their_letters():
    assert keys_of(without_option(a_draft_with("a", "b", "c"), 1)) == "ac"


def test_the_count_to_choose_follows_the_key():
    right = (OptionDraft(key="a", correct=True), OptionDraft(key="b", fraction="1/2"))
    draft = Draft(kind="multiple_response", options=right)

    assert content_of(draft)[0]["choose"] == 2
    assert "choose" not in content_of(replace(draft, tells_count=False))[0]


def test_a_correct_option_with_a_fraction_is_pointed_out():
    draft = Draft(options=(OptionDraft(key="a", correct=True, fraction="1/2"),))

    assert [each.pointer for each in content_of(draft)[1]] == ["/options/0/correct"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("site: [", "line 1", id="broken"),
        pytest.param("claims: {}\nclaims: {}", "line 2", id="a key twice"),
        pytest.param("a: &x 1\nb: *x", "line 2", id="an alias"),
        pytest.param('a: "\\ud800"', "control characters", id="half a character"),
        pytest.param('a: "\\0"', "control characters", id="a zero byte"),
        pytest.param("[" * 500, "nested too deeply", id="a tower of brackets"),
        pytest.param("x" * 2_000_001, "larger than 2 MB", id="too much"),
    ],
)
def test_a_proof_that_cannot_be_read_says_where(typed, said):
    content, found = content_of(Draft(proof=typed))

    assert "proof" not in content
    assert [each.pointer for each in found] == ["/proof"]
    assert said in found[0].text.en


def test_line_ends_of_a_browser_become_plain_ones():
    content, _ = content_of(Draft(stem={"zh": "一\r\n二 ", "en": ""}))

    assert content["stem"] == {"zh": "一\n二"}
