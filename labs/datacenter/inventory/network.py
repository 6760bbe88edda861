"""A host's network: physical NICs, standard switches, port groups, VMkernel ports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from labs.datacenter.words import Link, Service

UP = Link.UP


@dataclass(frozen=True, slots=True, kw_only=True)
class PhysicalNic:
    """A network card of a host."""

    name: str
    mbps: int = 1000
    link: Link = Link.UP


@dataclass(frozen=True, slots=True, kw_only=True)
class PortGroup:
    """A port group of a standard switch; VLAN 0 means none."""

    name: str
    vlan: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A standard switch; without an uplink it is internal: its traffic stays on the host.

    Uplinks are active, but for those named in `standby`, of which the first serves when no active
    one has a link, and in `unused`, which never serve.
    """

    name: str
    uplinks: tuple[str, ...] = ()
    port_groups: tuple[PortGroup, ...] = ()
    standby: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VmkernelPort:
    """A VMkernel port on a port group, with the services it carries."""

    name: str
    network: str
    services: tuple[Service, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VMotionNetwork:
    """What a host has for vMotion: the networks of its ports, and the physical NICs behind them.

    `fastest_mbps` is that of the links that are up.
    """

    names: tuple[str, ...] = ()
    links: tuple[PhysicalNic, ...] = ()
    has_link: bool = False
    fastest_mbps: int = 0


NO_VMOTION = VMotionNetwork()


def vmotion_network(names: tuple[str, ...], links: Iterable[PhysicalNic]) -> VMotionNetwork:
    """Of port groups by name, and the NICs that may serve them."""
    links = tuple(links)
    up = [nic.mbps for nic in links if nic.link is UP]
    return VMotionNetwork(
        names=names, links=links, has_link=bool(up), fastest_mbps=max(up, default=0)
    )
