"""Lab files: strict YAML in, a Lab out, or every problem with its file and line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from labs.datacenter.actions import ACTIONS, Action
from labs.datacenter.goals import Goal, read_goal
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import RELEASES
from labs.datacenter.wire.read import read_action, read_site
from labs.scenarios import Check, Lab, Way
from studyguide.blueprint import blueprint
from studyguide.text import LANGUAGES, Text
from studyguide.yaml_files import Problem, line_of, read_yaml

CONTENT = Path(__file__).parent / "content"
SUFFIX = ".yaml"
RESERVED = frozenset({"sandbox", "judge", "not-modelled"})
HINT_LEVELS = 3
FEWEST_MUTANTS = 2

KEYS = (
    "title",
    "summary",
    "story",
    "task",
    "minutes",
    "par",
    "releases",
    "objectives",
    "actions",
    "world",
    "checks",
    "hints",
    "solutions",
    "mutants",
)
CHECK_KEYS = ("key", "says", "points", "objectives", "goal")
OPTIONAL_CHECK_KEYS = ("needs",)

Tell = Callable[[str, str], None]


def read_lab(text: str, *, path: str) -> tuple[Lab | None, list[Problem]]:
    """The lab in `text`, named by the file's name, or everything that is wrong with it."""
    content, lines, problems = read_yaml(text, path=path)
    if problems:
        return None, problems
    slug = path.rpartition("/")[2].removesuffix(SUFFIX)
    found: list[tuple[str, str]] = []
    if slug in RESERVED:
        found.append(("", f"'{slug}' is an address of the site and cannot name a lab"))
    lab, more = read_content(content, slug=slug)
    problems = [
        Problem(path=path, line=line_of(lines, pointer), message=message)
        for pointer, message in (*found, *more)
    ]
    problems.sort(key=lambda one: one.line)
    return (None, problems) if problems else (lab, [])


def read_labs(folder: Path = CONTENT) -> tuple[dict[str, Lab], list[Problem]]:
    """Every lab of a folder by its slug, and the problems of those left out."""
    labs: dict[str, Lab] = {}
    problems: list[Problem] = []
    for file in sorted(folder.glob(f"*{SUFFIX}")):
        path = f"labs/content/{file.name}"
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            problems.append(Problem(path=path, line=1, message="is not UTF-8 text"))
            continue
        lab, more = read_lab(text, path=path)
        problems += more
        if lab is not None:
            labs[lab.slug] = lab
    return labs, problems


def read_content(content: object, *, slug: str) -> tuple[Lab | None, tuple[tuple[str, str], ...]]:
    """The lab in parsed content, or its problems as (JSON pointer, message)."""
    problems: list[tuple[str, str]] = []

    def tell(pointer: str, message: str) -> None:
        problems.append((pointer, message))

    if not isinstance(content, Mapping):
        return None, (("", "needs keys and values"),)
    _compare_keys(content, KEYS, "", tell)
    fields = {key: READERS[key](content[key], f"/{key}", tell) for key in KEYS if key in content}
    if not problems:
        _compare_with_world(fields, tell)
    if problems:
        return None, tuple(problems)
    return Lab(slug=slug, digest=digest_of(content), content=content, **fields), ()


@lru_cache(maxsize=128)
def lab_of_version(text: str, slug: str) -> Lab | None:
    """The lab of a stored version's content as JSON text; None where it cannot be read any more."""
    return read_content(json.loads(text), slug=slug)[0]


