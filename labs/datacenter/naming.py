"""Values whose fields name objects of a site: what they name, and what of it does not exist."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import ClassVar

from labs.datacenter.inventory.site import KINDS, Site
from labs.datacenter.text import Fact, Ref, Text


def names(kind: str, of: str | None = None) -> dict[str, str]:
    """Field metadata: this field names an object of a kind, inside the object of field `of`."""
    return {"kind": kind} | ({"of": of} if of else {})


def naming(kind: str, of: str | None = None, **default: object) -> str:
    """A field that names an object (see `names`)."""
    return field(metadata=names(kind, of), **default)


# parts of a machine or of a host: kind -> names of those an owner has
_PARTS: dict[str, Callable[[Site, object], Iterable[str]]] = {
    "disk": lambda site, vm: (one.label for one in vm.disks),
    "snapshot": lambda site, vm: (one.name for one in vm.snapshots.tree),
    "device": lambda site, vm: (one.label for one in vm.hardware.devices),
    "nic": lambda site, vm: (one.label for one in vm.hardware.nics),
    "network": lambda site, vm: (one.name for one in site.networks_of(vm.host)),
    "standard_switch": lambda site, host: (one.name for one in host.switches),
    "standard_network": lambda site, host: (
        group.name for switch in host.switches for group in switch.port_groups
    ),
    "host_network": lambda site, host: (one.name for one in site.networks_of(host.name)),
    "uplink": lambda site, switch: switch.uplinks,
    "dv_network": lambda site, switch: (group.name for group in switch.port_groups),
    "switch": lambda site, host: (
        one.name for one in (*host.switches, *site.distributed_on(host.name))
    ),
    "vmkernel": lambda site, host: (one.name for one in host.vmkernel),
    "restore_point": lambda site, vm: site.points_of_vm.get(vm.name, ()),
    "pnic": lambda site, host: (one.name for one in host.nics),
}


# kinds that say more of a name than references print
_PRINTED = {
    "dv_network": "network",
    "host_network": "network",
    "standard_network": "network",
    "standard_switch": "switch",
}


def _ref(kind: str, name: str) -> Ref:
    return Ref(_PRINTED.get(kind, kind), name)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingField:
    """A field that names an object: its kind, and for a part of another the owner's field."""

    name: str
    kind: str
    owner: str | None = None
    owner_kind: str | None = None

    def known(self, site: Site, values: Mapping[str, object]) -> tuple[str, ...]:
        """Names it may hold, given the other fields; () where its owner does not exist."""
        if self.owner is None:
            return tuple(getattr(site, KINDS[self.kind][1]))
        owner = site.find(self.owner_kind, values[self.owner])
        return tuple(_PARTS[self.kind](site, owner)) if owner else ()


@cache
def naming_fields(record: type) -> tuple[NamingField, ...]:
    """The fields of a record that name objects (see `naming`)."""
    kinds = {one.name: one.metadata.get("kind") for one in fields(record)}
    owners = {one.name: one.metadata.get("of") for one in fields(record)}
    return tuple(
        NamingField(name=name, kind=kind, owner=owners[name], owner_kind=kinds.get(owners[name]))
        for name, kind in kinds.items()
        if kind is not None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A request or a goal: a sentence, and fields that name objects (see `naming`)."""

    sentence: ClassVar[Text]

    def named(self) -> dict[str, Fact]:
        """The objects that its fields name."""
        return {
            one.name: _ref(one.kind, getattr(self, one.name))
            for one in naming_fields(type(self))
            if getattr(self, one.name) is not None
        }

    @property
    def facts(self) -> dict[str, Fact]:
        """Its fields, as facts for the sentence."""
        return self.named()

    def say(self, language: str) -> str:
        """It as a sentence: "Migrate web-01 to esx-02"."""
        return self.sentence.fill(language, self.facts)

    def missing(self, site: Site) -> Iterator[Ref]:
        """Objects it names that the site does not hold; not the parts of a missing owner."""
        for one in naming_fields(type(self)):
            name = getattr(self, one.name)
            if name is None:
                continue
            if one.owner is None:
                found = name in getattr(site, KINDS[one.kind][1])
            else:
                owner = site.find(one.owner_kind, getattr(self, one.owner))
                found = owner is None or name in _PARTS[one.kind](site, owner)
            if not found:
                yield _ref(one.kind, name)
