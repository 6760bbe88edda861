"""The tree of a lab's checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from labs.datacenter.goals import Goal, read_goal
from labs.scenario_files.values import (
    Tell,
    compare_keys,
    count_at,
    items_at,
    key_at,
    objectives_at,
    text_at,
)
from labs.scenarios import Check, Group, leaves

CHECK_KEYS = ("key", "says", "points", "objectives", "goal")
OPTIONAL_CHECK_KEYS = ("needs",)
GROUP_KEYS = ("key", "says", "checks")
OPTIONAL_GROUP_KEYS = ("needed", "points", "objectives")
DEEPEST_CHECK = 3


def checks_at(value: object, pointer: str, tell: Tell) -> tuple[Check | Group, ...]:
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
    for at, one in items_at(value, pointer, tell):
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
    compare_keys(value, (*GROUP_KEYS, *needed), pointer, tell, optional=OPTIONAL_GROUP_KEYS)
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
        key=key_at(value["key"], f"{pointer}/key", tell),
        says=text_at(value["says"], f"{pointer}/says", tell),
        checks=tuple(one for one in inside if one),
        needed=count_at(value["needed"], f"{pointer}/needed", tell, most=most) if as_one else 0,
        own_points=count_at(value.get("points", 1), f"{pointer}/points", tell, most=100)
        if as_one and with_points
        else 0,
        objectives=objectives_at(value["objectives"], f"{pointer}/objectives", tell)
        if "objectives" in value
        else (),
    )


def _check(value: Mapping, pointer: str, tell: Tell, *, with_points: bool) -> Check | None:
    """A check; inside a group that counts as one it has no points of its own."""
    required = CHECK_KEYS if with_points else ("key", "says", "goal")
    optional = OPTIONAL_CHECK_KEYS if with_points else (*OPTIONAL_CHECK_KEYS, "objectives")
    compare_keys(value, required, pointer, tell, optional=optional)
    if any(key not in value for key in required):
        return None
    objectives = value.get("objectives")
    return Check(
        key=key_at(value["key"], f"{pointer}/key", tell),
        says=text_at(value["says"], f"{pointer}/says", tell),
        points=count_at(value["points"], f"{pointer}/points", tell, most=100) if with_points else 0,
        objectives=objectives_at(objectives, f"{pointer}/objectives", tell) if objectives else (),
        goal=_goal(value["goal"], f"{pointer}/goal", tell),
        needs=str(value.get("needs", "")),
    )


def _goal(value: object, pointer: str, tell: Tell) -> Goal | None:
    goal, problems = read_goal(value)
    for problem in problems:
        tell(pointer + problem.path, problem.text.en.format())
    return goal
