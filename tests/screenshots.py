"""Pictures of the real pages: the one that the README shows, and all of them to look at.

python tests/screenshots.py            the README's lab page -> static/images/lab.png
python tests/screenshots.py --all DIR  every page, both languages, both themes, phone and desk
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PICTURE = ROOT / "static" / "images" / "lab.png"
LAB = "evacuate-without-interruption"
CHAPTER = "vmotion-storage-vmotion"
QUESTION = f"{CHAPTER}/methods-that-need-like-cpus"
WIZARD = "?do=migrate&object=vm%3Abook-01&pane=act&step=host&kind=host&host=esx-03"
SIGNED_OUT = {
    "landing": "/",
    "landing-refused": "/?move=cold&release=notes",
    "guide": "/guide/",
    "chapter": f"/guide/{CHAPTER}/",
    "lesson": f"/guide/{CHAPTER}/ways-to-migrate/",
    "lesson-both": f"/guide/{CHAPTER}/ways-to-migrate/?view=both",
    "lesson-requirements": f"/guide/{CHAPTER}/vmotion-requirements/",
    "objectives": "/guide/objectives/",
    "objective": "/guide/objectives/6.03/",
    "errata": "/guide/errata/",
    "search": "/search/?q=vMotion",
    "search-nothing": "/search/?q=zzzz",
    "quizzes": "/quizzes/",
    "quiz": f"/quizzes/{CHAPTER}/",
    "labs": "/labs/",
    "lab": f"/labs/{LAB}/",
    "rules": "/rules/",
    "rule": "/rules/cpu.vendor_differs/",
    "rule-asked": "/rules/network.port_group_missing/?type=VMO&ask=proof&by=8.0",
    "schema": "/rules/schema/",
    "not-modelled": "/rules/not-modelled/",
    "login": "/account/login/",
    "signup": "/account/signup/",
    "reset": "/account/reset/",
    "preferences": "/account/preferences/",
    "missing": "/no-such-page/",
    "styleguide": "/styleguide/",
}
OF_A_LEARNER = {
    "home": "/",
    "lesson-in": f"/guide/{CHAPTER}/ways-to-migrate/",
    "quizzes-in": "/quizzes/",
    "question": "{attempt}2/",
    "review": "{attempt}review/",
    "result": "{handed_in}result/?show=all",
    "console": "{run}",
    "console-wizard": "{run}" + WIZARD,
    "console-check": "{run}?do=check&pane=act",
    "console-task": "{run}?pane=task",
    "console-tasks": "{run}?panel=tasks&pane=con",
    "lab-result": "{finished}result/",
    "replay": "{finished}replay/?step=1",
    "account": "/account/",
    "password": "/account/password/",
}
OF_AN_INSTRUCTOR = {
    "teach": "/teach/questions/",
    "editor": f"/teach/questions/{QUESTION}/edit/",
    "editor-new": "/teach/questions/new/",
    "versions": f"/teach/questions/{QUESTION}/versions/",
    "trial": f"/teach/questions/{QUESTION}/try/",
    "reset-links": "/account/reset-links/",
}
OF_AN_ADMINISTRATOR = {"people": "/account/people/"}
EVERY_ROLE = {
    None: SIGNED_OUT,
    "ada": OF_A_LEARNER,
    "ines": OF_AN_INSTRUCTOR,
    "olga": OF_AN_ADMINISTRATOR,
}
SHAPES = list(itertools.product(("zh", "en"), ("light", "dark"), ((390, 844), (1280, 800))))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def site() -> Iterator[str]:
    """The site on a database of its own, with content and demonstration accounts."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            **os.environ,
            "DEBUG": "1",
            "DATABASE_URL": f"sqlite:///{folder}/pictures.sqlite3",
        }
        manage = [sys.executable, str(ROOT / "manage.py")]
        subprocess.run([*manage, "prepare"], env=environ, check=True, stdout=subprocess.DEVNULL)
        port = free_port()
        server = subprocess.Popen(
            [*manage, "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}"],
            env=environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address)
            yield address
        finally:
            server.terminate()
            server.wait()


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address + "/healthz").close()
            return
        except urllib.error.URLError:
            time.sleep(0.2)
    raise SystemExit("The site did not start.")


