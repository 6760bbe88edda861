"""Values whose fields name objects of a site: what they name, and what of it does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import ClassVar

from labs.datacenter.inventory.site import KINDS, Site
from labs.datacenter.text import Fact, Ref, Text


def names(kind: str, of: str | None = None) -> dict[str, str]:
    """Field metadata: this field names an object of a kind, inside the object of field `of`."""
    return {"kind": kind} | ({"of": of} if of else {})


def naming(kind: str, of: str | None = None, **default: object) -> str:
    """A field that names an object (see `names`)."""
    return field(metadata=names(kind, of), **default)


def _part(site: Site, kind: str, owner: object, name: str) -> object | None:
    """A part of a machine (NIC, disk, snapshot …) or of a host (switch, port, network …)."""
    if kind == "disk":
        return owner.disk(name)
    if kind == "snapshot":
        return owner.snapshot(name)
    if kind == "device":
        return owner.device(name)
    if kind == "nic":
        return owner.nic(name)
    if kind == "switch":
        return owner.switch(name)
    if kind == "vmkernel":
        return owner.vmkernel_port(name)
    if kind == "network":
        return site.hosts[owner.host].switch_of(name)
    return owner.nic(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A request or a goal: a sentence, and fields that name objects (see `naming`)."""

    sentence: ClassVar[Text]

    @property
    def facts(self) -> dict[str, Fact]:
        """Its fields, as facts for the sentence."""
        return {
            one.name: Ref(one.metadata["kind"], getattr(self, one.name))
            for one in fields(self)
            if "kind" in one.metadata and getattr(self, one.name) is not None
        }

    def say(self, language: str) -> str:
        """It as a sentence: "Migrate web-01 to esx-02"."""
        return self.sentence.fill(language, self.facts)

    def missing(self, site: Site) -> Iterator[Ref]:
        """Objects it names that the site does not hold."""
        for one in fields(self):
            kind, name = one.metadata.get("kind"), getattr(self, one.name)
            if kind is None or name is None:
                continue
            if kind in KINDS:
                found: object | None = site.find(kind, name)
            else:
                home = next(f for f in fields(self) if f.name == one.metadata["of"])
                owner = site.find(home.metadata["kind"], getattr(self, home.name))
                found = owner and _part(site, kind, owner, name)
                if owner is None:
                    continue  # the owner is reported, its parts need not be
            if found is None:
                yield Ref(kind, name)
