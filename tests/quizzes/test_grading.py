"""Scores, to the digit, and the receipts that explain them."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes import kinds
from quizzes.grading import grade
from quizzes.modes import FOLDED, MODES, OFFERED, Picks, selectable
from tests.quizzes.factories import (
    OF_KIND,
    a_multiple_response,
    a_question,
    a_true_false,
    an_option,
)

# Four options, the key is c and d: each published formula, to the digit.
COLUMNS = ("", "c", "cd", "ac", "acd", "abcd")
GOLDEN = {
    "exact": (0, 0, 1, 0, 0, 0),
    "moodle_even": (0, 0.5, 1, 0, 0.5, 0),
    "moodle_harsh": (0, 0.5, 1, 0, 0, 0),
    "moodle_free": (0, 0.5, 1, 0.5, 1, 1),
    "proportional": (0.5, 0.75, 1, 0.5, 0.75, 0.5),
    "proportional_correct": (0, 0.5, 1, 0, 0, 0),
    "edc": (0, 0.75, 1, 0.5, 0.75, 0.5),
    "halves": (0, 0.5, 1, 0, 0.5, 0),
    "partial": (0, 0.5, 1, 0, 0.5, 0),
}
# Moodle's three rows once more, from the fractions that an author gives.
WEIGHTS = {
    "-1/2": (0, 0.5, 1, 0, 0.5, 0),
    "-1": (0, 0.5, 1, 0, 0, 0),
    "0": (0, 0.5, 1, 0.5, 1, 1),
}
CELLS = [
    pytest.param(mode, picked, score, id=f"{mode} of {picked or 'nothing'}")
    for mode, row in GOLDEN.items()
    for picked, score in zip(COLUMNS, row, strict=True)
]


def picks(picked, *, wrong="0", options="abcd", key="cd"):
    weights = {name: Fraction(1, len(key)) if name in key else Fraction(wrong) for name in options}
    return Picks(
        options=tuple(options), key=frozenset(key), picked=frozenset(picked), weights=weights
    )


def answer(*picked):
    return {"picked": sorted(picked)}


@pytest.mark.parametrize(("mode", "picked", "score"), CELLS)
def test_reproduces_the_golden_table(mode, picked, score):
    assert MODES[mode].score(picks(picked)) == Fraction(score)


@pytest.mark.parametrize("wrong", WEIGHTS)
def test_reproduces_moodle_from_an_authors_fractions(wrong):
    scores = [MODES["weights"].score(picks(picked, wrong=wrong)) for picked in COLUMNS]

    assert scores == [Fraction(score) for score in WEIGHTS[wrong]]


def test_every_mode_is_in_the_golden_table():
    assert set(MODES) == {*GOLDEN, "weights"}


def test_edc_is_rounded_to_two_places():
    assert MODES["edc"].score(picks("a", options="abc", key="ab")) == Fraction(67, 100)


@pytest.mark.parametrize(
    ("options", "picked", "score"),
    [
        pytest.param("abcde", "c", Fraction(1, 2), id="one error among five"),
        pytest.param("abcde", "ac", Fraction(1, 4), id="two errors among five"),
        pytest.param("abcd", "ac", Fraction(0), id="two errors among four"),
        pytest.param("abcde", "abc", Fraction(0), id="three errors among five"),
    ],
)
def test_halves_allows_few_errors(options, picked, score):
    assert MODES["halves"].score(picks(picked, options=options)) == score


def test_offers_three_modes_by_name_and_never_the_trap():
    assert OFFERED == ("exact", "partial", "proportional_correct")
    assert not selectable("moodle_free")
    assert {*OFFERED, *FOLDED, "moodle_free"} == set(MODES)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("response", [None, {"picked": []}], ids=["no answer", "cleared"])
def test_an_empty_answer_scores_nothing_in_every_mode(mode, response):
    given = grade(a_multiple_response(), response, mode=mode)

    assert (given.score, given.correct) == (0, False)
    assert given.receipt.formula.en == "not answered → 0"
    assert all(share.share is None for share in given.receipt.shares)
    assert all(other.score == 0 for other in given.receipt.others)


def test_takes_the_mode_from_the_content():
    content = a_multiple_response(scoring="partial")

    assert grade(content, answer("c")).score == Fraction(1, 2)
    assert grade(content, answer("c"), mode="exact").score == 0


def test_refuses_a_mode_that_is_none():
    with pytest.raises(KeyError):
        grade(a_multiple_response(), answer("c"), mode="generous")


def test_refuses_an_answer_with_a_strange_option():
    with pytest.raises(ValueError, match="lacks"):
        grade(a_question(), answer("z"))


class TestReceipt:
    def test_says_the_formula_with_its_numbers_in_both_languages(self):
        receipt = grade(a_multiple_response(scoring="partial"), answer("a", "c", "d")).receipt

        assert receipt.formula.en == "(2 right − 1 wrong) ÷ 2, not below 0 → 1/2"
        assert receipt.formula.zh == "（选对2 − 选错1）÷ 2，不低于0 → 1/2"

    def test_gives_each_options_share(self):
        receipt = grade(a_multiple_response(scoring="partial"), answer("a", "c")).receipt

        assert {share.key: share.share for share in receipt.shares} == {
            "a": Fraction(-1, 2),
            "b": 0,
            "c": Fraction(1, 2),
            "d": 0,
        }

    def test_shows_agreement_where_the_mode_knows_no_shares(self):
        receipt = grade(a_multiple_response(), answer("a", "c")).receipt

        assert [share.agrees for share in receipt.shares] == [False, True, True, False]
        assert [share.share for share in receipt.shares] == [None] * 4

    def test_says_what_the_other_modes_would_give(self):
        receipt = grade(a_multiple_response(), answer("a", "c", "d")).receipt

        others = {other.mode: other.score for other in receipt.others}
        assert others == {mode: Fraction(row[4]) for mode, row in GOLDEN.items() if mode != "exact"}

    def test_compares_the_authors_fractions_only_where_there_are_any(self):
        options = [
            an_option("a", correct="-1/2"),
            an_option("b", correct="-1/2"),
            an_option("c", correct="3/4"),
            an_option("d", correct="1/4"),
        ]
        content = a_multiple_response(options=options, scoring="weights")

        given = grade(content, answer("c"))

        assert given.score == Fraction(3, 4)
        assert "weights" not in {other.mode for other in given.receipt.others}
        assert "weights" in {
            other.mode for other in grade(content, answer("c"), mode="exact").receipt.others
        }

    def test_knows_the_chance_of_guessing(self):
        told = grade(a_multiple_response(), None).receipt
        untold = grade(a_multiple_response(choose=None), None).receipt

        assert told.chance == Fraction(1, 6)
        assert untold.chance == Fraction(1, 15)
        assert grade(a_question(), None).receipt.chance == Fraction(1, 4)
        assert grade(a_true_false(), None).receipt.chance == Fraction(1, 2)

    def test_leaves_the_chance_out_where_it_cannot_be_counted_quickly(self):
        options = [an_option(key, correct=key == "a") for key in "abcdefghijklm"]

        assert grade(a_multiple_response(options=options, choose=None), None).receipt.chance is None

    def test_single_choice_has_nothing_to_compare(self):
        assert grade(a_question(), answer("c")).receipt.others == ()


class TestOneOption:
    @pytest.mark.parametrize(
        ("picked", "score", "correct"), [("c", 1, True), ("a", 0, False)], ids=["key", "other"]
    )
    def test_single_choice(self, picked, score, correct):
        given = grade(a_question(), answer(picked))

        assert (given.score, given.maximum, given.correct) == (score, 1, correct)

    def test_a_partly_right_option_earns_its_fraction_and_is_not_correct(self):
        options = [an_option("a", correct="1/3"), an_option("b", correct=True)]

        given = grade(a_question(options=options), answer("a"))

        assert (given.score, given.correct) == (Fraction(1, 3), False)

    @pytest.mark.parametrize("truth", [True, False])
    def test_true_false(self, truth):
        content = a_true_false(answer=truth)

        assert grade(content, answer("true")).score == int(truth)
        assert grade(content, answer("false")).score == int(not truth)


@st.composite
def papers(draw):
    """A multiple-response item with some key, and some picks."""
    keys = "abcdefgh"[: draw(st.integers(2, 8))]
    key = draw(st.sets(st.sampled_from(keys), min_size=1, max_size=len(keys) - 1))
    options = [an_option(name, correct=name in key) for name in keys]
    picked = draw(st.sets(st.sampled_from(keys)))
    return a_multiple_response(options=options, choose=None), key, picked


@settings(deadline=None)
@given(papers(), st.sampled_from(sorted(MODES)))
def test_scores_stay_within_nothing_and_everything(paper, mode):
    content, _, picked = paper

    assert 0 <= grade(content, answer(*picked), mode=mode).score <= 1


@settings(deadline=None)
@given(papers(), st.sampled_from(sorted(set(MODES) - {"weights"})))
def test_the_key_earns_everything(paper, mode):
    content, key, _ = paper

    given_ = grade(content, answer(*key), mode=mode)

    assert (given_.score, given_.correct) == (1, True)


@settings(deadline=None)
@given(papers(), st.sampled_from(sorted(MODES)), st.randoms())
def test_the_order_of_picks_and_options_does_not_matter(paper, mode, random):
    content, _, picked = paper
    shuffled = list(picked)
    random.shuffle(shuffled)
    options = list(content["options"])
    random.shuffle(options)

    first = grade(content, {"picked": sorted(picked)}, mode=mode)
    second = grade({**content, "options": options}, {"picked": shuffled}, mode=mode)

    assert first.score == second.score


@settings(deadline=None)
@given(papers(), st.sampled_from(sorted(set(MODES) - {"weights"})))
def test_picking_one_more_right_option_never_costs(paper, mode):
    content, key, picked = paper
    missing = sorted(key - picked)
    if not missing:
        return

    before = grade(content, answer(*picked), mode=mode).score
    after = grade(content, answer(*picked, missing[0]), mode=mode).score

    assert after >= before


@settings(deadline=None)
@given(papers(), st.sampled_from(sorted(set(MODES) - {"weights"})))
def test_dropping_a_wrong_pick_never_costs_while_something_stays_picked(paper, mode):
    content, key, picked = paper
    wrong = sorted(picked - key)
    if not wrong or len(picked) == 1:
        return

    before = grade(content, answer(*picked), mode=mode).score
    after = grade(content, answer(*(picked - {wrong[0]})), mode=mode).score

    assert after >= before


@settings(deadline=None)
@given(papers(), st.sampled_from(sorted(name for name, mode in MODES.items() if mode.share)))
def test_shares_add_up_to_the_score(paper, mode):
    content, _, picked = paper
    if not picked:
        return
    given_ = grade(content, answer(*picked), mode=mode)

    total = sum(share.share for share in given_.receipt.shares)

    expected = Fraction(round(total * 100), 100) if mode == "edc" else min(1, max(0, total))
    assert given_.score == expected


# What `weights` gives for everything is the author's fractions, which the kind judges.
@settings(deadline=None)
@given(papers(), st.sampled_from(sorted({*OFFERED, *FOLDED} - {"weights"})))
def test_no_mode_on_offer_rewards_ticking_everything(paper, mode):
    content, _, _ = paper
    everything = [option["key"] for option in content["options"]]

    assert grade(content, answer(*everything), mode=mode).score < 1


def test_every_kind_is_graded():
    samples = [build() for build in OF_KIND.values()]

    assert [content["kind"] for content in samples] == list(kinds.KINDS)
    for content in samples:
        assert grade(content, kinds.kind_of(content).right_answer(content)).correct
