"""A kind of question is a trio: its rules, its form, and its display, under one name."""

from __future__ import annotations

import pkgutil
from pathlib import Path

import pytest
from django.http import QueryDict

from quizzes import kinds, widgets
from quizzes.widgets import WIDGETS
from tests.quizzes.factories import a_multiple_response, a_question, a_true_false

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SHARED = {"answer_form", "choice", "typed", "widget", "words"}


def test_each_kind_has_a_widget_module_of_its_name_and_no_module_lacks_a_kind():
    modules = {module.name for module in pkgutil.iter_modules(widgets.__path__)}

    assert modules - SHARED == set(kinds.KINDS) == set(WIDGETS)


@pytest.mark.parametrize("name", kinds.KINDS)
def test_each_kind_has_a_template_to_answer_and_one_to_review(name):
    assert (TEMPLATES / WIDGETS[name].question_template).is_file()
    assert (TEMPLATES / WIDGETS[name].review_template).is_file()
    assert WIDGETS[name].question_template == f"quizzes/kinds/_{name}.html"


def test_options_wear_letters_in_the_order_in_which_they_are_shown():
    shown = WIDGETS["single_choice"].shown(a_question(), ["d", "a", "c", "b"], None, "en")

    assert [(option.letter, option.key) for option in shown] == [
        ("A", "d"),
        ("B", "a"),
        ("C", "c"),
        ("D", "b"),
    ]


def test_what_is_shown_before_hand_in_has_no_word_for_right():
    option = WIDGETS["single_choice"].shown(a_question(), list("abcd"), None, "en")[0]

    assert set(vars(option)) == {"key", "letter", "words", "picked"}


def test_true_and_false_are_said_in_the_readers_language():
    shown = WIDGETS["true_false"].shown(a_true_false(), ["true", "false"], None, "zh")

    assert [option.words.markdown for option in shown] == ["正确", "错误"]


def test_a_text_in_one_language_alone_says_which_it_is():
    content = a_question(stem={"en": "Only English"})
    content["options"][0]["text"] = {"en": "English"}

    option = WIDGETS["single_choice"].shown(content, list("abcd"), None, "zh")[0]

    assert (option.words.markdown, option.words.html_language) == ("English", "en")


@pytest.mark.parametrize(
    ("name", "content", "sent"),
    [
        ("single_choice", a_question(), "picked=a&picked=b"),
        ("single_choice", a_question(), "picked=z"),
        ("single_choice", a_question(), "picked="),
        ("true_false", a_true_false(), "picked=maybe"),
        ("multiple_response", a_multiple_response(), "picked=a&picked=zz"),
    ],
)
def test_refuses_what_the_question_does_not_offer(name, content, sent):
    response, problems = WIDGETS[name].read(content, list("abcd"), QueryDict(sent))

    assert response is None
    assert len(problems) == 1


@pytest.mark.parametrize("sent", ["", "other=1"])
def test_nothing_picked_is_an_answer_that_was_cleared(sent):
    assert WIDGETS["single_choice"].read(a_question(), [], QueryDict(sent)) == (
        {"picked": []},
        [],
    )


def test_the_same_box_sent_twice_is_one_box():
    response, _ = WIDGETS["multiple_response"].read(
        a_multiple_response(), [], QueryDict("picked=d&picked=c&picked=d")
    )

    assert response == {"picked": ["c", "d"]}
