"""One page of every kind in a real browser: nothing sticks out at any width, axe finds nothing.

The links are followed by the test client, which is quick; the browser opens the first page of
each route, and the console with each of its panes.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from labs.figures import FIGURES
from studyguide.accounts.models import ADMINISTRATORS
from tests.browser.conftest import Arrive, Visitor
from tests.conftest import a_user, client_of
from tests.walks import Walk, in_the_middle_of_things, route_of

WIDTHS = (320, 390, 768, 1024, 1280, 1920)
# The width at which axe looks, in each view.
VIEWS = {"zh-light-phone": 320, "en-dark-desk": 1280}
SIGNED_OUT = ("accounts:login", "accounts:signup", "accounts:reset", "accounts:preferences")
QUERIES = ("?view=both", "?show=all", "?show=wrong", "?q=")


def one_of_each(pages: list[str]) -> dict[str, str]:
    """The first address of each route, and of each state of it that looks quite different."""
    chosen: dict[str, str] = {}
    for address in pages:
        state = next((query for query in QUERIES if query in address), "")
        chosen.setdefault(f"{route_of(address)}{state}", address)
    return chosen


def test_a_page_of_every_kind_stands_at_every_width(arrive: Arrive):
    """Found by one walk, for an address is the same in both languages; opened in each view."""
    olga = in_the_middle_of_things(a_user("olga", ADMINISTRATORS, display_name="Olga"))
    review = reverse("quizzes:review", args=[olga.attempts.get(submitted_at=None).pk])
    figures = [reverse("guide:figure", args=[name]) for name in FIGURES]
    walk = Walk(client=client_of(olga), language="zh-CN", most_pages=2)
    walk.through("/", review, *figures)
    pages = one_of_each([each for each in walk.pages if not each.startswith("/admin/")])
    faults = []
    for view, axe_width in VIEWS.items():
        visitor = arrive(view)
        visitor.enter(olga)
        for address in pages.values():
            faults += [f"{view} {fault}" for fault in faults_of(visitor, address, axe_width)]

    assert len(pages) > 35, sorted(pages)
    assert "\n".join(faults) == ""


@pytest.mark.parametrize("view", list(VIEWS))
def test_the_pages_of_strangers_stand_at_every_width(arrive: Arrive, view: str):
    visitor = arrive(view)
    addresses = ["/", "/guide/vmotion-storage-vmotion/", *map(reverse, SIGNED_OUT)]

    faults = [faults_of(visitor, address, VIEWS[view]) for address in addresses]

    assert "\n".join(fault for each in faults for fault in each) == ""


def faults_of(visitor: Visitor, address: str, axe_width: int) -> list[str]:
    """What is wrong with the page, at every width and by axe."""
    visitor.open(address)
    faults = []
    for width in sorted(WIDTHS, key=lambda width: width == axe_width):  # that one last
        visitor.page.set_viewport_size({"width": width, "height": 800})
        if (excess := visitor.overflow()) > 0:
            faults.append(f"{address} at {width} px sticks out by {excess} px")
        if width >= 390 and (text := visitor.smallest_in_drawings()) < 11:
            faults.append(f"{address} at {width} px has text of {text:.1f} px in a drawing")
    return faults + [f"{address}: {each}" for each in visitor.violations()]
