"""The ways through a lab: its solutions and its mutants."""

from __future__ import annotations

from collections.abc import Mapping

from labs.datacenter.actions import Action
from labs.datacenter.wire.read import read_action
from labs.scenario_files.values import Tell, compare_keys, items_at, text_at
from labs.scenarios import Way

FEWEST_MUTANTS = 2


def ways_at(value: object, pointer: str, tell: Tell) -> tuple[Way, ...]:
    return tuple(_way(one, at, tell) for at, one in items_at(value, pointer, tell))


def mutants_at(value: object, pointer: str, tell: Tell) -> tuple[Way, ...]:
    mutants = ways_at(value, pointer, tell)
    if len(mutants) < FEWEST_MUTANTS:
        tell(pointer, f"needs at least {FEWEST_MUTANTS} mutants")
    return mutants


def _way(value: object, pointer: str, tell: Tell) -> Way | None:
    if not isinstance(value, Mapping):
        tell(pointer, "needs keys and values")
        return None
    compare_keys(value, ("name", "says", "actions"), pointer, tell)
    if any(key not in value for key in ("name", "says", "actions")):
        return None
    actions = tuple(
        _action(one, at, tell) for at, one in items_at(value["actions"], f"{pointer}/actions", tell)
    )
    says = text_at(value["says"], f"{pointer}/says", tell)
    return Way(name=str(value["name"]), says=says, actions=actions)


def _action(value: object, pointer: str, tell: Tell) -> Action | None:
    action, problems = read_action(value)
    for problem in problems:
        tell(pointer + problem.path, problem.text.en.format())
    return action
