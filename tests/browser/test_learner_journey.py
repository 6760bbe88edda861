"""A learner's whole journey: a stranger reads, answers and acts, signs up, and keeps it all."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from labs.shelf import labs
from quizzes.attempts.models import Attempt
from quizzes.kinds import kind_of
from tests.browser.conftest import Visitor, settle

pytestmark = pytest.mark.usefixtures("picking_only")

CHAPTER = "vmotion-storage-vmotion"
LESSON = f"/guide/{CHAPTER}/ways-to-migrate/"
LAB = "evacuate-without-interruption"


def test_a_stranger_reads_answers_acts_and_keeps_everything(visitor):
    try_the_landing_page(visitor)
    read_a_lesson(visitor)
    attempt = take_the_quiz(visitor)
    result = do_a_lab(visitor)
    sign_up(visitor)
    find_everything_at_home(visitor, attempt, result)


def try_the_landing_page(visitor: Visitor) -> None:
    page = visitor.open("/")
    visitor.check_page()
    verdict = page.locator("#minilab [role=status]")
    for choice in ("#move-cold", "#mini-notes"):
        page.click(choice)
        visitor.settle()
    expect(verdict).to_contain_text("DatacenterMismatch")
    page.click("#mini-8-0")
    expect(page.locator("#mini-8-0")).to_have_attribute("aria-current", "true")
    expect(verdict).not_to_contain_text("DatacenterMismatch")
    visitor.settle()
    for choice in ("#mini-5-5", "#move-vmotion"):
        page.click(choice)
        visitor.settle()
    page.locator("#minilab a[href*='repaired=1']").click()
    expect(verdict.locator(".steps-taken li")).not_to_have_count(0)
    visitor.check_page()


def read_a_lesson(visitor: Visitor) -> None:
    page = visitor.page
    page.locator(".hero .actions a[href^='/guide/']").click()
    page.wait_for_url(f"**{LESSON}")
    expect(page.locator("h1")).to_have_count(1)
    matrix = page.locator("#figure-migration-matrix")
    matrix.locator("a[href*='release=notes']").click()
    expect(matrix.locator("a[href*='release=notes']")).to_have_attribute("aria-current", "true")
    visitor.settle()
    by_the_notes = matrix.locator("tbody").inner_text()
    matrix.locator("a[href*='release=8.0']").click()
    expect(matrix.locator("a[href*='release=8.0']")).to_have_attribute("aria-current", "true")
    assert matrix.locator("tbody").inner_text() != by_the_notes
    assert page.url.endswith(LESSON)

    page.click("#read button[value=yes]")
    expect(page.locator("#read [role=status]")).to_be_visible()
    visitor.check_page()

    page.click(".tools a[href*='view=both']")
    page.wait_for_url("**view=both**")
    assert page.locator("article [lang=en]").count() > 5
    assert page.locator("article [lang^=zh]").count() > 5
    expect(page.locator("#read button[value=no]")).to_be_visible()
    visitor.check_page()

    page.locator(".pn a").last.click()
    page.wait_for_url("**/cold-and-suspended/**")
    visitor.check_page()


def take_the_quiz(visitor: Visitor) -> Attempt:
    page = visitor.open("/quizzes/")
    visitor.check_page()
    page.locator(f"main a[href='/quizzes/{CHAPTER}/']").first.click()
    page.wait_for_url(f"**/quizzes/{CHAPTER}/")
    visitor.check_page()
    page.check("input[name=release][value='7.0']", force=True)
    page.click("form.start button")
    page.wait_for_url("**/attempts/*/1/")
    attempt = Attempt.objects.get()
    assert attempt.release == "7.0"
    visitor.check_page()

    answer_by_click(page, key_at(attempt, 1))
    page.click("#flag")
    expect(page.locator("#flag")).to_have_attribute("aria-pressed", "true")
    visitor.settle()
    page.locator(".qfoot button[value=next]").click()
    page.wait_for_url("**/2/")
    answer_by_keyboard(page, attempt, 2)
    page.keyboard.press("j")
    page.wait_for_url("**/3/")
    answer_wrongly(page, attempt, 3)
    visitor.check_page()
    page.reload()
    expect(page.locator(".opt input:checked")).not_to_have_count(0)

    page.keyboard.press("r")
    page.wait_for_url("**/review/**")
    visitor.check_page()
    hand_in(visitor, attempt)
    read_the_result(visitor)
    return attempt


def answer_by_click(page: Page, keys: list[str]) -> None:
    for key in keys:
        page.locator(f".opt:has(input[value='{key}'])").click()
    expect_saved(page)


def answer_by_keyboard(page: Page, attempt: Attempt, position: int) -> None:
    item = attempt.items.get(position=position)
    for key in key_at(attempt, position):
        page.keyboard.press(str(item.option_order.index(key) + 1))
    expect_saved(page)


def answer_wrongly(page: Page, attempt: Attempt, position: int) -> None:
    """One option that is none of the key; nothing that the page says betrays it."""
    item = attempt.items.get(position=position)
    wrong = next(key for key in item.option_order if key not in key_at(attempt, position))
    answer_by_click(page, [wrong])


def expect_saved(page: Page) -> None:
    expect(page.locator("#saved")).to_contain_text(re.compile(r"\d\d:\d\d:\d\d"))
    settle(page)
    expect(page.locator(".ngrid [aria-current]")).to_have_class(re.compile(r"\ba\b"))


def key_at(attempt: Attempt, position: int) -> list[str]:
    content = attempt.items.get(position=position).version.content
    return sorted(kind_of(content).key(content))


def hand_in(visitor: Visitor, attempt: Attempt) -> None:
    """Seven questions are unanswered: handing in asks once more, and shows which."""
    page = visitor.page
    page.click("form.hand-in button")
    alert = page.locator("[role=alert]")
    expect(alert).to_contain_text(str(attempt.maximum - 3))
    visitor.check_page()
    assert Attempt.objects.get().submitted_at is None
    page.click("button[name=confirmed]")
    page.wait_for_url("**/result/")


def read_the_result(visitor: Visitor) -> None:
    page = visitor.page
    expect(page.locator("h1")).to_contain_text("2")
    visitor.check_page()
    question = page.locator("details.qa").first
    expect(question).to_have_attribute("open", "")
    receipt = question.locator(".receipt details").first
    receipt.locator("summary").click()
    expect(receipt.locator("dl")).to_be_visible()
    visitor.check_page()
    follow(page, question.locator("a[href^='/guide/']").last)
    assert page.evaluate("document.querySelector(':target') !== null")


def follow(page: Page, link: Locator) -> None:
    address = link.get_attribute("href")
    link.click()
    page.wait_for_url(f"**{address}")


def do_a_lab(visitor: Visitor) -> str:
    """Four rules refuse the first target; two repairs make the second one legal."""
    page = visitor.open("/labs/")
    visitor.check_page()
    page.locator(f"main a[href='/labs/{LAB}/']").first.click()
    page.wait_for_url(f"**/labs/{LAB}/")
    visitor.check_page()
    page.click("form.start button.go")
    page.wait_for_url("**/runs/**")
    visitor.check_page()
    choose_in_the_drawing(visitor, "vm:book-01")
    page.click("a[data-shortcut=m]")
    visitor.settle()
    be_refused_in_the_wizard(visitor)
    repair_and_migrate(visitor)
    return finish_the_lab(visitor)


def choose_in_the_drawing(visitor: Visitor, ref: str) -> None:
    page = visitor.page
    page.locator(f"#console svg a[data-object='{ref}']:visible").first.click()
    visitor.settle()
    expect(page.locator("#object-h")).to_contain_text(ref.partition(":")[2])


def be_refused_in_the_wizard(visitor: Visitor) -> None:
    page = visitor.page
    for choice in ("label:has(#kind-host)", "#wizard-next", "label:has(#host-esx-03)"):
        page.click(choice)
        visitor.settle()
    findings = page.locator(".compat .finding:has(.i.bad)")
    expect(findings).to_have_count(4)
    for finding in findings.all():
        expect(finding.locator("code")).to_have_text(re.compile(r"^\w+$"))
        expect(finding.locator("a[href^='/guide/']")).to_have_count(1)
        expect(finding.locator("a[href^='/rules/']")).to_have_count(1)
        expect(finding.locator(".src")).to_have_count(1)
    expect(page.locator("#wizard-next")).to_be_disabled()
    visitor.check_page()


def repair_and_migrate(visitor: Visitor) -> None:
    page = visitor.page
    page.click("label:has(#host-esx-01)")
    visitor.settle()
    errors = page.locator(".compat .finding:has(.i.bad)")
    expect(errors).to_have_count(2)
    for left in (1, 0):
        page.locator(".repair form button").first.click()
        expect(errors).to_have_count(left)
        visitor.settle()
    expect(page.locator("#wizard-next")).to_be_enabled()
    visitor.check_page()
    page.click("#wizard-next")
    expect(page.locator("#finish-form button")).to_be_visible()
    visitor.settle()
    if page.locator("#ack").count():
        page.check("#ack")
    page.click("#finish-form button")
    expect(page.locator(".told .alert.ok")).to_be_visible()
    visitor.check_page()


def finish_the_lab(visitor: Visitor) -> str:
    page = visitor.page
    page.locator(".labbar a[href*='do=check']").click()
    expect(page.locator(".outcomes > li")).to_have_count(len(labs()[LAB].checks))
    visitor.check_page()
    page.locator("form[action$='/finish/'] button").click()
    page.wait_for_url("**/result/")
    result = page.url
    expect(page.locator(".labscore .big")).to_contain_text(re.compile(r"\b(\d+)/\1\b"))
    visitor.check_page()
    page.locator(".labscore a[href$='/replay/']").click()
    page.wait_for_url("**/replay/**")
    expect(page.locator("#replay .pages a[aria-current]")).to_have_count(1)
    page.locator("#replay .pages a[href='?step=1']").last.click()
    page.wait_for_url("**?step=1")
    visitor.check_page()
    return result


def sign_up(visitor: Visitor) -> None:
    page = visitor.open("/account/signup/")
    visitor.check_page()
    page.fill("[name=username]", "mei.lin")
    page.fill("[name=display_name]", "林梅")
    page.fill("[name=password]", "quiet harbour 12")
    page.fill("[name=password_again]", "quiet harbour 12")
    page.click("main form button.go")
    page.wait_for_url(visitor.address + "/")


def find_everything_at_home(visitor: Visitor, attempt: Attempt, result: str) -> None:
    page = visitor.page
    expect(page.locator(f"main a[href^='/attempts/{attempt.pk}/']")).not_to_have_count(0)
    run = result.removeprefix(visitor.address).removesuffix("result/")
    expect(page.locator(f"main a[href^='{run}']")).not_to_have_count(0)
    chapter = page.locator(f"tr:has(a[href='/guide/{CHAPTER}/'])")
    expect(chapter).to_contain_text("1/6")
    visitor.check_page()
    visitor.open(LESSON)
    expect(page.locator("#read button[value=no]")).to_be_visible()