def log_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/account/login/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", f"demo-{name}")
    page.keyboard.press("Enter")
    page.wait_for_url(address + "/")


def answer_some(page: Page, address: str) -> str:
    """Begins an attempt, answers two questions and flags one; gives its address."""
    page.goto(f"{address}/quizzes/course-notes/")
    page.click("form.start button")
    page.wait_for_url("**/attempts/*/1/")
    for place in (2, 3):
        page.locator(".opt").nth(1).click()
        page.locator("#saved", has_text=re.compile(r"\d\d:\d\d")).wait_for()
        page.locator(".qfoot button[value=next]").click()
        page.wait_for_url(f"**/{place}/")
    page.click("#flag")
    page.wait_for_selector("#flag[aria-pressed=true]")
    return path_of(page, "/attempts/")


def hand_in(page: Page, address: str, attempt: str) -> str:
    page.goto(address + attempt + "review/")
    page.click("form.hand-in button")
    page.click("button[name=confirmed]")
    page.wait_for_url("**/result/")
    return attempt


def begin_lab(page: Page, address: str) -> str:
    page.goto(f"{address}/labs/{LAB}/")
    page.locator("form.start button").last.click()
    page.wait_for_url("**/runs/**")
    return path_of(page, "/runs/")


def refused_and_repaired(page: Page, address: str, run: str) -> str:
    """One refused migration and the first repair of another; gives the run's address."""
    page.goto(address + run + WIZARD.replace("esx-03", "esx-01"))
    page.locator(".repair form button").first.click()
    page.wait_for_url("**told=**")
    return run


def finish(page: Page, address: str, run: str) -> str:
    page.goto(address + run + "?do=check&pane=act")
    page.locator("form[action$='/finish/'] button").click()
    page.wait_for_url("**/result/")
    return run


def path_of(page: Page, room: str) -> str:
    """The address of the attempt or run that the page belongs to."""
    return re.search(rf"{room}[0-9a-f-]+/", page.url)[0]


def picture_of_a_lab(browser: Browser, address: str) -> None:
    """The console in the middle of a migration that four rules refuse."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="en-US", color_scheme="light"
    )
    page = context.new_page()
    page.goto(address + begin_lab(page, address) + WIZARD)
    page.wait_for_load_state("networkidle")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURE)
    context.close()


def at_work(browser: Browser, address: str) -> dict[str, str]:
    """Ada has begun and finished things; the addresses that her pages need."""
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    log_in(page, address, "ada")
    made = {"handed_in": hand_in(page, address, answer_some(page, address))}
    made["finished"] = finish(
        page, address, refused_and_repaired(page, address, begin_lab(page, address))
    )
    made["attempt"] = answer_some(page, address)
    made["run"] = refused_and_repaired(page, address, begin_lab(page, address))
    context.close()
    return made


def all_pictures(browser: Browser, address: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    made = at_work(browser, address)
    for person, pages in EVERY_ROLE.items():
        context = browser.new_context(locale="en-US")
        if person:
            log_in(context.new_page(), address, person)
        state = context.storage_state()
        context.close()
        for language, theme, (width, height) in SHAPES:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=theme,
                storage_state=state,
            )
            page = context.new_page()
            page.goto(f"{address}/guide/?lang={language}")
            for name, path in pages.items():
                page.goto(address + path.format(**made))
                file = folder / f"{name}-{language}-{theme}-{width}.png"
                page.screenshot(path=file, full_page=True)
            context.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="DIR")
    folder = parser.parse_args().all
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with site() as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        if folder:
            all_pictures(browser, address, folder)
        else:
            picture_of_a_lab(browser, address)
        browser.close()
