"""Reading in a real browser: the section on screen, the place kept, both sizes, both themes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from studyguide.guide import guide
from studyguide.progress.models import Reading
from tests.browser.conftest import DESK, PHONE

LESSON = guide().section_of("6.26")[0]
ACROSS = guide().section_of("6.03")[0]


def test_the_contents_follow_the_reader_and_home_remembers_the_section(visitor, ada):
    visitor.enter(ada)
    page = visitor.open(f"{LESSON.address}?lang=en")

    with page.expect_response(lambda response: response.url.endswith("/place/")) as kept:
        page.locator("#o6-26").evaluate("heading => heading.scrollIntoView()")

    current = page.locator("a[data-section][aria-current=location]")
    expect(current).to_have_attribute("href", "#o6-26")
    expect(page.locator("a[data-keep-place]").last).to_have_attribute(
        "href", re.compile(r"\?lang=en#o6-26$")
    )
    assert kept.value.status == 204
    assert Reading.objects.get(learner=ada).section == "o6-26"

    visitor.open("/")
    page.get_by_role("link", name="Continue").click()
    expect(page).to_have_url(f"{visitor.address}{LESSON.address}#o6-26")


def test_a_figure_is_acted_in_by_keys_alone_and_the_focus_is_never_lost(visitor):
    page = visitor.open("/guide/figures/snapshot-chain/?steps=&lang=en")
    told = page.locator("#snapshot-chain-told")

    for control, event, holds_focus in (
        ("take", "Snapshot s1 of app-01 was taken", "take"),
        ("write", "app-01 wrote 4 GB", "write"),
        ("delete-s1", "Snapshot s1 of app-01 was removed", "told"),
        ("back", "app-01 wrote 4 GB", "back"),
        ("reset", "Nothing has been done yet", "reset"),
    ):
        page.locator(f"#snapshot-chain-{control}").focus()
        page.keyboard.press("Enter")

        expect(told).to_contain_text(event)
        visitor.settle()  # only then is the focus where it stays
        expect(page.locator(f"#snapshot-chain-{holds_focus}")).to_be_focused()
    assert page.url.endswith("?steps=&lang=en")  # the figure was swapped, not the page


PAGES = (
    "/?lang=en",
    "/guide/",
    f"/guide/{ACROSS.chapter.slug}/",
    ACROSS.address,
    f"{ACROSS.address}?view=both",
    "/guide/objectives/6.03/",
    "/guide/errata/?status=wrong",
    "/guide/figures/migration-matrix/",
    "/guide/figures/shared-storage/",
    "/search/?q=vMotion",
)


@pytest.mark.parametrize(
    ("size", "theme"), [(DESK, "light"), (PHONE, "dark")], ids=["light desk", "dark phone"]
)
def test_the_guide_s_pages_stand_in_english_in_either_size(arrive, size, theme):
    visitor = arrive("en-dark-desk", viewport=size, color_scheme=theme)
    for path in PAGES:
        visitor.open(path)
        visitor.check_page()


def test_on_a_phone_the_contents_are_one_tap_away(arrive):
    visitor = arrive("zh-light-phone")
    page = visitor.open(f"{LESSON.address}?lang=en")

    page.locator(".act").get_by_role("link", name="Contents").click()

    expect(page.locator("#contents").get_by_text("On this page")).to_be_in_viewport()
