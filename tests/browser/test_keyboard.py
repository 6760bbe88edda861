"""By keyboard alone: a quiz, a lab, the search; and one always sees where one is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from labs.models import LabRun
from labs.shelf import labs
from quizzes.attempts.models import Attempt
from quizzes.kinds import kind_of
from tests.browser.conftest import Visitor, settle

pytestmark = pytest.mark.usefixtures("picking_only")

CHAPTER = "vmotion-storage-vmotion"
LAB = "evacuate-without-interruption"
# Whether having the focus changes how the element, its field or its parts are drawn.
RING = """() => {
  const focused = document.activeElement;
  const label = focused.closest("label");
  const near = [focused, focused.parentElement, label, focused.nextElementSibling];
  const parts = [...near, ...focused.querySelectorAll("*")].filter(Boolean).slice(0, 40);
  const names = ["outline", "boxShadow", "borderColor", "stroke", "strokeWidth"];
  const look = () => JSON.stringify(parts.map((part) => {
    const style = getComputedStyle(part);
    return names.map((name) => style[name]);
  }));
  const with_focus = look();
  focused.blur();
  const without = look();
  focused.focus({preventScroll: true});
  return with_focus !== without;
}"""
# Where the focused element's middle is covered by something that is neither it nor part of it.
COVERED = """() => {
  const focused = document.activeElement;
  const box = focused.getBoundingClientRect();
  if (!box.width || !box.height || box.height > innerHeight) return false;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return true;
  const top = document.elementFromPoint(x, y);
  return !(top && (focused.contains(top) || top.contains(focused) || top.closest("label")));
}"""


def tab_to(page: Page, wanted: str, *, most: int = 150) -> None:
    """Tab until the wanted element has the focus; a person sees it and everything before it."""
    for _ in range(most):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            assert page.evaluate(RING), f"{wanted} shows no focus"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never reaches {wanted}")


def press(page: Page, wanted: str, key: str = "Enter") -> None:
    settle(page)
    tab_to(page, wanted)
    page.keyboard.press(key)


def test_a_quiz_from_start_to_receipt_without_a_mouse(desk_visitor):
    page = desk_visitor.open(f"/quizzes/{CHAPTER}/")
    press(page, "input[name=release]", "ArrowRight")
    press(page, "form.start button")
    page.wait_for_url("**/1/")
    attempt = Attempt.objects.get()

    for item in attempt.items.select_related("version"):
        page.wait_for_url(f"**/{item.position}/")
        for key in kind_of(item.version.content).key(item.version.content):
            page.keyboard.press(str(item.option_order.index(key) + 1))
        expect(page.locator("#saved")).to_contain_text(re.compile(r"\d\d:\d\d:\d\d"))
        settle(page)
        page.keyboard.press("f")
        expect(page.locator("#flag")).to_have_attribute("aria-pressed", "true")
        settle(page)
        page.keyboard.press("j")
    page.wait_for_url("**/review/**")
    press(page, "form.hand-in button")
    page.wait_for_url("**/result/**")
    expect(page.locator("h1")).to_contain_text(f"{attempt.maximum} of {attempt.maximum}")
    press(page, ".receipt summary")
    expect(page.locator(".receipt dl").first).to_be_visible()


def test_the_keys_of_a_quiz_can_be_read_and_switched_off(desk_visitor):
    page = desk_visitor.open(f"/quizzes/{CHAPTER}/")
    press(page, "form.start button")
    page.wait_for_url("**/1/")

    page.keyboard.press("?")
    expect(page.locator(".keys-dialog")).to_be_visible()
    press(page, "[data-keys-on]", "Space")
    page.keyboard.press("Escape")
    expect(page.locator(".keys-dialog")).to_be_hidden()
    page.locator("h1").focus()
    page.keyboard.press("f")
    page.keyboard.press("1")

    expect(page.locator("#flag")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".opt input:checked")).to_have_count(0)


def test_a_lab_from_start_to_result_without_a_mouse(desk_visitor):
    page = desk_visitor.open(f"/labs/{LAB}/")
    press(page, "form.start button.go")
    page.wait_for_url("**/runs/**")
    press(page, "#console svg a[data-object='vm:book-01']")
    page.wait_for_url("**object=vm%3Abook-01**")
    expect(page.locator("#object-h")).to_contain_text("book-01")
    settle(page)
    page.keyboard.press("m")
    page.wait_for_url("**do=migrate**")
    expect(page.locator("[data-wizard]")).to_be_visible()
    migrate_to_the_only_host(page)
    press(page, ".labbar a[href*='do=check']")
    press(page, "form[action$='/finish/'] button")
    page.wait_for_url("**/result/")
    assert LabRun.objects.get().points == labs()[LAB].maximum


def migrate_to_the_only_host(page: Page) -> None:
    tab_to(page, "#kind-host, #kind-datastore, #kind-both")
    while not page.evaluate("document.activeElement.matches('#kind-host')"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    press(page, "#wizard-next:enabled")
    expect(page.locator("#host-esx-01")).to_be_visible()
    settle(page)
    tab_to(page, "[name=host]")
    page.keyboard.press("Space")
    for _ in range(4):
        if page.evaluate("document.activeElement.matches('#host-esx-01:checked')"):
            break
        page.keyboard.press("ArrowDown")
        expect(page.locator("[name=host]:focus")).to_have_count(1)
        settle(page)
    expect(page.locator("#host-esx-01")).to_be_checked()
    errors = page.locator(".compat .finding:has(.i.bad)")
    for left in (1, 0):
        press(page, ".repair form button")
        expect(errors).to_have_count(left)
    press(page, "#wizard-next:enabled")
    expect(page.locator("#finish-form button")).to_be_visible()
    if page.locator("#ack").count():
        press(page, "#ack", "Space")
    press(page, "#finish-form button")
    expect(page.locator(".told .alert.ok")).to_be_visible()


def test_the_slash_leads_to_the_search_and_the_search_to_a_passage(desk_visitor):
    page = desk_visitor.open("/guide/")
    page.keyboard.press("/")
    expect(page.locator(".find input[name=q]")).to_be_focused()
    assert page.evaluate(RING)
    page.keyboard.type("vMotion/")
    expect(page.locator(".find input[name=q]")).to_have_value("vMotion/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    press(page, ".hits h2 a")
    page.wait_for_url("**/guide/**")


def test_the_first_tab_leads_past_the_bar(visitor):
    page = visitor.open("/guide/")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    expect(page.locator("a.skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(
    "path",
    ["/", f"/guide/{CHAPTER}/ways-to-migrate/", f"/quizzes/{CHAPTER}/", f"/labs/{LAB}/", "/rules/"],
)
def test_whoever_tabs_through_a_page_always_sees_where_they_are(visitor: Visitor, path):
    page = visitor.open(path)
    unseen, covered = [], []
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        name = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        if not page.evaluate(RING):
            unseen.append(name)
        if page.evaluate(COVERED):
            covered.append(name)
    assert unseen == []
    assert covered == []
