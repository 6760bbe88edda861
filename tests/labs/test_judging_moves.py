"""Cards of "judge the move": a function of their seed, balanced, never the same twice."""

from __future__ import annotations

import pytest

from labs import judging
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.releases import RELEASES
from labs.datacenter.rule import Severity
from labs.datacenter.rules import RULES
from labs.datacenter.wire.write import action_json, site_json, text_of
from labs.judging import ALLOWED, CHOICES, KINDS, LARGEST_SEED, card, next_seed

SEEDS = range(1, 201)


@pytest.fixture(scope="module")
def cards():
    return [card(seed, "8.0") for seed in SEEDS]


def test_the_same_seed_is_the_same_card():
    first = card(11, "7.0")
    card.cache_clear()

    assert card(11, "7.0") == first


def test_half_of_the_cards_are_allowed(cards):
    allowed = sum(one.answer == ALLOWED for one in cards)

    assert 0.4 <= allowed / len(cards) <= 0.6


def test_every_kind_of_move_comes_and_many_rules_do(cards):
    assert {one.kind for one in cards} == set(KINDS)
    assert len({one.answer for one in cards}) > 25


def test_common_rules_come_more_often_than_rare_ones(cards):
    refused = [one.answer for one in cards if one.answer != ALLOWED]
    families = {code: refused.count(code) for code in refused}
    common = sum(families.get(code, 0) for code in judging._COMMON)

    assert common > 1.5 * (len(refused) - common)
    assert all(code in RULES for code in judging._COMMON)


def test_no_card_comes_twice(cards):
    shown = {text_of([site_json(one.site), action_json(one.action)]) for one in cards}

    assert len(shown) == len(cards)


def test_the_answer_is_what_the_engine_says(cards):
    for one in cards:
        assert impossible(one.site) == ()
        errors = [finding.code for finding in one.report.errors]
        assert errors == ([] if one.answer == ALLOWED else [one.answer])


def test_what_looks_odd_is_no_sign_of_a_refusal(cards):
    allowed = [one for one in cards if one.answer == ALLOWED]
    odd = [one for one in allowed if one.harmless]

    assert len(odd) > len(allowed) / 2
    for one in odd:
        assert one.harmless in one.choices
        assert one.harmless.level(one.kind, one.release) in (None, Severity.WARNING)
        assert one.harmless.code not in [finding.code for finding in one.report.errors]
        assert one.objective == one.harmless.objective_for(one.kind)
    assert any(one.report.findings for one in odd)
    assert all(one.harmless is None for one in cards if one.answer != ALLOWED)


def test_the_number_of_choices_tells_nothing(cards):
    for one in cards:
        codes = [rule.code for rule in one.choices]
        assert len(set(codes)) == CHOICES
        assert (one.answer in codes) == (one.answer != ALLOWED)


def test_a_card_fits_one_screen(cards):
    small = [one for one in cards if len(one.site.vms) == 1 and len(one.site.hosts) <= 2]

    assert len(small) > 0.9 * len(cards)


@pytest.mark.parametrize("release", RELEASES)
def test_every_release_has_cards_of_both_kinds(release):
    answers = {card(seed, release).answer == ALLOWED for seed in range(1, 13)}

    assert answers == {True, False}


def test_the_seeds_go_round():
    assert next_seed(1) == 2
    assert next_seed(LARGEST_SEED) == 1


def test_an_answer_is_right_by_its_rule_or_half_right_by_its_verdict(cards):
    refused = next(one for one in cards if one.answer != ALLOWED)
    other = next(rule.code for rule in refused.choices if rule.code != refused.answer)

    assert refused.is_right(refused.answer)
    assert not refused.is_right(other)
    assert refused.saw_the_verdict(other)
    assert not refused.saw_the_verdict(ALLOWED)
