"""Answers and an unreliable world: no network, two pages, Back, the keyboard, a lost session."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from quizzes.attempts.models import Answer, Attempt
from tests.browser.conftest import Visitor, settle

pytestmark = pytest.mark.usefixtures("picking_only")

START = "/quizzes/vmotion-storage-vmotion/"
TIME = re.compile(r"\d\d:\d\d:\d\d")
UNSENT = "Object.keys(localStorage).filter(key => key.includes('unsent')).length"


@pytest.fixture
def paper(desk_visitor: Visitor) -> str:
    """The address of a running attempt, opened at its first question."""
    page = desk_visitor.open(START)
    page.click(".start button")
    page.wait_for_url("**/1/")
    return page.url.removesuffix("1/")


def choose(page: Page, number: int) -> str:
    """Chooses by key; the option's own key."""
    page.keyboard.press(str(number))
    option = page.locator("#question .opt input").nth(number - 1)
    expect(option).to_be_checked()
    return option.get_attribute("value")


def picked(position: int) -> list[str]:
    return Answer.objects.get(item__position=position).response["picked"]


def test_every_key_does_what_the_list_of_keys_says(desk_visitor, paper):
    page = desk_visitor.page
    key = choose(page, 2)
    expect(page.locator("#saved")).to_contain_text(TIME)
    assert picked(1) == [key]
    settle(page)
    page.keyboard.press("f")
    expect(page.locator("#flag")).to_have_attribute("aria-pressed", "true")
    settle(page)
    for press, goal in [
        ("j", "**/2/"),
        ("ArrowRight", "**/3/"),
        ("k", "**/2/"),
        ("ArrowLeft", "**/1/"),
        ("Enter", "**/2/"),
        ("r", "**/review/"),
    ]:
        if press == "Enter":
            page.locator("#question .opt input").first.focus()
        page.keyboard.press(press)
        page.wait_for_url(goal)

    page.goto(f"{paper}3/")
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()
    desk_visitor.check_page()
    page.locator("[data-keys-on]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("1")
    expect(page.locator("#question .opt input:checked")).to_have_count(0)
    assert page.url.endswith("/3/")


def test_a_cell_of_the_grid_saves_and_goes_there(desk_visitor, paper):
    page = desk_visitor.page
    key = choose(page, 1)
    page.click("#cell-5")
    page.wait_for_url("**/5/")

    assert picked(1) == [key]


def test_a_flag_is_not_repeated_by_the_save_that_follows(desk_visitor, paper):
    page = desk_visitor.page
    page.click("#flag")
    expect(page.locator("#flag")).to_have_attribute("aria-pressed", "true")
    settle(page)
    page.locator("#flag").focus()

    choose(page, 1)
    expect(page.locator("#saved")).to_contain_text(TIME)

    assert Attempt.objects.get().items.get(position=1).flagged


def test_without_a_network_an_answer_is_kept_and_sent_when_it_is_back(desk_visitor, paper):
    page = desk_visitor.page
    page.context.set_offline(True)
    key = choose(page, 2)
    expect(page.locator("#saved")).to_contain_text("Not saved – retrying")
    assert not Answer.objects.exists()

    page.context.set_offline(False)
    expect(page.locator("#saved")).to_contain_text(TIME)

    assert picked(1) == [key]
    assert page.evaluate(UNSENT) == 0
    desk_visitor.troubles.clear()  # the browser itself reports what could not be reached


def test_an_answer_survives_a_page_that_was_closed_before_it_could_be_sent(desk_visitor, paper):
    context = desk_visitor.page.context
    context.set_offline(True)
    key = choose(desk_visitor.page, 2)
    expect(desk_visitor.page.locator("#saved")).to_contain_text("Not saved – retrying")
    desk_visitor.page.close(run_before_unload=False)
    context.set_offline(False)

    page = context.new_page()
    page.goto(f"{paper}review/")
    expect(page.locator(".lede")).to_contain_text("1 answered")

    assert picked(1) == [key]
    desk_visitor.troubles.clear()


def test_leaving_with_an_unsent_answer_warns(desk_visitor, paper):
    page = desk_visitor.page
    page.context.set_offline(True)
    choose(page, 1)
    expect(page.locator("#saved")).to_contain_text("Not saved – retrying")

    with page.expect_event("dialog") as warned:
        page.close(run_before_unload=True)

    assert warned.value.type == "beforeunload"
    warned.value.dismiss()
    page.context.set_offline(False)
    expect(page.locator("#saved")).to_contain_text(TIME)
    desk_visitor.troubles.clear()


def test_of_two_pages_the_newer_stands_until_the_older_insists(desk_visitor, paper):
    older = desk_visitor.page
    newer = older.context.new_page()
    newer.goto(f"{paper}1/")
    choose(newer, 1)
    expect(newer.locator("#saved")).to_contain_text(TIME)

    mine = choose(older, 2)
    expect(older.locator(".trouble")).to_be_focused()
    desk_visitor.check_page()
    assert picked(1) != [mine]

    older.click("text=Use mine")
    expect(older.locator(".trouble")).to_have_count(0)
    assert picked(1) == [mine]
    desk_visitor.troubles.clear()  # the 409 is reported by the browser


def test_back_shows_what_was_saved_and_still_works(desk_visitor, paper):
    page = desk_visitor.page
    choose(page, 1)
    page.keyboard.press("j")
    page.wait_for_url("**/2/")
    page.go_back()
    page.wait_for_url("**/1/")
    expect(page.locator("#question .opt input").first).to_be_checked()

    key = choose(page, 2)
    page.keyboard.press("j")
    page.wait_for_url("**/2/")

    assert key in picked(1)


def test_a_choice_can_be_cleared(desk_visitor, paper):
    page = desk_visitor.page
    place = 1
    while not page.locator("#clear").count():
        place += 1
        page.keyboard.press("j")
        page.wait_for_url(f"**/{place}/")
    choose(page, 1)
    expect(page.locator("#saved")).to_contain_text(TIME)
    settle(page)
    page.click("#clear")
    expect(page.locator("#question .opt input:checked")).to_have_count(0)
    expect(page.locator(".ngrid [aria-current]")).not_to_have_class(re.compile(r"\ba\b"))

    assert not Answer.objects.get().given


def test_who_was_logged_out_logs_in_and_finds_the_answer_kept(desk_visitor, paper):
    page = desk_visitor.page
    page.context.clear_cookies(name="sessionid")

    choose(page, 1)
    page.wait_for_url("**/account/login/**")

    assert page.evaluate(UNSENT) == 1


def test_everything_works_without_javascript(browser, live_server, content):
    context = browser.new_context(java_script_enabled=False, locale="en-US")
    page = context.new_page()
    page.goto(live_server.url + START)
    page.click(".start button")
    page.locator("#question .opt input").first.check()
    page.click("#flag")
    expect(page.locator("#question .opt input").first).to_be_checked()
    page.locator("#question .opt input").first.press("Enter")
    expect(page.locator("h1")).to_contain_text("Question 2 of")
    page.locator("#question .opt input").first.check()
    page.click("#cell-4")
    page.locator("#question .opt input").first.check()
    page.click("text=Review and hand in")
    expect(page.locator(".lede")).to_contain_text("3 answered, 7 unanswered, 1 flagged")
    page.click(".hand-in .go")
    page.click("[name=confirmed]")
    expect(page.locator("h1")).to_contain_text("Result:")
    context.close()
