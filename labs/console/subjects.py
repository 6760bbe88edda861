"""What a reference in an address names: an object of the site, a switch of a host, a port group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from labs.datacenter.actions import Action
from labs.datacenter.inventory.network import AnySwitch, PortGroup
from labs.datacenter.inventory.site import KINDS, Site
from labs.datacenter.naming import NamingField, naming_fields
from labs.datacenter.words import KIND_NAMES

STANDARD_SWITCH = "standard_switch"
STANDARD_NETWORK = "standard_network"  # of a datacenter: port groups of one name on its hosts
DV_NETWORK = "dv_network"  # of a distributed switch
PARTS = (STANDARD_SWITCH, STANDARD_NETWORK, DV_NETWORK)

# kind of subject -> kinds under which fields of actions name it
_NAMED_AS = {
    STANDARD_SWITCH: (STANDARD_SWITCH, "switch"),
    "distributed_switch": ("distributed_switch", "switch"),
    STANDARD_NETWORK: (STANDARD_NETWORK, "network", "host_network"),
    DV_NETWORK: (DV_NETWORK, "network", "host_network"),
}
# kind of part -> kind of what it belongs to
_OWNERS = {
    STANDARD_SWITCH: "host",
    STANDARD_NETWORK: "datacenter",
    DV_NETWORK: "distributed_switch",
}


@dataclass(frozen=True, kw_only=True)
class Subject:
    """An object a page is about; `owner` is the name of what a part belongs to, else empty."""

    kind: str
    label: str
    thing: object
    owner: str = ""

    @property
    def name(self) -> str:
        """Its name within its kind, unique in the site."""
        return f"{self.owner}/{self.label}" if self.owner else self.label

    @property
    def ref(self) -> str:
        return f"{self.kind}:{self.name}"

    @property
    def owner_ref(self) -> str:
        return f"{_OWNERS[self.kind]}:{self.owner}" if self.owner else ""

    def kind_word(self, language: str) -> str:
        return word_of_kind(self.kind, language)


def word_of_kind(kind: str, language: str) -> str:
    """What people call a kind of object; the kind itself where nobody named it."""
    known = KIND_NAMES.get({STANDARD_NETWORK: "network", DV_NETWORK: "network"}.get(kind, kind))
    return known.in_language(language) if known else kind.replace("_", " ")


def ref_of_part(kind: str, owner: str, label: str) -> str:
    return f"{kind}:{owner}/{label}"


def resolve(site: Site, ref: str) -> Subject | None:
    """The object a reference names; None where the site has no such thing."""
    kind, colon, name = ref.partition(":")
    if not colon:
        return None
    if kind in KINDS:
        thing = site.find(kind, name)
        return None if thing is None else Subject(kind=kind, label=name, thing=thing)
    if kind in PARTS:
        return next(_parts(site, kind, name), None)
    return None


def _parts(site: Site, kind: str, name: str) -> Iterator[Subject]:
    """Readings of `owner/label`; either may hold a slash itself."""
    for place, sign in enumerate(name):
        if sign != "/":
            continue
        owner, label = name[:place], name[place + 1 :]
        thing = _part(site, kind, owner, label)
        if thing is not None:
            yield Subject(kind=kind, label=label, thing=thing, owner=owner)


def _part(site: Site, kind: str, owner: str, label: str) -> AnySwitch | PortGroup | None:
    if kind == STANDARD_SWITCH:
        host = site.hosts.get(owner)
        return host.switch(label) if host else None
    if kind == DV_NETWORK:
        switch = site.distributed_switches.get(owner)
        return switch.port_group(label) if switch else None
    return next((group for _, group in standard_groups(site, owner, label)), None)


def standard_groups(site: Site, datacenter: str, name: str) -> Iterator[tuple[str, PortGroup]]:
    """(host, port group) wherever a standard switch of the datacenter has a network so named."""
    for host in site.hosts.values():
        if host.datacenter == datacenter:
            for switch in host.switches:
                group = switch.port_group(name)
                if group is not None:
                    yield host.name, group


def presets(kind: type[Action], subject: Subject) -> dict[str, str] | None:
    """Fields of an action that the subject fills; None where the action is not about it."""
    naming = naming_fields(kind)
    mine = _NAMED_AS.get(subject.kind, (subject.kind,))
    field = next((one for one in naming if one.kind in mine), None)
    if field is None:
        return None
    if subject.owner and field.owner and field.owner_kind == _OWNERS[subject.kind]:
        return {field.owner: subject.owner, field.name: subject.label}
    return {field.name: subject.label}


def is_first_about(kind: type[Action], subject: Subject) -> bool:
    """Whether the subject is what the action is about, not merely a target or a choice of it."""
    filled = presets(kind, subject) or {}
    first = next((one for one in _in_order(kind) if one.owner is None), None)
    return first is not None and (first.name in filled or first.kind == subject.kind)


def _in_order(kind: type[Action]) -> list[NamingField]:
    places = {one.name: place for place, one in enumerate(fields(kind))}
    return sorted(naming_fields(kind), key=lambda one: places[one.name])
