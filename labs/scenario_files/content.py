"""A lab's content, key by key, under a seed; problems as (JSON pointer, message)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import lru_cache

from labs.datacenter.actions import ACTIONS
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import RELEASES
from labs.datacenter.wire.read import read_site
from labs.figures import FIGURES
from labs.scenario_files.agreement import compare_exercises, compare_with_offers
from labs.scenario_files.checks import checks_at
from labs.scenario_files.values import (
    Tell,
    compare_keys,
    count_at,
    items_at,
    known_at,
    objective_at,
    text_at,
)
from labs.scenario_files.ways import mutants_at, ways_at
from labs.scenarios import Exercise, Lab
from labs.seeding import UnknownName, draw, fill, pool_problems
from studyguide.text import Text

KEYS = (
    "title",
    "summary",
    "story",
    "task",
    "minutes",
    "par",
    "releases",
    "exercises",
    "actions",
    "world",
    "checks",
    "hints",
    "solutions",
    "mutants",
)
OPTIONAL_KEYS = ("pools", "limit_minutes", "figure")
LARGEST_SEED = 2**31 - 1
MOST_CONTENT = 200_000  # characters of a lab's content as JSON
HINT_LEVELS = 3


def read_content(
    content: object, *, slug: str, seed: int = 0
) -> tuple[Lab | None, tuple[tuple[str, str], ...]]:
    """The lab in parsed content under a seed, or its problems as (JSON pointer, message)."""
    problems: list[tuple[str, str]] = []

    def tell(pointer: str, message: str) -> None:
        problems.append((pointer, message))

    if not isinstance(content, Mapping):
        return None, (("", "needs keys and values"),)
    pools = content.get("pools", {})
    if "pools" in content and (wrong := pool_problems(pools)):
        return None, tuple((f"/pools{pointer}", message) for pointer, message in wrong)
    try:
        filled = fill(
            {key: one for key, one in content.items() if key != "pools"}, draw(pools, seed)
        )
    except UnknownName as unknown:
        return None, (("", f"${unknown.name} is a name that no pool gives"),)
    compare_keys(filled, KEYS, "", tell, optional=OPTIONAL_KEYS)
    known = (*KEYS, "limit_minutes", "figure")
    fields = {key: READERS[key](filled[key], f"/{key}", tell) for key in known if key in filled}
    if not problems:
        compare_with_offers(fields, tell)
        compare_exercises(fields, tell)
    if problems:
        return None, tuple(problems)
    digest = digest_of(content)
    return Lab(slug=slug, digest=digest, content=content, seed=seed, pools=pools, **fields), ()


def under_seed(lab: Lab, seed: int) -> Lab | None:
    """The same lab under another seed; None where that seed makes no sound lab."""
    return lab if seed == lab.seed else _seeded(_as_text(lab.content), lab.slug, seed)


@lru_cache(maxsize=256)
def _seeded(text: str, slug: str, seed: int) -> Lab | None:
    return read_content(json.loads(text), slug=slug, seed=seed)[0]


def lab_of_version(content: object, slug: str, seed: int) -> Lab | None:
    """The lab of a stored version's content; None where it cannot be read any more."""
    return _seeded(_as_text(content), slug, seed)


def _as_text(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(content: object) -> str:
    """The same for the same content, whatever its order and layout."""
    return hashlib.sha256(_as_text(content).encode()).hexdigest()


def _exercises(value: object, pointer: str, tell: Tell) -> tuple[Exercise, ...]:
    """Objective -> the rule or check that exercises it, and the mutant that shows it."""
    if not isinstance(value, Mapping) or not value:
        tell(pointer, "needs objectives, each with 'by' and 'mutant'")
        return ()
    return tuple(
        _exercise(str(objective), one, f"{pointer}/{objective}", tell)
        for objective, one in value.items()
    )


def _exercise(objective: str, value: object, pointer: str, tell: Tell) -> Exercise:
    objective_at(objective, pointer, tell)
    if not isinstance(value, Mapping):
        tell(pointer, "needs keys and values")
        value = {}
    else:
        compare_keys(value, ("by", "mutant"), pointer, tell)
    by, mutant = (str(value.get(key, "")) for key in ("by", "mutant"))
    return Exercise(objective=objective, by=by, mutant=mutant)


def _world(value: object, pointer: str, tell: Tell) -> Site | None:
    if isinstance(value, Mapping) and "release" in value:
        tell(f"{pointer}/release", "does not belong here: the lab's releases decide")
        return None
    site, problems = read_site(value)
    for problem in problems:
        tell(pointer + problem.path, problem.text.en.format())
    return site


def _releases(value: object, pointer: str, tell: Tell) -> tuple[str, ...]:
    if value == "all":
        return ()
    return tuple(
        known_at(one, at, tell, among=RELEASES, what=f"a release ({', '.join(RELEASES)}) or 'all'")
        for at, one in items_at(value, pointer, tell)
    )


def _actions(value: object, pointer: str, tell: Tell) -> tuple[str, ...]:
    return tuple(
        known_at(one, at, tell, among=ACTIONS, what="an action of the engine")
        for at, one in items_at(value, pointer, tell)
    )


def _figure(value: object, pointer: str, tell: Tell) -> str:
    return known_at(value, pointer, tell, among=FIGURES, what="a live figure")


def _hints(value: object, pointer: str, tell: Tell) -> tuple[Text, ...]:
    hints = tuple(text_at(one, at, tell) for at, one in items_at(value, pointer, tell))
    if len(hints) != HINT_LEVELS:
        tell(pointer, f"needs {HINT_LEVELS} hints, from a nudge to the answer")
    return hints


READERS: dict[str, Callable] = {
    "title": text_at,
    "summary": text_at,
    "story": text_at,
    "task": text_at,
    "minutes": count_at,
    "par": count_at,
    "releases": _releases,
    "exercises": _exercises,
    "limit_minutes": count_at,
    "figure": _figure,
    "actions": _actions,
    "world": _world,
    "checks": checks_at,
    "hints": _hints,
    "solutions": ways_at,
    "mutants": mutants_at,
}
