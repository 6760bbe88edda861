"""Kinds of action in groups, so that eighty of them can still be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from labs.datacenter.actions import ACTIONS
from labs.datacenter.naming import naming_fields
from labs.datacenter.rule import MIGRATIONS

_MIGRATION = gettext_noop("Migration")
# module of an action -> its group
_OF_MODULE = {
    "affinity": gettext_noop("CPU and memory affinity"),
    "backup": gettext_noop("Backup"),
    "clock": gettext_noop("Time"),
    "clone": gettext_noop("Clones and templates"),
    "datastore": gettext_noop("Datastores"),
    "data": gettext_noop("Disks"),
    "devices": gettext_noop("Devices and adapters"),
    "disks": gettext_noop("Disks"),
    "encryption": gettext_noop("Encryption"),
    "failure": gettext_noop("Failures"),
    "guest": gettext_noop("VMware Tools"),
    "host": gettext_noop("Hosts"),
    "licence": gettext_noop("Hosts"),
    "link": gettext_noop("Links"),
    "lun": gettext_noop("Datastores"),
    "path": gettext_noop("Paths"),
    "power": gettext_noop("Power"),
    "registration": gettext_noop("Clones and templates"),
    "snapshots": gettext_noop("Snapshots"),
    "template": gettext_noop("Clones and templates"),
    "tracking": gettext_noop("Backup"),
    "vcenters": gettext_noop("vCenter Servers"),
}
# what the first key of an action names -> group, for modules that are not listed
_OF_OBJECT = {
    "vm": gettext_noop("Virtual machines"),
    "host": gettext_noop("Hosts"),
    "datastore": gettext_noop("Datastores"),
    "vcenter": gettext_noop("vCenter Servers"),
}
_OTHER = gettext_noop("Other actions")


@dataclass(frozen=True, kw_only=True)
class Group:
    """Kinds of action that belong together."""

    label: str
    kinds: tuple[str, ...]


def group_of(kind: str) -> str:
    """The group of a kind, in English; `groups` translates it."""
    if kind in MIGRATIONS or kind == "Migrate":
        return _MIGRATION
    action = ACTIONS[kind]
    known = _OF_MODULE.get(action.__module__.rpartition(".")[2])
    if known is not None:
        return known
    named = next(iter(naming_fields(action)), None)
    return _OF_OBJECT.get(named.kind, _OTHER) if named else _OTHER


def groups(kinds: Iterable[str]) -> tuple[Group, ...]:
    """The kinds by group; groups and kinds in the order in which they first come."""
    found: dict[str, list[str]] = {}
    for kind in kinds:
        found.setdefault(group_of(kind), []).append(kind)
    return tuple(Group(label=_(label), kinds=tuple(some)) for label, some in found.items())


@dataclass(frozen=True, kw_only=True)
class Row:
    """Kinds of one group that a rule is asked about alike."""

    group: Group
    kinds: tuple[str, ...]
    levels: tuple[str, ...]


def rows(kinds: Iterable[str], levels_of: Callable[[str], tuple[str, ...]]) -> Iterator[Row]:
    """The kinds by group and, in a group, by their levels."""
    for group in groups(kinds):
        ordered = sorted(group.kinds, key=lambda kind: (levels_of(kind), group.kinds.index(kind)))
        for levels, alike in groupby(ordered, key=levels_of):
            yield Row(group=group, kinds=tuple(alike), levels=levels)
