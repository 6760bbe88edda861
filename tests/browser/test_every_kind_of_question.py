"""Kinds that are no choice, answered by keyboard alone: typed, saved while typing, and graded."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from quizzes.attempts.models import Answer, AttemptItem
from quizzes.bank.models import Question
from quizzes.kinds import KINDS, is_choice
from tests.browser.conftest import Arrive, Visitor
from tests.browser.test_keyboard import press, tab_to
from tests.quizzes.factories import OF_KIND, stored
from tests.quizzes.papers import CHAPTER

TIME = re.compile(r"\d\d:\d\d:\d\d")
NEW = [name for name in KINDS if not is_choice(name)]


@pytest.fixture
def visitor(arrive: Arrive) -> Visitor:
    """Somebody with a keyboard and a narrow screen, on which these questions are hardest to lay
    out."""
    return arrive("zh-light-phone", locale="en-US")


@pytest.fixture
def paper(visitor: Visitor) -> Page:
    """The first question of a paper with one of each kind."""
    Question.objects.update(published=None)
    for name in NEW:
        stored(OF_KIND[name](objectives=["6.08"]), slug=f"{CHAPTER}/{name.replace('_', '-')}")
    page = visitor.open("/quizzes/objective-6-08/")
    page.click(".start button")
    page.wait_for_url("**/1/")
    return page


def check_kept(page: Page, kind: str, response: dict) -> None:
    """The answer reaches the database by itself, a moment after it was given."""
    for _ in range(40):
        kept = Answer.objects.filter(item__version__kind=kind).first()
        if kept is not None and kept.response == response:
            break
        page.wait_for_timeout(100)
    assert Answer.objects.get(item__version__kind=kind).response == response
    expect(page.locator("#saved")).to_contain_text(TIME)


def answer_numeric(visitor: Visitor, page: Page) -> None:
    tab_to(page, "#number")
    page.keyboard.type("8.2-")  # keys that elsewhere choose and go on only type here
    expect(page.locator("#saved.bad")).to_be_visible()
    page.keyboard.press("Backspace")
    tab_to(page, "#unit")
    page.keyboard.press("ArrowDown")
    check_kept(page, "numeric", {"value": "8.2", "unit": "GB"})


def answer_short_text(visitor: Visitor, page: Page) -> None:
    tab_to(page, "#words")
    page.keyboard.type("ＶＭＯＴＩＯＮ")
    check_kept(page, "short_text", {"text": "ＶＭＯＴＩＯＮ"})


def answer_ordering(visitor: Visitor, page: Page) -> None:
    """First by the places themselves, then by the buttons that move a row."""
    order = AttemptItem.objects.get(version__kind="ordering").option_order
    tab_to(page, "#place-0")
    page.keyboard.press("1")
    check_kept(page, "ordering", {"places": {order[0]: 1}})
    rows = page.locator(".places>li select")
    for key in "acb":  # to the top, one after the other
        name = f"place-{order.index(key)}"
        button = page.locator(f"li:has(#{name}) [data-move='-1']")
        button.focus()
        for _ in range(2):
            page.keyboard.press("Enter")
            expect(button).to_be_focused()
        expect(rows.first).to_have_attribute("name", name)
    check_kept(page, "ordering", {"places": {"a": 3, "b": 1, "c": 2}})


def answer_matching(visitor: Visitor, page: Page) -> None:
    order = AttemptItem.objects.get(version__kind="matching").option_order
    for place, prompt in enumerate(order["prompts"]):
        tab_to(page, f"#match-{place}")
        page.keyboard.type("ABC"[order["choices"].index({"a": "y", "b": "x", "c": "y"}[prompt])])
    check_kept(page, "matching", {"pairs": {"a": "y", "b": "x", "c": "y"}})


def answer_cloze(visitor: Visitor, page: Page) -> None:
    order = AttemptItem.objects.get(version__kind="cloze").option_order
    tab_to(page, "#blank-a")
    page.keyboard.type("vmotion")
    tab_to(page, "#blank-b")
    page.keyboard.type("8")
    tab_to(page, "#blank-c")
    for _ in range(order["c"].index("x") + 1):
        page.keyboard.press("ArrowDown")
    kept = {"a": {"text": "vmotion"}, "b": {"value": "8", "unit": ""}, "c": {"picked": ["x"]}}
    check_kept(page, "cloze", {"blanks": kept})


ANSWERED = {
    "numeric": answer_numeric,
    "short_text": answer_short_text,
    "ordering": answer_ordering,
    "matching": answer_matching,
    "cloze": answer_cloze,
}


def test_one_of_each_by_keyboard_from_start_to_receipt(visitor, paper):
    page = paper
    for place in range(1, len(NEW) + 1):
        page.wait_for_url(f"**/{place}/")
        ANSWERED[AttemptItem.objects.get(position=place).version.kind](visitor, page)
        visitor.check_page()
        press(page, ".qfoot button[value=next]")
    page.wait_for_url("**/review/**")
    press(page, "form.hand-in button")
    page.wait_for_url("**/result/**")
    expect(page.locator("h1")).to_contain_text(re.compile(rf"{len(NEW)}\D+{len(NEW)}"))
    page.goto(f"{page.url}?show=all")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    visitor.check_page()
    visitor.check_silence()
