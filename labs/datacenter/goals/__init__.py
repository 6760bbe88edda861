"""What must hold of a run: of the site it reached, or of the history that led there."""

from __future__ import annotations

from collections.abc import Mapping

from labs.datacenter.goals.goal import Goal, History
from labs.datacenter.goals.of_history import (
    NeverDisconnected,
    NeverInterrupted,
    PowerUnchanged,
    RefusalsAtMost,
    StepsAtMost,
    VmMigratedBy,
)
from labs.datacenter.goals.of_site import (
    DatastoreEmpty,
    HostEmpty,
    HostInMaintenance,
    NicConnected,
    VmLeftDatastore,
    VmLeftHost,
    VmOnDatastore,
    VmOnHost,
    VmPower,
)
from labs.datacenter.inventory.problem import Problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.wire.codec import Problems, is_object, record_reader
from labs.datacenter.wire.read import parse

ALL_GOALS: tuple[type[Goal], ...] = (
    VmOnHost,
    VmLeftHost,
    VmPower,
    VmOnDatastore,
    VmLeftDatastore,
    NicConnected,
    VmMigratedBy,
    HostEmpty,
    HostInMaintenance,
    DatastoreEmpty,
    NeverInterrupted,
    NeverDisconnected,
    PowerUnchanged,
    RefusalsAtMost,
    StepsAtMost,
)
GOALS: dict[str, type[Goal]] = {goal.code: goal for goal in ALL_GOALS}

__all__ = [
    "ALL_GOALS",
    "GOALS",
    "DatastoreEmpty",
    "Goal",
    "History",
    "HostEmpty",
    "HostInMaintenance",
    "NeverDisconnected",
    "NeverInterrupted",
    "NicConnected",
    "PowerUnchanged",
    "RefusalsAtMost",
    "StepsAtMost",
    "VmLeftDatastore",
    "VmLeftHost",
    "VmMigratedBy",
    "VmOnDatastore",
    "VmOnHost",
    "VmPower",
    "read_goal",
]


def read_goal(
    data: Mapping | str | bytes, site: Site | None = None
) -> tuple[Goal | None, tuple[Problem, ...]]:
    """A goal from `{"goal": "vm.host", "vm": "web-01", "host": "esx-02"}`, or its problems.

    With a site, every name in the goal must exist there.
    """
    value, problems = parse(data) if isinstance(data, (str, bytes)) else (data, ())
    if problems:
        return None, problems
    found = Problems()
    goal = _read(value, found)
    if goal is not None and site is not None:
        for ref in goal.missing(site):
            found.add(
                f"/{ref.kind}",
                "站点中没有{kind}“{name}”",
                'names {kind} "{name}", which the site does not have',
                kind=ref.kind,
                name=ref.name,
            )
    return (None, tuple(found)) if found else (goal, ())


def _read(value: object, problems: Problems) -> Goal | None:
    if not is_object(value, "", problems):
        return None
    code = value.get("goal")
    if not isinstance(code, str) or code not in GOALS:
        problems.add(
            "/goal", "应为以下之一：{known}", "is not one of {known}", known=", ".join(GOALS)
        )
        return None
    rest = {key: entry for key, entry in value.items() if key != "goal"}
    goal = record_reader(GOALS[code])(rest, "", problems)
    return None if problems else goal
