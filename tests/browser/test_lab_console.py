"""The console in a real browser: the inventory by keyboard, and a form that is typed into."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from labs.datacenter.actions import TakeSnapshot
from labs.datacenter.apply import apply
from labs.datacenter.presets import four_errors
from labs.models import LabRun, Step
from tests.browser.conftest import Arrive, Visitor, settle
from tests.conftest import a_user
from tests.labs.open_labs import an_open_run

STATES = {
    "menu": {},
    "snapshots": {"tab": "configure"},
    "monitor": {"tab": "monitor", "panel": "events"},
    "drawing": {"pane": "draw", "panel": "tasks", "line": "list"},
    "networks": {"view": "networks", "pane": "tree"},
    "form": {"do": "extend-disk", "f-size_mb": "30", "u-size_mb": "GB"},
    "mapping": {"do": "migrate", "kind": "both", "host": "esx-02", "datastore": "local-02"},
}


@pytest.fixture
def run(transactional_db) -> LabRun:
    site, _ = apply(four_errors("8.0"), TakeSnapshot(vm="web-01", name="before", memory=True))
    return an_open_run(a_user("olga"), site)


def opened(
    arrive: Arrive, run: LabRun, look: str = "en-dark-desk", scripts: bool = True, **asked: str
) -> Visitor:
    visitor = arrive(look, java_script_enabled=scripts)
    visitor.enter(run.learner)
    query = "&".join(f"{key}={value}" for key, value in {"pane": "act", **asked}.items())
    visitor.open(reverse("labs:run", args=[run.id]) + f"?object=vm:web-01&{query}")
    return visitor


def focus(page: Page) -> str:
    return page.evaluate("document.activeElement.id")


@pytest.mark.parametrize("look", ["zh-light-phone", "en-dark-desk"])
def test_every_pane_of_an_object_is_without_fault(arrive, run, look):
    for asked in STATES.values():
        visitor = opened(arrive, run, look, **asked)
        for deeds in visitor.page.locator("[data-menu]").all():
            deeds.evaluate("one => one.open = true")
        visitor.check_page()


def test_arrow_keys_walk_fold_and_unfold_the_inventory(arrive, run):
    page = opened(arrive, run).page
    page.focus("#node-vm-web-01")

    walked = []
    for key in ("Left", "Left", "Down", "Up", "Right", "Right", "Home", "End"):
        page.keyboard.press(f"Arrow{key}" if key not in ("Home", "End") else key)
        walked.append(focus(page).removeprefix("node-"))

    assert walked == [
        "host-esx-01",
        "host-esx-01",
        "host-esx-02",
        "host-esx-01",
        "host-esx-01",
        "vm-web-01",
        "vcenter-vc-01",
        "host-esx-02",
    ]


def test_the_inventory_is_searched_while_one_types_and_stays_so(arrive, run):
    page = opened(arrive, run).page
    page.keyboard.press("/")
    page.keyboard.type("WEB")

    expect(page.locator(".roots li:visible")).to_have_count(4)
    page.keyboard.press("Enter")
    assert focus(page) == "node-vm-web-01"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#object-h")).to_have_text("esx-01")
    expect(page.locator(".roots li:visible")).to_have_count(4)
    page.fill("#find", "nowhere")
    expect(page.locator("#find-none")).to_contain_text("Nothing here has such a name.")
    page.focus("#find")
    page.keyboard.press("Escape")
    expect(page.locator("#node-host-esx-02")).to_be_visible()


def test_what_was_folded_stays_folded_when_another_object_is_opened(arrive, run):
    page = opened(arrive, run).page
    page.focus("#node-host-esx-01")
    page.keyboard.press("ArrowLeft")
    page.focus("#node-host-esx-02")
    page.keyboard.press("Enter")

    expect(page.locator("#object-h")).to_have_text("esx-02")
    expect(page.locator("#node-vm-web-01")).to_be_hidden()
    assert focus(page) == "node-host-esx-02"


def test_a_form_is_judged_while_it_is_typed_into_and_finished_by_enter(arrive, run):
    page = opened(arrive, run, do="take-snapshot").page
    page.focus("#f-name")
    page.keyboard.press("Control+A")
    page.keyboard.type("before the second patch", delay=40)

    expect(page.locator(".review")).to_contain_text("before the second patch")
    expect(page.locator("#f-name")).to_be_focused()
    expect(page.locator("#f-name")).to_have_value("before the second patch")
    settle(page)
    page.keyboard.press("Enter")

    expect(page.locator(".told .alert.ok")).to_be_visible()
    assert Step.objects.get().action["name"] == "before the second patch"


def test_without_scripts_a_form_is_checked_and_finished(arrive, run):
    page = opened(arrive, run, scripts=False, do="reserve-memory").page
    page.fill("#f-reservation_mb", "1")
    page.select_option("#u-reservation_mb", "GB")
    page.click("button[name=check]")
    expect(page.locator(".review")).to_contain_text("1 GB")
    page.click("#finish")

    expect(page.locator(".told .alert.ok")).to_be_visible()
    assert Step.objects.get().action["reservation_mb"] == 1024
