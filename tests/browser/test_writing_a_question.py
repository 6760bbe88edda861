"""An instructor writes a question in a real browser: by keyboard alone, and on every page clean."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from quizzes.bank.models import Question
from tests.browser.conftest import Visitor, settle
from tests.conftest import a_user, client_of

REFUSED = "console: Failed to load resource: the server responded with a status of 422"
PROVEN = "vmotion-storage-vmotion/suspended-machine-to-another-vendor"


def log_in(visitor: Visitor) -> None:
    ines = a_user("ines", "instructors", display_name="何老师")
    session = client_of(ines).cookies["sessionid"].value
    visitor.page.context.add_cookies(
        [{"name": "sessionid", "value": session, "url": visitor.address}]
    )


def forgive_a_refusal(visitor: Visitor) -> None:
    """A browser writes every 422 into its console; the one that was asked for is no trouble."""
    refused = [trouble for trouble in visitor.troubles if trouble.startswith(REFUSED)]
    assert len(refused) == 1
    visitor.troubles.remove(refused[0])


def tab_to(page: Page, wanted: str) -> None:
    for _ in range(200):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never reaches {wanted}")


def press(page: Page, wanted: str, key: str = "Enter") -> None:
    settle(page)
    tab_to(page, wanted)
    page.keyboard.press(key)


def write(page: Page, wanted: str, text: str) -> None:
    tab_to(page, wanted)
    page.keyboard.type(text)


def test_a_question_is_written_refused_mended_and_published_by_keyboard_alone(desk_visitor):
    log_in(desk_visitor)
    page = desk_visitor.open("/teach/questions/")
    press(page, "a.go")
    page.wait_for_url("**/new/")

    press(page, "[name=kind]", "ArrowRight")
    expect(page.locator("#kind-multiple_response")).to_be_focused()
    press(page, "#objective-list > summary")
    write(page, "#objective-filter", "datacenter")
    press(page, "#objective-list label:not([hidden]) [value='6.03']", "Space")
    write(page, "#stem-en", "Which **migrations** may cross a datacenter?")
    press(page, "#option-0-correct", "Space")
    write(page, "#option-0-text-en", "Cold migration")
    write(page, "#option-1-text-en", "Storage vMotion")
    expect(page.locator("#side .stem strong")).to_have_text("migrations")

    press(page, "#option-1-up")
    expect(page.locator("#option-0-text-en")).to_have_value("Storage vMotion")
    expect(page.locator("#option-0-down")).to_be_focused()
    press(page, "button[value='remove:3']")
    expect(page.locator("#option-3-text-en")).to_have_count(0)
    press(page, "button[value='remove:2']")
    expect(page.locator("#option-2-text-en")).to_have_count(0)

    press(page, ".act button[value=publish]")
    expect(page.locator("#summary")).to_be_focused()
    expect(page.locator("#summary")).to_contain_text("6.03 is disputed")
    forgive_a_refusal(desk_visitor)
    press(page, "#summary a")
    press(page, "[name=releases][value='8.0']", "Space")
    press(page, ".act button[value=publish]")
    expect(page.locator(".messages")).to_contain_text("Version 1 is published")

    question = Question.objects.get(slug__startswith="authored/")
    assert question.published.content["releases"] == ["8.0"]
    assert [option["text"]["en"] for option in question.published.content["options"]] == [
        "Storage vMotion",
        "Cold migration",
    ]


def test_typed_words_are_not_left_behind_without_a_question(desk_visitor):
    log_in(desk_visitor)
    page = desk_visitor.open("/teach/questions/new/")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.locator("#stem-en").press_sequentially("half a thought")
    desk_visitor.open("/teach/questions/")

    assert asked == ["beforeunload"]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/teach/questions/", id="list"),
        pytest.param("/teach/questions/?text=no+such+words", id="nothing found"),
        pytest.param("/teach/questions/new/", id="new"),
        pytest.param(f"/teach/questions/{PROVEN}/edit/", id="editor with a proof"),
        pytest.param(f"/teach/questions/{PROVEN}/versions/", id="versions"),
        pytest.param(f"/teach/questions/{PROVEN}/try/", id="trial"),
    ],
)
def test_a_page_of_authoring_is_clean(visitor, path):
    log_in(visitor)
    page = visitor.open(path)

    for summary in page.locator("main summary:visible").all():
        summary.click()
    page.evaluate("window.scrollTo(0, 0)")  # half behind the bar a link is no target

    visitor.check_page()


def test_a_refusal_is_clean_and_gets_the_focus(visitor):
    log_in(visitor)
    page = visitor.open(f"/teach/questions/{PROVEN}/edit/")

    page.fill("#stem-zh", "")
    page.fill("#stem-en", "")
    page.locator(".act button[value=save]").click()

    expect(page.locator("#summary")).to_be_focused()
    forgive_a_refusal(visitor)
    visitor.check_page()


def test_an_answer_is_tried_in_place(visitor):
    log_in(visitor)
    page = visitor.open(f"/teach/questions/{PROVEN}/try/")

    page.locator(".opt").first.click()
    page.locator("#trial button").click()

    expect(page.locator("#reviewed")).to_be_focused()
    visitor.check_page()
