"""Differences: every changed leaf, word by word, without losing a character."""

from __future__ import annotations

from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.teach.difference import Piece, as_yaml, changes_between, pieces_between
from studyguide.yaml_files import read_yaml

SAME, ADDED, REMOVED = "same", "added", "removed"


def piece(kind: str, text: str) -> Piece:
    return Piece(kind=kind, text=text)


def a_content(**changes: object) -> dict:
    return {
        "kind": "single_choice",
        "objectives": ["6.03"],
        "releases": [],
        "stem": {"zh": "冷迁移时虚拟机的状态是？", "en": "What is the state in a cold migration?"},
        "options": [
            {"key": "a", "text": {"zh": "关机", "en": "Powered off"}, "correct": True},
            {"key": "b", "text": {"zh": "开机", "en": "Powered on"}, "correct": False},
        ],
        **changes,
    }


def test_equal_contents_differ_nowhere():
    assert changes_between(a_content(), a_content()) == ()


def test_a_changed_word_stands_alone_between_what_stayed():
    assert pieces_between("must be powered off", "must be suspended now") == (
        piece(SAME, "must be "),
        piece(REMOVED, "powered off"),
        piece(ADDED, "suspended now"),
    )


def test_han_text_is_compared_character_by_character():
    assert pieces_between("虚拟机要关机", "虚拟机要挂起") == (
        piece(SAME, "虚拟机要"),
        piece(REMOVED, "关机"),
        piece(ADDED, "挂起"),
    )


def test_each_changed_leaf_is_named_by_its_path_in_the_order_of_a_question():
    after = a_content(
        stem={"zh": "冷迁移时虚拟机是什么状态？", "en": "What is the state in a cold migration?"},
        releases=["8.0"],
    )
    after["options"][1]["correct"] = True

    paths = [change.path for change in changes_between(a_content(), after)]

    assert paths == [("releases",), ("stem", "zh"), ("options", "b", "correct")]


def test_a_moved_option_changes_the_order_and_nothing_else():
    after = a_content()
    after["options"].reverse()

    (change,) = changes_between(a_content(), after)

    assert (change.path, change.before, change.after) == (("options", "order"), "a b", "b a")


def test_a_removed_option_shows_all_it_said():
    after = a_content()
    del after["options"][1]

    changes = {change.path: change for change in changes_between(a_content(), after)}

    assert changes["options", "b", "text", "en"].before == "Powered on"
    assert changes["options", "b", "text", "en"].after == ""


def test_a_language_that_is_added_is_all_new():
    before = a_content(stem={"zh": "题干"})
    after = a_content(stem={"zh": "题干", "en": "Stem"})

    (change,) = changes_between(before, after)

    assert change.path == ("stem", "en")
    assert change.pieces == (piece(ADDED, "Stem"),)


def test_texts_that_repeat_themselves_are_compared_line_by_line():
    before = "".join(f"line {number} of many\n" for number in range(1500))

    pieces = pieces_between(before, before.replace("line 7 of", "line seven of"))

    assert [each.text for each in pieces if each.kind == REMOVED] == ["line 7 of many\n"]


def test_one_endless_line_is_replaced_whole():
    assert [each.kind for each in pieces_between("长" * 4_000, "短" * 4_000)] == [REMOVED, ADDED]


@pytest.mark.parametrize("word", ["ab ", "a", "长短", "x\n"])
def test_a_text_made_to_be_slow_is_compared_at_once(word):
    started = thread_time()

    pieces_between(word * 5_000, word[::-1] * 4_990)

    assert thread_time() - started < 10  # seconds, where a hundredth of one is usual


@given(st.text(), st.text())
def test_the_pieces_give_back_both_texts(before, after):
    pieces = pieces_between(before, after)

    assert "".join(each.text for each in pieces if each.kind != ADDED) == before
    assert "".join(each.text for each in pieces if each.kind != REMOVED) == after


scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"),
        max_size=12,
    )
)
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abcxyz-_.019 é移", min_size=1, max_size=6), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(trees.filter(lambda tree: tree is not None))
def test_what_is_written_as_yaml_is_read_back_by_the_strict_reader(tree):
    value, _, problems = read_yaml(as_yaml(tree), path="proof")

    assert problems == []
    assert value == tree


def test_equal_parts_are_written_out_without_aliases():
    nic = {"network": "VM Network"}

    assert "&" not in as_yaml([nic, nic])
    assert "*" not in as_yaml([nic, nic])


@pytest.mark.parametrize("word", ["no", "on", "010", "12:30", "8.0", "null", "~", "1_000", "="])
def test_a_word_that_yaml_likes_to_misread_stays_a_word(word):
    assert read_yaml(as_yaml({"value": word}), path="proof")[0] == {"value": word}
