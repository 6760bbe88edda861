"""What must hold of a run: of the site it reached, or of the history that led there."""

from __future__ import annotations

from collections.abc import Mapping

from labs.datacenter.goals.goal import Goal, History
from labs.datacenter.goals.of_data import (
    BackupHoldsDisk,
    BackupsInStore,
    CopiesAtMost,
    DiskAsWritten,
    DiskPartitionAtLeast,
    VmHardware,
    VmMemorySnapshot,
)
from labs.datacenter.goals.of_history import (
    NeverDisconnected,
    NeverInterrupted,
    NeverLostData,
    NeverRefusedWith,
    PowerUnchanged,
    RefusalsAtMost,
    StepsAtMost,
    TimeAtMost,
    VmMigratedBy,
)
from labs.datacenter.goals.of_hosts import HostSeesLun, HostVMotion, VmInCluster
from labs.datacenter.goals.of_machine import (
    DeviceConnected,
    DeviceDisconnected,
    DiskInMode,
    DiskProvision,
    DiskSizeAtLeast,
    VmAffinityCleared,
    VmConsolidated,
    VmEncrypted,
    VmExists,
    VmGone,
    VmHasSnapshot,
    VmOnNetwork,
    VmSnapshots,
    VmTemplate,
    VmToolsInstaller,
)
from labs.datacenter.goals.of_moves import FilesMovedAtMost, MemoryKept
from labs.datacenter.goals.of_place import (
    DatastoreFree,
    DatastoreGone,
    HostMounts,
    HostPaths,
    NetworkOutside,
    NetworkVlan,
    NoWarnings,
    PathCarrying,
    SwitchStandby,
    SwitchUplinks,
)
from labs.datacenter.goals.of_promises import (
    HostUnreserved,
    VmCpuReservation,
    VmMemoryReservation,
)
from labs.datacenter.goals.of_resilience import (
    FEWEST_IN_A_TEAM,
    GuestAlive,
    HostConnected,
    NetworkInternal,
    NetworkRedundant,
    NeverCutOff,
    PathDown,
    VmReachableFrom,
)
from labs.datacenter.goals.of_site import (
    DatastoreEmpty,
    HostEmpty,
    HostInMaintenance,
    NicConnected,
    VmBackedUp,
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
    VmBackedUp,
    VmMigratedBy,
    HostEmpty,
    HostInMaintenance,
    DatastoreEmpty,
    NeverInterrupted,
    NeverLostData,
    NeverDisconnected,
    PowerUnchanged,
    VmExists,
    VmGone,
    VmTemplate,
    VmSnapshots,
    VmHasSnapshot,
    VmConsolidated,
    DiskSizeAtLeast,
    DiskProvision,
    DiskInMode,
    VmOnNetwork,
    DeviceConnected,
    DeviceDisconnected,
    VmMemoryReservation,
    VmAffinityCleared,
    VmToolsInstaller,
    VmHardware,
    VmMemorySnapshot,
    DiskPartitionAtLeast,
    DiskAsWritten,
    BackupsInStore,
    BackupHoldsDisk,
    CopiesAtMost,
    NetworkOutside,
    NetworkVlan,
    SwitchUplinks,
    SwitchStandby,
    HostMounts,
    HostPaths,
    PathCarrying,
    DatastoreFree,
    DatastoreGone,
    NoWarnings,
    RefusalsAtMost,
    NeverRefusedWith,
    StepsAtMost,
    TimeAtMost,
    MemoryKept,
    FilesMovedAtMost,
    NetworkRedundant,
    NetworkInternal,
    NeverCutOff,
    PathDown,
    VmReachableFrom,
    GuestAlive,
    HostConnected,
    HostVMotion,
    HostSeesLun,
    HostUnreserved,
    VmInCluster,
    VmCpuReservation,
    VmEncrypted,
)
GOALS: dict[str, type[Goal]] = {goal.code: goal for goal in ALL_GOALS}

__all__ = [
    "ALL_GOALS",
    "FEWEST_IN_A_TEAM",
    "GOALS",
    "BackupHoldsDisk",
    "BackupsInStore",
    "CopiesAtMost",
    "DatastoreEmpty",
    "DatastoreFree",
    "DatastoreGone",
    "DeviceConnected",
    "DeviceDisconnected",
    "DiskAsWritten",
    "DiskInMode",
    "DiskPartitionAtLeast",
    "DiskProvision",
    "DiskSizeAtLeast",
    "FilesMovedAtMost",
    "Goal",
    "GuestAlive",
    "History",
    "HostConnected",
    "HostEmpty",
    "HostInMaintenance",
    "HostMounts",
    "HostPaths",
    "HostSeesLun",
    "HostUnreserved",
    "HostVMotion",
    "MemoryKept",
    "NetworkInternal",
    "NetworkOutside",
    "NetworkRedundant",
    "NetworkVlan",
    "NeverCutOff",
    "NeverDisconnected",
    "NeverInterrupted",
    "NeverLostData",
    "NeverRefusedWith",
    "NicConnected",
    "NoWarnings",
    "PathCarrying",
    "PathDown",
    "PowerUnchanged",
    "RefusalsAtMost",
    "StepsAtMost",
    "SwitchStandby",
    "SwitchUplinks",
    "TimeAtMost",
    "VmAffinityCleared",
    "VmBackedUp",
    "VmConsolidated",
    "VmCpuReservation",
    "VmEncrypted",
    "VmExists",
    "VmGone",
    "VmHardware",
    "VmHasSnapshot",
    "VmInCluster",
    "VmLeftDatastore",
    "VmLeftHost",
    "VmMemoryReservation",
    "VmMemorySnapshot",
    "VmMigratedBy",
    "VmOnDatastore",
    "VmOnHost",
    "VmOnNetwork",
    "VmPower",
    "VmReachableFrom",
    "VmSnapshots",
    "VmTemplate",
    "VmToolsInstaller",
    "read_goal",
    "read_goals",
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


def read_goals(
    data: Mapping | str | bytes | list, site: Site | None = None
) -> tuple[tuple[Goal, ...] | None, tuple[Problem, ...]]:
    """A list of goals, or one goal alone; or every problem."""
    value, problems = parse(data) if isinstance(data, (str, bytes)) else (data, ())
    if problems:
        return None, problems
    entries = value if isinstance(value, list) else [value]
    read, found = [], []
    for number, entry in enumerate(entries):
        goal, wrong = read_goal(entry, site)
        read.append(goal)
        place = f"/{number}" if isinstance(value, list) else ""
        found += [Problem(place + one.path, one.text) for one in wrong]
    return (None, tuple(found)) if found else (tuple(read), ())


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
