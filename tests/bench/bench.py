"""Measures pages and engine within one run, each against the lightest of its kind.

    python tests/bench/bench.py

    python tests/bench/bench.py engine

Prints the median of many calls in milliseconds and as a multiple of `/healthz`, or what a part of
the engine costs as a multiple of something plain: the multiples can be compared between machines,
the times cannot.
"""

from __future__ import annotations

import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 40
WARMING = 3
CHAPTER = "vmotion-storage-vmotion"
PAGES = {
    "health": "/healthz",
    "landing": "/",
    "guide": "/guide/",
    "lesson": f"/guide/{CHAPTER}/ways-to-migrate/",
    "lesson, both languages": f"/guide/{CHAPTER}/ways-to-migrate/?view=both",
    "search": "/search/?q=vMotion",
    "quizzes": "/quizzes/",
    "labs": "/labs/",
    "rules": "/rules/",
}
# Pages of a learner in the middle of things.
OF_A_LEARNER = {
    "health": "/healthz",
    "home": "/",
    "question": "{attempt}1/",
    "review": "{attempt}review/",
    "console": "{run}",
    "console, wizard": "{run}?do=migrate&object=vm%3A{vm}&step=host&kind=host&host={host}",
    "replay": "{run}replay/",
}


def median_ms(call: Callable[[], object]) -> float:
    """The median of many calls after three that warm the caches, in milliseconds."""
    for _ in range(WARMING):
        call()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def show(
    title: str, calls: Mapping[str, Callable[[], object]], aims: Mapping[str, int] | None = None
) -> None:
    """One line for each call; the first one is what the others are measured by.

    Where a call has an aim, it is at most so many times the first.
    """
    print(title)
    first = None
    for name, call in calls.items():
        took = median_ms(call)
        first = first or took
        aim = (aims or {}).get(name)
        said = f"   aim {aim} x" + ("" if took <= aim * first else ", missed") if aim else ""
        print(f"  {name:28}{took:9.2f} ms{took / first:9.1f} x{said}")


def opened(client: object, address: str) -> Callable[[], object]:
    def call() -> None:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)

    return call


def measure_pages() -> None:
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from tests.bench import lab_runs
    from tests.conftest import a_user, client_of
    from tests.walks import LAB, a_run_of, an_attempt_of, in_the_middle_of_things, labs

    call_command("prepare", stdout=io.StringIO())
    stranger = Client(headers={"accept-language": "zh-CN"})
    ada = in_the_middle_of_things(a_user("ada"))
    run = a_run_of(ada, labs()[LAB])
    places = {
        "attempt": reverse("quizzes:attempt", args=[an_attempt_of(ada, seed="3").pk]),
        "run": reverse("labs:run", args=[run.pk]),
        **a_move_in(labs()[LAB]),
    }
    show("Pages of a stranger", {name: opened(stranger, path) for name, path in PAGES.items()})
    client = client_of(ada)
    show(
        "Pages of a learner",
        {name: opened(client, path.format(**places)) for name, path in OF_A_LEARNER.items()},
    )
    show("Labs", lab_runs.calls(ada, client, WARMING + ROUNDS), lab_runs.AIMS)


def a_move_in(lab: object) -> dict[str, str]:
    """A machine of the lab and a host that it is not on."""
    vm = next(iter(lab.world.vms.values()))
    return {"vm": vm.name, "host": next(name for name in lab.world.hosts if name != vm.host)}


def main() -> None:
    sys.path.insert(0, str(ROOT))
    wanted = sys.argv[1:] or ["pages", "engine"]
    if "engine" in wanted:
        from tests.bench import engine

        engine.measure()
    if "pages" in wanted:
        measure_pages_of_a_fresh_site()


def measure_pages_of_a_fresh_site() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        import django

        django.setup()
        measure_pages()


if __name__ == "__main__":
    main()
