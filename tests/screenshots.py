"""Pictures of the real pages: the one that the README shows, and all of them to look at.

    python tests/screenshots.py            the README's lab page -> static/images/lab.png
    python tests/screenshots.py --all DIR  every page, both languages, both themes, phone and desk
"""

from __future__ import annotations

import argparse
import os
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

from playwright.sync_api import BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PICTURE = ROOT / "static" / "images" / "lab.png"
PAGES = {
    "landing": "/",
    "guide": "/guide/",
    "chapter": "/guide/vmotion-storage-vmotion/",
    "lesson": "/guide/vmotion-storage-vmotion/ways-to-migrate/",
    "lesson-both": "/guide/vmotion-storage-vmotion/ways-to-migrate/?view=both",
    "objective": "/guide/objectives/6.03/",
    "errata": "/guide/errata/",
    "search": "/search/?q=vMotion",
    "quizzes": "/quizzes/",
    "labs": "/labs/",
    "rules": "/rules/",
    "not-modelled": "/rules/not-modelled/",
    "login": "/account/login/",
    "signup": "/account/signup/",
    "preferences": "/account/preferences/",
    "missing": "/no-such-page/",
    "styleguide": "/styleguide/",
}
AS_INSTRUCTOR = {"teach": "/teach/questions/"}


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


def start_lab(page: Page, address: str, lab: str) -> None:
    page.goto(f"{address}/labs/{lab}/")
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_url("**/runs/**")


def picture_of_a_lab(context: BrowserContext, address: str) -> None:
    """The console in the middle of a migration that would break rules."""
    page = context.new_page()
    page.goto(f"{address}/labs/?lang=en")
    lab = page.locator("main a[href^='/labs/']").first.get_attribute("href").strip("/")
    start_lab(page, address, lab.removeprefix("labs/"))
    wizard = page.locator("a[href*='wizard'], a[href*='migrate']").first
    if wizard.count():
        wizard.click()
        page.wait_for_load_state("networkidle")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURE)


def log_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/account/login/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", name)
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")


def all_pictures(browser, address: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for language, locale in (("zh", "zh-CN"), ("en", "en-US")):
        for theme in ("light", "dark"):
            for width, height in ((390, 844), (1280, 800)):
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    locale=locale,
                    color_scheme=theme,
                )
                page = context.new_page()
                for name, path in PAGES.items():
                    page.goto(address + path)
                    page.screenshot(
                        path=folder / f"{name}-{language}-{theme}-{width}.png", full_page=True
                    )
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
            context = browser.new_context(
                viewport={"width": 1280, "height": 800}, locale="en-US", color_scheme="light"
            )
            picture_of_a_lab(context, address)
        browser.close()
