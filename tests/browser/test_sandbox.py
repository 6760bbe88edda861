"""Free play in a real browser: a world of one's own, taken apart, shared and taken along."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from labs.datacenter.presets import two_hosts
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json
from tests.browser.conftest import Arrive, Visitor

SITE = json.dumps(site_json(two_hosts("8.0")))


def begin_with(visitor: Visitor, text: str) -> None:
    page = visitor.open("/labs/sandbox/")
    page.locator("input[name=world][value=own]").check()
    page.locator("textarea[name=text]").fill(text)
    page.locator("form.sandbox .actions button").click()


def test_a_world_of_ones_own_is_mended_played_in_and_shared(arrive: Arrive) -> None:
    visitor = arrive()
    page = visitor.page
    begin_with(visitor, SITE.replace('"8.0"', '"9.9"'))
    expect(page.locator(".complaints li")).to_have_count(1)
    expect(page.locator(".complaints code")).to_have_text("/release")
    visitor.check_page()

    page.locator("textarea[name=text]").fill(SITE)
    page.locator("form.sandbox .actions button").click()
    page.wait_for_url("**/runs/**")
    page.goto(f"{page.url}?do=power-off&object=vm:web-01&pane=act")
    page.locator("#finish").click()
    expect(page.locator(".told")).to_be_visible()
    visitor.settle()

    page.locator(".labbar a[href$='/share/']").click()
    page.locator("#links form .btn.go").click()
    link = page.locator("#link-1").input_value()
    visitor.check_page()

    stranger = arrive("zh-light-phone")
    stranger.page.goto(link)
    expect(stranger.page.locator("#replay")).to_contain_text("web-01")
    stranger.page.locator("#replay a[rel=prev]").click()
    expect(stranger.page).to_have_url(f"{link}?step=0")
    stranger.check_page()

    page.locator("#links .danger").click()
    expect(page.locator("#link-1")).to_have_count(0)
    assert stranger.page.goto(link).status == 404
    stranger.forgive("console: Failed to load resource: the server responded with a status of 404")


def test_the_site_is_copied_downloaded_and_played_on_from_any_step(arrive: Arrive) -> None:
    visitor = arrive(permissions=["clipboard-read", "clipboard-write"])
    page = visitor.page
    begin_with(visitor, SITE)
    page.wait_for_url("**/runs/**")
    page.locator(".labbar a[href$='/share/']").click()

    copy = page.locator("[data-copy=site-text]")
    copy.click()
    expect(copy).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as told:
        page.locator("a[href*='site.json']").click()
    downloaded = told.value.path().read_text(encoding="utf-8")
    assert read_site(copied) == read_site(downloaded) == (two_hosts("8.0"), ())

    page.locator("#site form button:not([type=button])").click()
    page.wait_for_url("**/runs/**")
    expect(page.locator("#console")).to_be_visible()


def test_everything_works_without_javascript(arrive: Arrive) -> None:
    visitor = arrive("zh-light-phone", java_script_enabled=False)
    page = visitor.page
    begin_with(visitor, "seed: 1\nseed: 2")
    expect(page.locator(".complaints li")).to_have_count(1)
    page.locator("input[name=world][value=generated]").check()
    page.locator("input[name=seed]").fill("42")
    page.locator("form.sandbox .actions button").click()
    page.goto(f"{page.url}share/")

    expect(page.locator("[data-copy]:visible")).to_have_count(0)
    page.locator("#links form .btn.go").click()
    expect(page.locator("#link-1")).to_have_count(1)
