"""The families that the actions menu groups kinds of action by."""

from __future__ import annotations

from django.utils.translation import gettext as _

from labs.datacenter.actions import Action

POWER, MIGRATE, SNAPSHOTS, DISKS = "power", "migrate", "snapshots", "disks"
DEVICES, NETWORK, STORAGE, TEMPLATES = "devices", "network", "storage", "templates"
ENCRYPTION, BACKUP, HOST, TIME, FAILURES = "encryption", "backup", "host", "time", "failures"
RESOURCES, OTHER = "resources", "other"
FAMILIES = (
    POWER,
    MIGRATE,
    SNAPSHOTS,
    TEMPLATES,
    DISKS,
    RESOURCES,
    DEVICES,
    NETWORK,
    STORAGE,
    ENCRYPTION,
    BACKUP,
    HOST,
    TIME,
    OTHER,
    FAILURES,
)

# what breaks something, and what repairs that, stands together whatever it is about
_FAILURES = frozenset(
    {
        "CutLink",
        "RepairLink",
        "FailUpstream",
        "RepairUpstream",
        "FailPath",
        "RestorePath",
        "LoseDevice",
        "ReturnDevice",
        "FailGuest",
        "RepairGuest",
        "FailKeyServer",
        "RestoreKeyServer",
        "WriteToDisk",
    }
)
_BY_NAME = {
    "ShutdownGuest": POWER,
    "RebootGuest": POWER,
    "MountToolsInstaller": DEVICES,
    "UnmountToolsInstaller": DEVICES,
    "ConnectNetwork": NETWORK,
    "DisconnectNetwork": NETWORK,
    "ChangeNetwork": NETWORK,
    "AddNic": NETWORK,
    "RemoveNic": NETWORK,
    "AddPortGroup": NETWORK,
    "AddUplink": NETWORK,
    "EnableVMotion": NETWORK,
    "CheckInternalNetworks": NETWORK,
    "MountDatastore": STORAGE,
}
_BY_MODULE = {
    "power": POWER,
    "migrate": MIGRATE,
    "snapshots": SNAPSHOTS,
    "clone": TEMPLATES,
    "template": TEMPLATES,
    "registration": TEMPLATES,
    "disks": DISKS,
    "allocation": RESOURCES,
    "affinity": RESOURCES,
    "devices": DEVICES,
    "media": DEVICES,
    "parts": DEVICES,
    "distributed": NETWORK,
    "switches": NETWORK,
    "teaming": NETWORK,
    "vmkernel": NETWORK,
    "datastore": STORAGE,
    "lun": STORAGE,
    "encryption": ENCRYPTION,
    "backup": BACKUP,
    "tracking": BACKUP,
    "host": HOST,
    "licence": HOST,
    "clock": TIME,
    "vcenters": TIME,
    "failure": FAILURES,
    "lock": FAILURES,
    "guest": OTHER,
}


def family_of(kind: type[Action]) -> str:
    """Where a kind of action stands in the menu; one that nobody placed stands under other."""
    name = kind.__name__
    if name in _FAILURES:
        return FAILURES
    return _BY_NAME.get(name) or _BY_MODULE.get(kind.__module__.rpartition(".")[2], OTHER)


def family_word(family: str) -> str:
    """The heading of a family."""
    return {
        POWER: _("Power"),
        MIGRATE: _("Migrate"),
        SNAPSHOTS: _("Snapshots"),
        TEMPLATES: _("Templates and inventory"),
        DISKS: _("Disks"),
        RESOURCES: _("CPU and memory"),
        DEVICES: _("Devices"),
        NETWORK: _("Network"),
        STORAGE: _("Storage"),
        ENCRYPTION: _("Encryption"),
        BACKUP: _("Backup"),
        HOST: _("Host"),
        TIME: _("Time"),
        OTHER: _("Other"),
        FAILURES: _("Failures and repair"),
    }[family]
