from __future__ import annotations

import re
from enum import StrEnum

import pytest

from labs.datacenter import goals, words
from labs.datacenter.actions import ALL_ACTIONS, Migrate
from labs.datacenter.events import EVENTS
from labs.datacenter.rules import ALL_RULES
from labs.datacenter.standing import WARNINGS
from labs.datacenter.text import Quantity, Ref, Text, as_json, render, word
from labs.datacenter.words import PowerState, Verb

VOCABULARIES = [
    one
    for one in vars(words).values()
    if isinstance(one, type) and issubclass(one, StrEnum) and one is not StrEnum
]
TEXTS = [
    *(rule.says for rule in ALL_RULES),
    *(rule.hint for rule in ALL_RULES),
    *(rule.incurable for rule in ALL_RULES if rule.incurable),
    *EVENTS.values(),
    *WARNINGS.values(),
    *(goal.sentence for goal in goals.ALL_GOALS),
    *(action.sentence for action in ALL_ACTIONS if hasattr(action, "sentence")),
]


def test_a_text_refuses_languages_that_name_different_facts():
    with pytest.raises(ValueError, match="different facts"):
        Text(zh="{vm}已关机", en="{host} is off")


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda one: one.__name__)
def test_every_word_has_a_label_in_both_languages(vocabulary):
    for member in vocabulary:
        assert word(member).zh
        assert word(member).en


def test_chinese_has_no_typed_space_beside_han_and_no_exclamation_mark():
    wrong = [
        text
        for text in TEXTS
        if re.search(r"[\u4e00-\u9fff] [A-Za-z{]|[A-Za-z}] [\u4e00-\u9fff]", text.zh)
        or "!" in text.en
        or "！" in text.zh
    ]

    assert len(TEXTS) > 500
    assert wrong == []


@pytest.mark.parametrize(
    ("fact", "zh", "en"),
    [
        (Quantity(40960, "MB"), "40 GB", "40 GB"),
        (Quantity(40961, "MB"), "40961 MB", "40961 MB"),
        (Quantity(0, "MB"), "0 MB", "0 MB"),
        (Quantity(2600, "MHz"), "2600 MHz", "2600 MHz"),
        (Ref("vm", "web-01"), "web-01", "web-01"),
        ((Ref("vm", "a"), Ref("vm", "b")), "a、b", "a, b"),
        (PowerState.ON, "开机（poweredOn）", "powered on (poweredOn)"),
    ],
)
def test_a_fact_is_rendered_without_loss(fact, zh, en):
    assert render(fact, "zh") == zh
    assert render(fact, "en") == en


def test_facts_become_json():
    assert as_json((Ref("vm", "a"), Quantity(1, "MB"), PowerState.ON)) == [
        {"kind": "vm", "name": "a"},
        {"value": 1, "unit": "MB"},
        "poweredOn",
    ]


def test_an_action_says_itself_in_both_languages():
    action = Migrate(vm="web-01", host="esx-02")

    assert action.say("en") == "Migrate web-01 to esx-02"
    assert action.say("zh") == "把web-01迁移到esx-02"
    named = Migrate(vm="web-01", host="esx-02", datastore="san-01", verb=Verb.CROSS_HOST)
    assert named.say("en") == "Migrate web-01 to esx-02 and san-01 (cross-host vMotion)"


def test_a_name_with_braces_is_printed_as_it_is():
    assert Migrate(vm="{host}", host="{0}").say("en") == "Migrate {host} to {0}"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_of_action_has_a_name_of_its_own_for_menus(language):
    names = [action.label.in_language(language) for action in ALL_ACTIONS]

    assert [name for name in names if names.count(name) > 1] == []
