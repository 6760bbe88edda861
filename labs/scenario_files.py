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
from labs.datacenter.rules import RULES
from labs.datacenter.wire.read import read_action, read_site
from labs.figures import FIGURES
from labs.scenarios import Check, Exercise, Group, Lab, Way, by_objective, leaves, scoring
from labs.seeding import UnknownName, draw, fill, pool_problems
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
    "exercises",
    "actions",
    "world",
    "checks",
    "hints",
    "solutions",
    "mutants",
)
OPTIONAL_KEYS = ("pools", "limit_minutes", "figure")
CHECK_KEYS = ("key", "says", "points", "objectives", "goal")
OPTIONAL_CHECK_KEYS = ("needs",)
GROUP_KEYS = ("key", "says", "checks")
OPTIONAL_GROUP_KEYS = ("needed", "points", "objectives")
DEEPEST_CHECK = 3
MOST_TEXT = 50_000  # characters of a lab file: read within a second
MOST_CONTENT = 200_000  # characters of a lab's content as JSON
LARGEST_SEED = 2**31 - 1
MOST_VALUES = 10_000  # keys and values of a lab file

Tell = Callable[[str, str], None]


def read_lab(text: str, *, path: str) -> tuple[Lab | None, list[Problem]]:
    """The lab in `text`, named by the file's name, or everything that is wrong with it."""
    if len(text) > MOST_TEXT:
        message = f"has more than {MOST_TEXT} characters"
        return None, [Problem(path=path, line=1, message=message)]
    content, lines, problems = read_yaml(text, path=path, most_values=MOST_VALUES)
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
    _compare_keys(filled, KEYS, "", tell, optional=OPTIONAL_KEYS)
    known = (*KEYS, "limit_minutes", "figure")
    fields = {key: READERS[key](filled[key], f"/{key}", tell) for key in known if key in filled}
    if not problems:
        _compare_with_offers(fields, tell)
        _compare_exercises(fields, tell)
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


def _figure(value: object, pointer: str, tell: Tell) -> str:
    return _known(value, pointer, tell, among=FIGURES, what="a live figure")


def _hints(value: object, pointer: str, tell: Tell) -> tuple[Text, ...]:
    hints = tuple(_text(one, at, tell) for at, one in _items(value, pointer, tell))
    if len(hints) != HINT_LEVELS:
        tell(pointer, f"needs {HINT_LEVELS} hints, from a nudge to the answer")
    return hints


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
    _objective(objective, pointer, tell)
    if not isinstance(value, Mapping):
        tell(pointer, "needs keys and values")
        value = {}
    else:
        _compare_keys(value, ("by", "mutant"), pointer, tell)
    by, mutant = (str(value.get(key, "")) for key in ("by", "mutant"))
    return Exercise(objective=objective, by=by, mutant=mutant)


def _checks(value: object, pointer: str, tell: Tell) -> tuple[Check | Group, ...]:
    checks = _tree(value, pointer, tell, depth=1, with_points=True)
    keys = [one.key for one in _every_node(checks)]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        tell(pointer, f"has two checks with the key '{key}'")
    known = {check.key for check in leaves(one for one in checks if one)}
    for check in leaves(one for one in checks if one):
        if check.needs and check.needs not in known - {check.key}:
            tell(pointer, f"'{check.needs}', which '{check.key}' needs, is not another check")
    return checks


def _every_node(checks: tuple[Check | Group | None, ...]) -> Iterator[Check | Group]:
    for one in checks:
        if one is not None:
            yield one
            yield from _every_node(one.checks) if isinstance(one, Group) else ()


def _tree(
    value: object, pointer: str, tell: Tell, *, depth: int, with_points: bool
) -> tuple[Check | Group | None, ...]:
    nodes = []
    for at, one in _items(value, pointer, tell):
        if not isinstance(one, Mapping):
            tell(at, "needs keys and values")
        elif "checks" not in one:
            nodes.append(_check(one, at, tell, with_points=with_points))
        elif depth == DEEPEST_CHECK:
            tell(at, f"is nested deeper than {DEEPEST_CHECK} levels")
        else:
            nodes.append(_group(one, at, tell, depth=depth, with_points=with_points))
    return tuple(nodes)


