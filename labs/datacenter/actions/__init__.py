"""Every action, by name: the request values and what they do to a site; they know no rule."""

from __future__ import annotations

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.actions.affinity import ClearAffinity
from labs.datacenter.actions.clock import Advance, CancelTask
from labs.datacenter.actions.devices import (
    ChangeNetwork,
    ConnectDevice,
    ConnectNetwork,
    DisconnectDevice,
    DisconnectNetwork,
)
from labs.datacenter.actions.failure import (
    CorruptDisk,
    FailDatastore,
    FailHost,
    RestoreDatastore,
    RestoreHost,
)
from labs.datacenter.actions.guest import (
    FailGuest,
    MountToolsInstaller,
    RebootGuest,
    RepairGuest,
    ShutdownGuest,
    UnmountToolsInstaller,
)
from labs.datacenter.actions.host import (
    AddPortGroup,
    AddUplink,
    EnableVMotion,
    EnterMaintenanceMode,
    ExitMaintenanceMode,
    MountDatastore,
    ReconnectHost,
)
from labs.datacenter.actions.licence import AssignLicence
from labs.datacenter.actions.link import CutLink, RepairLink
from labs.datacenter.actions.long import LongAction
from labs.datacenter.actions.lun import PresentLun
from labs.datacenter.actions.migrate import Migrate
from labs.datacenter.actions.path import FailPath, RestorePath
from labs.datacenter.actions.power import PowerOff, PowerOn, ResetVM, Resume, Suspend
from labs.datacenter.actions.snapshots import (
    ConsolidateDisks,
    RemoveAllSnapshots,
    RemoveSnapshot,
    RevertToSnapshot,
    TakeSnapshot,
    WriteToDisk,
)
from labs.datacenter.actions.vcenters import CheckInternalNetworks, SetClock, SyncClock

ALL_ACTIONS: tuple[type[Action], ...] = (
    PowerOn,
    PowerOff,
    ResetVM,
    Suspend,
    Resume,
    ShutdownGuest,
    RebootGuest,
    FailGuest,
    RepairGuest,
    Migrate,
    ConnectDevice,
    DisconnectDevice,
    ConnectNetwork,
    DisconnectNetwork,
    ChangeNetwork,
    MountToolsInstaller,
    UnmountToolsInstaller,
    ClearAffinity,
    EnterMaintenanceMode,
    ExitMaintenanceMode,
    ReconnectHost,
    MountDatastore,
    PresentLun,
    AssignLicence,
    CutLink,
    RepairLink,
    FailPath,
    RestorePath,
    FailDatastore,
    RestoreDatastore,
    CorruptDisk,
    FailHost,
    RestoreHost,
    AddPortGroup,
    AddUplink,
    EnableVMotion,
    TakeSnapshot,
    RevertToSnapshot,
    RemoveSnapshot,
    RemoveAllSnapshots,
    ConsolidateDisks,
    WriteToDisk,
    SetClock,
    SyncClock,
    CheckInternalNetworks,
    Advance,
    CancelTask,
)
ACTIONS: dict[str, type[Action]] = {action.__name__: action for action in ALL_ACTIONS}

__all__ = [
    "ACTIONS",
    "ALL_ACTIONS",
    "Action",
    "AddPortGroup",
    "AddUplink",
    "Advance",
    "AssignLicence",
    "CancelTask",
    "ChangeNetwork",
    "CheckInternalNetworks",
    "ClearAffinity",
    "ConnectDevice",
    "ConnectNetwork",
    "ConsolidateDisks",
    "CorruptDisk",
    "CutLink",
    "DisconnectDevice",
    "DisconnectNetwork",
    "EnableVMotion",
    "EnterMaintenanceMode",
    "ExitMaintenanceMode",
    "FailDatastore",
    "FailGuest",
    "FailHost",
    "FailPath",
    "LongAction",
    "Migrate",
    "MountDatastore",
    "MountToolsInstaller",
    "Outcome",
    "PowerOff",
    "PowerOn",
    "PresentLun",
    "RebootGuest",
    "ReconnectHost",
    "RemoveAllSnapshots",
    "RemoveSnapshot",
    "RepairGuest",
    "RepairLink",
    "ResetVM",
    "RestoreDatastore",
    "RestoreHost",
    "RestorePath",
    "Resume",
    "RevertToSnapshot",
    "SetClock",
    "ShutdownGuest",
    "Suspend",
    "SyncClock",
    "TakeSnapshot",
    "UnmountToolsInstaller",
    "WriteToDisk",
]
