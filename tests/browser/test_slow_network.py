"""Where answers take their time, the newest wish counts, and the address says what is shown."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

LAB = "evacuate-without-interruption"
WISHES = {
    "a click in the tree": (lambda page: page.click("#node-host-esx-01"), "esx-01", "#object-h"),
    "the key that migrates": (lambda page: page.keyboard.press("m"), "do=migrate", "#wiz-h"),
}


def hold_back(page: Page, address: str) -> list[Route]:
    """Requests of that address wait in the list until they are let go."""
    held: list[Route] = []
    page.route(re.compile(address), lambda route: held.append(route))
    return held


@pytest.mark.parametrize("wish", WISHES)
def test_of_two_quick_wishes_in_a_lab_the_newer_is_shown(desk_visitor, wish):
    wishes, address, heading = WISHES[wish]
    page = desk_visitor.open(f"/labs/{LAB}/")
    page.click("form.start button.go")
    page.wait_for_url("**/runs/**")
    page.click("#node-vm-book-01")
    page.wait_for_url("**book-01**")
    desk_visitor.settle()
    held = hold_back(page, "object=vm%3Alog-01")

    page.locator("#console svg a[data-object='vm:log-01']:visible").first.click()
    wishes(page)
    page.wait_for_url(f"**{address}**")
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_load_state("networkidle")

    expect(page.locator(heading)).to_be_visible()
    assert address in page.url
    desk_visitor.forgive("console: htmx:")  # it logs what was called off