def _group(
    value: Mapping, pointer: str, tell: Tell, *, depth: int, with_points: bool
) -> Group | None:
    as_one = "needed" in value
    needed = ("needed", "points", "objectives") if as_one and with_points else ()
    _compare_keys(value, (*GROUP_KEYS, *needed), pointer, tell, optional=OPTIONAL_GROUP_KEYS)
    if any(key not in value for key in (*GROUP_KEYS, *needed)):
        return None
    if not as_one and "points" in value:
        tell(f"{pointer}/points", "belongs to a group that says how many checks are needed")
    inside = _tree(
        value["checks"],
        f"{pointer}/checks",
        tell,
        depth=depth + 1,
        with_points=with_points and not as_one,
    )
    most = max(1, len(inside))
    return Group(
        key=_key(value["key"], f"{pointer}/key", tell),
        says=_text(value["says"], f"{pointer}/says", tell),
        checks=tuple(one for one in inside if one),
        needed=_count(value["needed"], f"{pointer}/needed", tell, most=most) if as_one else 0,
        own_points=_count(value.get("points", 1), f"{pointer}/points", tell, most=100)
        if as_one and with_points
        else 0,
        objectives=_objectives(value["objectives"], f"{pointer}/objectives", tell)
        if "objectives" in value
        else (),
    )


def _key(value: object, pointer: str, tell: Tell) -> str:
    if not isinstance(value, str) or not value:
        tell(pointer, "needs a name")
    return str(value)


def _check(value: Mapping, pointer: str, tell: Tell, *, with_points: bool) -> Check | None:
    """A check; inside a group that counts as one it has no points of its own."""
    required = CHECK_KEYS if with_points else ("key", "says", "goal")
    optional = OPTIONAL_CHECK_KEYS if with_points else (*OPTIONAL_CHECK_KEYS, "objectives")
    _compare_keys(value, required, pointer, tell, optional=optional)
    if any(key not in value for key in required):
        return None
    objectives = value.get("objectives")
    return Check(
        key=_key(value["key"], f"{pointer}/key", tell),
        says=_text(value["says"], f"{pointer}/says", tell),
        points=_count(value["points"], f"{pointer}/points", tell, most=100) if with_points else 0,
        objectives=_objectives(objectives, f"{pointer}/objectives", tell) if objectives else (),
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


def _compare_with_offers(fields: dict[str, object], tell: Tell) -> None:
    """Actions that the ways ask for and the lab does not offer.

    Whether what goals and actions name exists at that time is for the proof: things come and go.
    """
    for kind in ("solutions", "mutants"):
        for place, way in enumerate(fields[kind]):
            for number, action in enumerate(way.actions):
                if type(action).__name__ not in fields["actions"]:
                    tell(
                        f"/{kind}/{place}/actions/{number}",
                        f"asks for {type(action).__name__}, which the lab does not offer",
                    )


def _compare_exercises(fields: dict[str, object], tell: Tell) -> None:
    """Objectives, the rules or checks that exercise them, and the mutants must fit together."""
    exercises = {one.objective: one for one in fields["exercises"]}
    mutants = {one.name for one in fields["mutants"]}
    keys = {one.key for one in scoring(fields["checks"])}
    for objective in by_objective(fields["checks"]):
        if objective not in exercises:
            tell("/checks", f"{objective} is not one of the lab's objectives")
    for one in exercises.values():
        pointer = f"/exercises/{one.objective}"
        if one.mutant not in mutants:
            tell(f"{pointer}/mutant", f"'{one.mutant}' is not one of the mutants")
        if one.by not in keys and one.by not in RULES:
            tell(f"{pointer}/by", f"'{one.by}' is neither a check nor a rule of the engine")
    for way in ("solutions", "mutants"):
        names = [one.name for one in fields[way]]
        for name in sorted({name for name in names if names.count(name) > 1}):
            tell(f"/{way}", f"has the name '{name}' twice")


READERS: dict[str, Callable] = {
    "title": _text,
    "summary": _text,
    "story": _text,
    "task": _text,
    "minutes": _count,
    "par": _count,
    "releases": _releases,
    "exercises": _exercises,
    "limit_minutes": _count,
    "figure": _figure,
    "actions": _actions,
    "world": _world,
    "checks": _checks,
    "hints": _hints,
    "solutions": _ways,
    "mutants": _mutants,
}