def digest_of(content: object) -> str:
    """The same for the same content, whatever its order and layout."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _compare_keys(
    given: Mapping[str, object],
    known: tuple[str, ...],
    pointer: str,
    tell: Tell,
    *,
    optional: tuple[str, ...] = (),
) -> None:
    for key in known:
        if key not in given:
            tell(pointer, f"needs the key '{key}'")
    for key in given:
        if key not in known and key not in optional:
            tell(f"{pointer}/{key}", f"does not know the key '{key}'")


def _text(value: object, pointer: str, tell: Tell) -> Text | None:
    if not isinstance(value, Mapping) or sorted(value) != sorted(LANGUAGES):
        tell(pointer, "needs a text in each language: zh and en")
        return None
    for language in LANGUAGES:
        if not isinstance(value[language], str) or not value[language].strip():
            tell(f"{pointer}/{language}", "needs a text that is not empty")
            return None
    return Text(zh=value["zh"].strip(), en=value["en"].strip())


def _count(value: object, pointer: str, tell: Tell, *, least: int = 1, most: int = 999) -> int:
    if type(value) is not int or not least <= value <= most:
        tell(pointer, f"needs a whole number from {least} to {most}")
        return least
    return value


def _items(value: object, pointer: str, tell: Tell) -> Iterator[tuple[str, object]]:
    if not isinstance(value, list) or not value:
        tell(pointer, "needs a list that is not empty")
        return
    for number, one in enumerate(value):
        yield f"{pointer}/{number}", one


def _known(value: object, pointer: str, tell: Tell, *, among: object, what: str) -> str:
    if not isinstance(value, str) or value not in among:
        tell(pointer, f"{value!r} is not {what}")
        return ""
    return value


def _releases(value: object, pointer: str, tell: Tell) -> tuple[str, ...]:
    if value == "all":
        return ()
    return tuple(
        _known(one, at, tell, among=RELEASES, what=f"a release ({', '.join(RELEASES)}) or 'all'")
        for at, one in _items(value, pointer, tell)
    )


def _objective(value: object, pointer: str, tell: Tell) -> str:
    return _known(
        value, pointer, tell, among=blueprint().objectives, what="an objective of the blueprint"
    )


def _objectives(value: object, pointer: str, tell: Tell) -> tuple[str, ...]:
    return tuple(_objective(one, at, tell) for at, one in _items(value, pointer, tell))


def _actions(value: object, pointer: str, tell: Tell) -> tuple[str, ...]:
    return tuple(
        _known(one, at, tell, among=ACTIONS, what="an action of the engine")
        for at, one in _items(value, pointer, tell)
    )


def _world(value: object, pointer: str, tell: Tell) -> Site | None:
    if isinstance(value, Mapping) and "release" in value:
        tell(f"{pointer}/release", "does not belong here: the lab's releases decide")
        return None
    site, problems = read_site(value)
    for problem in problems:
        tell(pointer + problem.path, problem.text.en.format())
    return site


def _hints(value: object, pointer: str, tell: Tell) -> tuple[Text, ...]:
    hints = tuple(_text(one, at, tell) for at, one in _items(value, pointer, tell))
    if len(hints) != HINT_LEVELS:
        tell(pointer, f"needs {HINT_LEVELS} hints, from a nudge to the answer")
    return hints


def _checks(value: object, pointer: str, tell: Tell) -> tuple[Check, ...]:
    checks = tuple(_check(one, at, tell) for at, one in _items(value, pointer, tell))
    keys = [check.key for check in checks if check]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        tell(pointer, f"has two checks with the key '{key}'")
    for number, check in enumerate(checks):
        if check and check.needs and check.needs not in set(keys) - {check.key}:
            tell(f"{pointer}/{number}/needs", f"'{check.needs}' is not another check")
    return checks


def _check(value: object, pointer: str, tell: Tell) -> Check | None:
    if not isinstance(value, Mapping):
        tell(pointer, "needs keys and values")
        return None
    _compare_keys(value, CHECK_KEYS, pointer, tell, optional=OPTIONAL_CHECK_KEYS)
    if any(key not in value for key in CHECK_KEYS):
        return None
    if not isinstance(value["key"], str) or not value["key"]:
        tell(f"{pointer}/key", "needs a name")
    return Check(
        key=str(value["key"]),
        says=_text(value["says"], f"{pointer}/says", tell),
        points=_count(value["points"], f"{pointer}/points", tell, most=100),
        objectives=_objectives(value["objectives"], f"{pointer}/objectives", tell),
        goal=_goal(value["goal"], f"{pointer}/goal", tell),
        needs=str(value.get("needs", "")),
    )


def _goal(value: object, pointer: str, tell: Tell) -> Goal | None:
    goal, problems = read_goal(value)
    for problem in problems:
        tell(pointer + problem.path, problem.text.en.format())
    return goal


def _ways(value: object, pointer: str, tell: Tell) -> tuple[Way, ...]:
    return tuple(_way(one, at, tell) for at, one in _items(value, pointer, tell))


def _mutants(value: object, pointer: str, tell: Tell) -> tuple[Way, ...]:
    mutants = _ways(value, pointer, tell)
    if len(mutants) < FEWEST_MUTANTS:
        tell(pointer, f"needs at least {FEWEST_MUTANTS} mutants")
    return mutants


def _way(value: object, pointer: str, tell: Tell) -> Way | None:
    if not isinstance(value, Mapping):
        tell(pointer, "needs keys and values")
        return None
    _compare_keys(value, ("name", "says", "actions"), pointer, tell)
    if any(key not in value for key in ("name", "says", "actions")):
        return None
    actions = tuple(
        _action(one, at, tell) for at, one in _items(value["actions"], f"{pointer}/actions", tell)
    )
    says = _text(value["says"], f"{pointer}/says", tell)
    return Way(name=str(value["name"]), says=says, actions=actions)


def _action(value: object, pointer: str, tell: Tell) -> Action | None:
    action, problems = read_action(value)
    for problem in problems:
        tell(pointer + problem.path, problem.text.en.format())
    return action


def _compare_with_world(fields: dict[str, object], tell: Tell) -> None:
    """What only the whole lab shows: names that the world lacks, actions that are not offered."""
    site = fields["world"]
    for number, check in enumerate(fields["checks"]):
        for objective in check.objectives:
            if objective not in fields["objectives"]:
                tell(f"/checks/{number}/objectives", f"{objective} is not one of the lab's")
        for ref in check.goal.missing(site):
            tell(f"/checks/{number}/goal", f"names {ref}, which the world does not have")
    for kind in ("solutions", "mutants"):
        for place, way in enumerate(fields[kind]):
            for number, action in enumerate(way.actions):
                pointer = f"/{kind}/{place}/actions/{number}"
                if type(action).__name__ not in fields["actions"]:
                    tell(pointer, f"asks for {type(action).__name__}, which the lab does not offer")
                for ref in action.missing(site):
                    tell(pointer, f"names {ref}, which the world does not have")


READERS: dict[str, Callable] = {
    "title": _text,
    "summary": _text,
    "story": _text,
    "task": _text,
    "minutes": _count,
    "par": _count,
    "releases": _releases,
    "objectives": _objectives,
    "actions": _actions,
    "world": _world,
    "checks": _checks,
    "hints": _hints,
    "solutions": _ways,
    "mutants": _mutants,
}
