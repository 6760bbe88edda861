"""A lab around any site that allows every action, for tests of what the console can ask."""

from __future__ import annotations

from collections.abc import Iterable

from labs import services
from labs.datacenter.actions import ACTIONS
from labs.datacenter.inventory.site import Site
from labs.datacenter.wire.write import site_json
from labs.models import LabRun, Mode
from labs.scenario_files import read_content
from labs.scenarios import Lab
from tests.labs.casts import NOON

SETTINGS = ("schema", "release")


def _both(words: str) -> dict[str, str]:
    return {"zh": words, "en": words}


def _way(name: str, *actions: dict) -> dict[str, object]:
    return {"name": name, "says": _both(name), "actions": list(actions)}


def an_open_lab(site: Site, actions: Iterable[str] = ACTIONS) -> Lab:
    """The site as a lab whose only check is that its first machine stands on another host."""
    vm = next(iter(site.vms))
    off = {"type": "PowerOff", "vm": vm}
    goal = {"goal": "vm.left_host", "vm": vm, "host": site.vms[vm].host}
    content = {
        **{key: _both(key) for key in ("title", "summary", "story", "task")},
        "minutes": 5,
        "releases": "all",
        "par": 1,
        "exercises": {"6.10": {"by": "left", "mutant": "first"}},
        "actions": list(actions),
        "world": {k: v for k, v in site_json(site).items() if k not in SETTINGS},
        "checks": [
            {
                "key": "left",
                "says": _both("left"),
                "points": 1,
                "objectives": ["6.10"],
                "goal": goal,
            }
        ],
        "hints": [_both(level) for level in ("one", "two", "three")],
        "solutions": [_way("solution", off)],
        "mutants": [_way("first", off), _way("second", off, off)],
    }
    lab, problems = read_content(content, slug="everything")
    assert problems in ((), []), problems
    return lab


def an_open_run(
    learner: object, site: Site, *, actions: Iterable[str] = ACTIONS, mode: str = Mode.PRACTICE
) -> LabRun:
    lab = an_open_lab(site, actions)
    return services.start_run(learner=learner, lab=lab, release="8.0", at=NOON, mode=mode)
