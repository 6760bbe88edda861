"""An instructor's whole journey: write, be refused, mend, publish, edit, take out of use."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

import quizzes.teach
from quizzes.attempts.models import Attempt
from quizzes.bank.models import Question
from studyguide.accounts.models import INSTRUCTORS
from tests.browser.conftest import Visitor
from tests.conftest import a_user

QUIZ = "/quizzes/objective-6-05/"
PROOF = (Path(quizzes.teach.__file__).parent / "example_proof.yaml").read_text(encoding="utf-8")
STEM = "May web-01 go to a host of another vendor?"
ATTACKS = (
    "<script>window.ran = true; alert(1)</script>",
    '<img src="missing.png" onerror="window.ran = true; alert(2)">',
    "[click](javascript:window.ran=true)",
    '<a href="https://example.org" onclick="window.ran = true">x</a>',
    "<svg onload='window.ran = true'><style>*{display:none}</style>",
    "</textarea><script>window.ran = true</script>",
    "{{ 7 }}{% load x %}",
)


def test_a_question_goes_from_a_refuted_draft_to_an_old_version_in_an_attempt(arrive, live_server):
    ines, ben = arrive(), arrive("zh-light-phone")
    ines.enter(a_user("ines", INSTRUCTORS, display_name="何老师", language="en"))

    write_with_the_wrong_key(ines)
    question = mend_and_publish(ines)
    attempt, position = meet_it_in_a_quiz(ben, question)
    edit_into_a_new_version(ines, question)
    find_the_old_words_in_the_attempt(ben, attempt, position)
    take_it_out_of_use(ines, question)
    read_the_old_version_in_the_result(ben, attempt)
    meet_it_no_more(ben, question)


def write_with_the_wrong_key(ines: Visitor) -> None:
    page = ines.open("/teach/questions/")
    page.locator("main a[href$='/questions/new/']").first.click()
    page.wait_for_url("**/questions/new/")
    page.click("#objective-list > summary")
    page.fill("#objective-filter", "6.05")
    page.check("#objective-list label:not([hidden]) [value='6.05']")
    page.fill("#stem-en", f"{STEM} It is **powered off**.")
    page.fill("#stem-zh", "关着的web-01能迁到另一厂商的主机吗？")
    for index, (en, zh) in enumerate([("When off", "关机时能"), ("When running", "开机时能")]):
        page.fill(f"#option-{index}-text-en", en)
        page.fill(f"#option-{index}-text-zh", zh)
    expect(page.locator("#side .stem strong")).to_have_text("powered off")
    for index in (3, 2):
        ines.settle()
        page.click(f"button[value='remove:{index}']")
        expect(page.locator(f"#option-{index}-text-en")).to_have_count(0)
    ines.settle()
    page.check("#option-1-correct")
    page.click("#proof-fold > summary")
    page.fill("#proof", PROOF)
    expect(page.locator("#side .alert.bad")).to_be_visible()
    ines.settle()
    page.click(".act button[value=publish]")
    summary = page.locator("#summary")
    expect(summary).to_be_focused()
    assert summary.locator("li").count() >= 1
    assert Question.objects.filter(slug__startswith="authored/", published=None).count() == 1
    ines.check_page()


def mend_and_publish(ines: Visitor) -> Question:
    page = ines.page
    page.check("#option-0-correct")
    expect(page.locator("#side .alert.bad")).to_have_count(0)
    ines.settle()
    page.click(".act button[value=publish]")
    expect(page.locator(".messages")).to_contain_text("Version 1 is published")
    ines.check_page()
    question = Question.objects.get(slug__startswith="authored/")
    assert question.published.proof == "proven"
    assert question.published.content["options"][0]["correct"] is True
    return question


def meet_it_in_a_quiz(ben: Visitor, question: Question) -> tuple[Attempt, int]:
    page = ben.open(QUIZ)
    page.click("form.start button")
    page.wait_for_url("**/attempts/**")
    attempt = Attempt.objects.get()
    position = attempt.items.get(version=question.published).position
    ben.open(f"/attempts/{attempt.pk}/{position}/")
    expect(page.locator(".stem")).to_contain_text("关着的web-01")
    page.locator(".opt:has(input[value=a])").click()
    expect(page.locator("#saved")).to_contain_text(re.compile(r"\d\d:\d\d:\d\d"))
    return attempt, position


def edit_into_a_new_version(ines: Visitor, question: Question) -> None:
    page = ines.open(f"/teach/questions/{question.slug}/edit/")
    page.fill("#stem-zh", "第二稿：关着的web-01能迁走吗？")
    page.click(".act button[value=publish]")
    expect(page.locator(".messages")).to_contain_text("Version 2 is published")
    ines.open(f"/teach/questions/{question.slug}/versions/")
    expect(page.locator(".changes ins").first).to_contain_text("第二稿")
    expect(page.locator("table.versions tbody tr")).to_have_count(2)
    ines.check_page()


def find_the_old_words_in_the_attempt(ben: Visitor, attempt: Attempt, position: int) -> None:
    page = ben.open(f"/attempts/{attempt.pk}/{position}/")
    expect(page.locator(".stem")).to_contain_text("关着的web-01能迁到")
    expect(page.locator(".opt input[value=a]")).to_be_checked()


def take_it_out_of_use(ines: Visitor, question: Question) -> None:
    page = ines.open(f"/teach/questions/{question.slug}/edit/")
    page.locator("form[action$='/unpublish/'] button").click()
    page.wait_for_load_state()
    expect(page.locator("form[action$='/unpublish/']")).to_have_count(0)
    question.refresh_from_db()
    assert question.published is None
    assert question.versions.count() == 2


def read_the_old_version_in_the_result(ben: Visitor, attempt: Attempt) -> None:
    page = ben.open(f"/attempts/{attempt.pk}/review/")
    page.click("form.hand-in button")
    page.click("button[name=confirmed]")
    page.wait_for_url("**/result/**")
    ben.open(f"/attempts/{attempt.pk}/result/?show=all")
    mine = page.locator("details.qa", has_text="关着的web-01能迁到")
    expect(mine).to_have_count(1)
    expect(mine.locator("summary .i.ok").first).to_be_visible()


def meet_it_no_more(ben: Visitor, question: Question) -> None:
    page = ben.open(QUIZ)
    page.click("form.start button")
    page.wait_for_url("**/attempts/**")
    newest = Attempt.objects.order_by("-started_at").first()
    assert not newest.items.filter(version__question=question).exists()


def test_nothing_that_an_instructor_types_runs_in_a_readers_browser(arrive, live_server):
    ines, ada = arrive(), arrive("zh-light-phone")
    ines.enter(a_user("ines", INSTRUCTORS, display_name=ATTACKS[0], language="en"))
    dialogs = [listen(ines.page), listen(ada.page)]

    page = ines.open("/teach/questions/new/")
    type_attacks_everywhere(page)
    expect(page.locator("#side .stem")).to_contain_text("harmless")
    unharmed(page)
    ines.settle()
    page.click(".act button[value=publish]")
    expect(page.locator(".messages")).to_contain_text("Version 1 is published")
    unharmed(page)
    question = Question.objects.get(slug__startswith="authored/")
    for name in ("edit/", "versions/", "try/"):
        ines.open(f"/teach/questions/{question.slug}/{name}")
        unharmed(page)
    page.locator(".opt").first.click()
    page.click("#trial button")
    expect(page.locator("#reviewed")).to_be_visible()
    unharmed(page)
    for path in ("/teach/questions/", "/account/", "/search/?q=harmless"):
        ines.open(path)
        unharmed(page)
    read_the_attacked_question(ada, question)
    assert dialogs == [[], []]


def listen(page: Page) -> list[str]:
    heard: list[str] = []
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    return heard


def type_attacks_everywhere(page: Page) -> None:
    """Every field that holds free text gets every attack."""
    attack = "harmless\n\n" + "\n\n".join(ATTACKS)
    page.click("#objective-list > summary")
    page.fill("#objective-filter", "6.05")
    page.check("#objective-list label:not([hidden]) [value='6.05']")
    page.check("#option-0-correct")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    typed = 0
    for field in page.locator("#question-form textarea:not(#proof), #source").all():
        index = re.search(r"option-(\d)-text", field.get_attribute("id"))
        field.fill(f"{index[1]} {attack}" if index else attack)
        typed += 1
    assert typed >= 20


def unharmed(page: Page) -> None:
    """Nothing ran, nothing that could run is there, and the page can still be seen."""
    assert page.evaluate("window.ran") is None
    assert page.locator("main script, main style, main [onerror], main [onclick]").count() == 0
    assert page.locator("main a[href^='javascript:'], main svg[onload]").count() == 0
    expect(page.locator("main")).to_be_visible()


def read_the_attacked_question(ada: Visitor, question: Question) -> None:
    page = ada.open(QUIZ)
    page.click("form.start button")
    page.wait_for_url("**/attempts/**")
    attempt = Attempt.objects.get()
    position = attempt.items.get(version__question=question).position
    ada.open(f"/attempts/{attempt.pk}/{position}/")
    expect(page.locator(".stem")).to_contain_text("harmless")
    page.locator(".opt").first.click()
    expect(page.locator("#saved")).to_contain_text(re.compile(r"\d\d:\d\d:\d\d"))
    unharmed(page)
    ada.open(f"/attempts/{attempt.pk}/review/")
    unharmed(page)
    page.click("form.hand-in button")
    page.locator("button[name=confirmed]").or_(page.locator("details.qa")).first.wait_for()
    if page.locator("button[name=confirmed]").count():
        page.click("button[name=confirmed]")
    page.wait_for_url("**/result/**")
    ada.open(f"/attempts/{attempt.pk}/result/?show=all")
    unharmed(page)
