"""Real Chromium on a live server: no console error, no other host, no axe violation."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from io import StringIO

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, Page, expect

from quizzes.bank.models import Question
from quizzes.kinds import KINDS, is_choice
from studyguide.accounts.models import User
from tests.conftest import client_of

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
}
# A page that was looked at before has the script still; only what is wrong needs to come back.
AXE_RUN = f"""async (options) => {{
  if (!window.axe) {{ {AXE_SCRIPT} }}
  return (await axe.run(options)).violations;
}}"""
UNDER_WAY = ".htmx-request, .htmx-swapping, .htmx-settling"
ORDINARY = (
    "the server responded with a status of 422",
    "console: htmx:afterRequest, [object HTMLDivElement]",
    "console: htmx:sendAbort, [object HTMLDivElement]",
)
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def prepared(django_db_setup, django_db_blocker) -> Iterator[sqlite3.Connection]:
    """A copy of the database with the shipped bank and indexes, as `prepare` loads them."""
    with django_db_blocker.unblock():
        for command in ("loadbank", "indexguide", "indexlabs"):
            call_command(command, verbosity=0, stdout=StringIO())
        with closing(sqlite3.connect(":memory:")) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
            yield copy


# The next two stand in for those of pytest-django, which empty the database after each test and
# have everything loaded anew: to copy the prepared one back takes a hundredth of the time.
@pytest.fixture
def transactional_db(prepared, django_db_blocker) -> Iterator[None]:
    """The prepared database, which server and test write to; afterwards it is as it was."""
    with django_db_blocker.unblock():
        assert not User.objects.exists(), "a test before this one left somebody"
        yield
        connection.ensure_connection()
        prepared.backup(connection.connection)
        connection.close()


@pytest.fixture
def db(transactional_db) -> None:
    """The same."""


@pytest.fixture
def content(transactional_db) -> None:
    """The shipped bank and the search index: every test here has them."""
    assert Question.objects.exists()


@pytest.fixture
def picking_only(content) -> None:
    """Only questions that are answered by picking options: a paper is drawn by chance."""
    choices = [name for name in KINDS if is_choice(name)]
    Question.objects.exclude(published__kind__in=choices).update(published=None)


def settle(page: Page) -> None:
    """Waits until the page is loaded, and nothing is asked of the server or being put in place.

    What has just been put in place is not yet wired: whoever clicks quicker than a person can
    clicks on mark-up that htmx has not seen.
    """
    page.wait_for_load_state()
    expect(page.locator(UNDER_WAY)).to_have_count(0)


@dataclass
class Visitor:
    """A person at a browser; remembers what went wrong behind the page."""

    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def enter(self, user: User) -> None:
        """Signed in as that person, without the log-in form."""
        session = client_of(user).cookies["sessionid"].value
        cookie = {"name": "sessionid", "value": session, "url": self.address}
        self.page.context.add_cookies([cookie])

    def settle(self) -> None:
        settle(self.page)

    def check_page(self) -> None:
        """The page stands within its width and axe finds nothing."""
        self.settle()
        assert self.overflow() <= 0, f"{self.page.url} scrolls sideways"
        assert self.violations() == [], self.page.url
        assert self.smallest_in_drawings() >= 11, f"{self.page.url} shrinks a drawing"

    def overflow(self) -> int:
        """How far the page scrolls sideways, in px."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    def smallest_in_drawings(self) -> float:
        """The smallest text of the drawings of sites that are shown, in px; 100 without any."""
        return self.page.evaluate(
            """Math.min(100, ...[...document.querySelectorAll(".draw.flat, .draw.tall")]
              .filter((one) => one.checkVisibility())
              .flatMap((one) => [...one.querySelectorAll("text")]
                .map((text) => parseFloat(getComputedStyle(text).fontSize) * one.getScreenCTM().a)
            ))"""
        )

    def violations(self) -> list[str]:
        """What axe finds, one line for each element."""
        found = self.page.evaluate(AXE_RUN, AXE)
        return [
            f"{violation['id']}: {node['target']} {node['html'][:160]}"
            for violation in found
            for node in violation["nodes"]
        ]

    def forgive(self, beginning: str) -> None:
        """What the test itself provoked; it must have happened."""
        provoked = [each for each in self.troubles if each.startswith(beginning)]
        assert provoked, self.troubles
        self.troubles = [each for each in self.troubles if each not in provoked]

    def check_silence(self) -> None:
        """Nothing went wrong but what the test itself provoked.

        Chromium reports every refusal by its status, also the 422 that shows a form again;
        htmx reports a view that a newer wish replaced, as the console and the preview ask for.
        """
        assert [each for each in self.troubles if not any(o in each for o in ORDINARY)] == []


def _watch(page: Page, address: str) -> Visitor:
    visitor = Visitor(page=page, address=address)
    page.on(
        "console",
        lambda message: (
            visitor.troubles.append(f"console: {message.text}")
            if message.type in {"error", "warning"}
            else None
        ),
    )
    page.on("pageerror", lambda error: visitor.troubles.append(f"script: {error}"))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((address, "data:"))
            else visitor.troubles.append(f"other host: {request.url}")
        ),
    )
    return visitor


VIEWS = {
    "zh-light-phone": {"viewport": PHONE, "locale": "zh-CN", "color_scheme": "light"},
    "en-dark-desk": {"viewport": DESK, "locale": "en-US", "color_scheme": "dark"},
}


Arrive = Callable[..., Visitor]


@pytest.fixture
def arrive(browser: Browser, live_server, content) -> Iterator[Arrive]:
    """Brings a new visitor, each with a browser context of its own; hears all of them out."""
    arrived: list[Visitor] = []

    def arrives(view: str = "en-dark-desk", **options: object) -> Visitor:
        context = browser.new_context(**{**VIEWS[view], **options})
        context.set_default_timeout(15_000)
        arrived.append(_watch(context.new_page(), live_server.url))
        return arrived[-1]

    yield arrives
    for visitor in arrived:
        visitor.page.context.close()
    for visitor in arrived:
        visitor.check_silence()


@pytest.fixture(params=list(VIEWS))
def visitor(request, arrive: Arrive) -> Visitor:
    """A new visitor, once on a phone in Chinese and light, once at a desk in English and dark."""
    return arrive(request.param)


@pytest.fixture
def desk_visitor(arrive: Arrive) -> Visitor:
    """A new visitor at a desk, in English."""
    return arrive()
