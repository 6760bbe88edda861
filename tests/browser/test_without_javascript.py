"""Everything works as plain pages and forms: no script runs in these browsers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from labs.models import LabRun
from labs.shelf import labs
from quizzes.attempts.models import Attempt
from quizzes.bank.models import Question
from studyguide.accounts.models import INSTRUCTORS, User
from tests.browser.conftest import Visitor
from tests.conftest import a_user

pytestmark = pytest.mark.usefixtures("picking_only")

CHAPTER = "vmotion-storage-vmotion"
LESSON = f"/guide/{CHAPTER}/ways-to-migrate/"
LAB = "evacuate-without-interruption"


@pytest.fixture
def plain(arrive) -> Visitor:
    """A visitor whose browser runs no script."""
    return arrive("zh-light-phone", java_script_enabled=False)


def test_a_learner_reads_answers_acts_and_signs_up(plain):
    read_a_lesson(plain)
    take_a_quiz(plain)
    do_a_lab(plain)
    sign_up_and_log_in_again(plain)


def read_a_lesson(plain: Visitor) -> None:
    page = plain.open("/?move=cold&release=notes")
    expect(page.locator("#minilab [role=status]")).to_contain_text("DatacenterMismatch")
    plain.open(LESSON)
    page.locator("#figure-migration-matrix a[href*='release=8.0']").click()
    expect(page.locator("#figure-migration-matrix table")).to_be_visible()
    expect(page.locator("h1")).to_have_count(1)
    plain.open(LESSON)
    page.click("#read button[value=yes]")
    expect(page.locator("#read button[value=no]")).to_be_visible()
    expect(page.locator("h1")).to_have_count(1)
    page.locator("#read button[value=no]").click()
    expect(page.locator("#read button[value=yes]")).to_be_visible()
    page.click("#read button[value=yes]")


def take_a_quiz(plain: Visitor) -> None:
    page = plain.open(f"/quizzes/{CHAPTER}/")
    page.click("form.start button")
    page.wait_for_url("**/1/")
    attempt = Attempt.objects.get()
    page.locator(".opt").first.click()
    page.click("#flag")
    expect(page.locator("#flag")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#saved")).to_contain_text(re.compile(r"\d\d:\d\d:\d\d"))
    expect(page.locator(".opt input").first).to_be_checked()
    page.locator(".qfoot button[value=next]").click()
    page.wait_for_url("**/2/")
    page.locator(".opt").last.click()
    page.locator("aside button[value=review]").click()
    page.wait_for_url("**/review/**")
    assert attempt.items.filter(answer__isnull=False).count() == 2
    page.locator("form.hand-in button").click()
    page.click("button[name=confirmed]")
    page.wait_for_url("**/result/**")
    page.locator(".receipt summary").first.click()
    expect(page.locator(".receipt dl").first).to_be_visible()


def do_a_lab(plain: Visitor) -> None:
    page = plain.open(f"/labs/{LAB}/")
    page.click("form.start button.go")
    page.wait_for_url("**/runs/**")
    page.locator("#console svg a[data-object='vm:book-01']:visible").first.click()
    page.click("a[data-shortcut=m]")
    page.check("#kind-host")
    check_the_choice(page)
    page.click("#wizard-next")
    page.check("#host-esx-03")
    check_the_choice(page)
    expect(page.locator(".compat .finding:has(.i.bad)")).to_have_count(4)
    expect(page.locator("#wizard-next")).to_be_disabled()
    page.check("#host-esx-01")
    check_the_choice(page)
    for left in (1, 0):
        page.locator(".repair form button").first.click()
        expect(page.locator(".compat .finding:has(.i.bad)")).to_have_count(left)
    page.click("#wizard-next")
    if page.locator("#ack").count():
        page.check("#ack")
    page.click("#finish-form button")
    expect(page.locator(".told .alert.ok")).to_be_visible()
    undo_and_redo(page)
    page.locator(".labbar a[href*='do=check']").click()
    page.locator("form[action$='/finish/'] button").click()
    page.wait_for_url("**/result/")
    assert LabRun.objects.get().points == labs()[LAB].maximum
    page.locator("a[href$='/replay/']").click()
    page.locator("#replay .pages a[href='?step=1']").last.click()
    expect(page.locator("#replay .pages a[aria-current]")).to_have_text("1")


def check_the_choice(page: Page) -> None:
    page.locator("#wizard-form button").click()


def undo_and_redo(page: Page) -> None:
    page.locator("form[action$='/undo/'] button").click()
    page.locator("form[action$='/redo/'] button").click()
    expect(page.locator("form[action$='/redo/']")).to_have_count(0)


def sign_up_and_log_in_again(plain: Visitor) -> None:
    page = plain.open("/account/signup/")
    page.fill("[name=username]", "mei.lin")
    page.fill("[name=display_name]", "林梅")
    page.fill("[name=password]", "quiet harbour 12")
    page.fill("[name=password_again]", "quiet harbour 12")
    page.click("main form button.go")
    page.wait_for_url(plain.address + "/")
    assert User.objects.get().username == "mei.lin"
    plain.open("/account/logout/")
    page.locator("main form button").first.click()
    plain.open("/account/login/")
    page.fill("[name=username]", "mei.lin")
    page.fill("[name=password]", "quiet harbour 12")
    page.click("main form button.go")
    page.wait_for_url(plain.address + "/")
    expect(page.locator("main a[href^='/attempts/']")).not_to_have_count(0)
    expect(page.locator("main a[href^='/runs/']")).not_to_have_count(0)


def test_an_instructor_writes_and_publishes_a_question(plain):
    plain.enter(a_user("ines", INSTRUCTORS, display_name="何老师"))
    page = plain.open("/teach/questions/new/")
    page.check("#kind-true_false")
    page.click("#reshape")
    expect(page.locator("#truth-0-correct")).to_be_visible()
    page.click("#objective-list > summary")
    page.locator("#objective-list details:has([value='6.05']) > summary").click()
    page.check("#objective-list [value='6.05']")
    page.fill("#stem-zh", "关机的虚拟机可以迁到**另一厂商**的主机。")
    page.check("#truth-0-correct")
    page.click(".act button[value=preview]")
    expect(page.locator("#side .stem strong")).to_have_text("另一厂商")
    page.click(".act button[value=publish]")
    expect(page.locator(".messages")).to_be_visible()
    assert Question.objects.get(slug__startswith="authored/").published is not None
