"""Measures pages and engine within one run: each figure is a ratio to the lightest page.

Prints the median of many requests, in milliseconds and as a multiple of `/healthz`.
"""

from __future__ import annotations

import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 40
PAGES = {
    "health": "/healthz",
    "home": "/",
    "guide": "/guide/",
    "lesson": "/guide/vmotion-storage-vmotion/ways-to-migrate/",
    "lesson, both languages": "/guide/vmotion-storage-vmotion/ways-to-migrate/?view=both",
    "search": "/search/?q=vMotion",
    "quizzes": "/quizzes/",
    "labs": "/labs/",
    "rules": "/rules/",
}


def median_ms(call: Callable[[], object]) -> float:
    """The median of many calls after three that warm the caches, in milliseconds."""
    for _ in range(3):
        call()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        import django
        from django.core.management import call_command
        from django.test import Client

        django.setup()
        call_command("prepare", stdout=io.StringIO())
        client = Client(headers={"accept-language": "zh-CN"})
        lightest = None
        for name, path in PAGES.items():
            if client.get(path).status_code != 200:
                sys.exit(f"{path} does not answer: there is nothing to measure.")
            took = median_ms(lambda path=path: client.get(path))
            lightest = lightest or took
            print(f"{name:24} {took:8.1f} ms {took / lightest:8.1f} x")


if __name__ == "__main__":
    main()
