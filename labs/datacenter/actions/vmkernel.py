"""VMkernel ports of a host: added, removed, with vMotion and without."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.network import VmkernelPort
from labs.datacenter.inventory.site import Site
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Ref, Text
from labs.datacenter.words import Service

VMOTION = Service.VMOTION


def _with_ports(site: Site, host: str, *ports: VmkernelPort) -> Site:
    ports = tuple(sorted(ports, key=lambda port: port.name))
    return site.put(replace(site.hosts[host], vmkernel=ports))


@dataclass(frozen=True, slots=True, kw_only=True)
class AddVmkernelPort(Action):
    """`AddVirtualNic`: the host names it, by the first number that is free."""

    label: ClassVar = Text(zh="添加VMkernel端口", en="Add a VMkernel port")
    sentence: ClassVar = Text(
        zh="在{host}的{network}上添加VMkernel端口", en="Add a VMkernel port on {network} of {host}"
    )
    host: str = naming("host")
    network: str = naming("host_network", of="host")
    service: Service | None = None

    def effect(self, site: Site) -> Outcome:
        old = site.hosts[self.host]
        numbers = range(len(old.vmkernel) + 1)
        name = next(f"vmk{n}" for n in numbers if old.vmkernel_port(f"vmk{n}") is None)
        services = () if self.service is None else (self.service,)
        port = VmkernelPort(name=name, network=self.network, services=services)
        facts: dict[str, Fact] = {**self.facts, "vmkernel": Ref("vmkernel", name)}
        told = event("VmkernelPortAdded", site.now_s, **facts)
        return _with_ports(site, self.host, *old.vmkernel, port), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveVmkernelPort(Action):
    """`RemoveVirtualNic`."""

    label: ClassVar = Text(zh="移除VMkernel端口", en="Remove a VMkernel port")
    sentence: ClassVar = Text(zh="移除{host}的{vmkernel}", en="Remove {vmkernel} of {host}")
    host: str = naming("host")
    vmkernel: str = naming("vmkernel", of="host")

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        ports = (one for one in site.hosts[self.host].vmkernel if one.name != self.vmkernel)
        told = event("VmkernelPortRemoved", site.now_s, **self.facts)
        return _with_ports(site, self.host, *ports), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _VMotionAction(Action):
    """What both have in common: they name a VMkernel port."""

    host: str = naming("host")
    vmkernel: str = naming("vmkernel", of="host")

    def _carries(self, site: Site) -> bool:
        return VMOTION in site.hosts[self.host].vmkernel_port(self.vmkernel).services

    def _with_services(self, site: Site, services: set[Service]) -> Site:
        old = site.hosts[self.host]
        port = replace(old.vmkernel_port(self.vmkernel), services=tuple(sorted(services)))
        others = (one for one in old.vmkernel if one.name != self.vmkernel)
        return _with_ports(site, self.host, *others, port)

    def _services(self, site: Site) -> set[Service]:
        return set(site.hosts[self.host].vmkernel_port(self.vmkernel).services)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnableVMotion(_VMotionAction):
    """Lets a VMkernel port carry vMotion traffic (`SelectVnicForNicType`)."""

    label: ClassVar = Text(zh="启用vMotion", en="Enable vMotion")
    sentence: ClassVar = Text(
        zh="在{host}的{vmkernel}上启用vMotion", en="Enable vMotion on {vmkernel} of {host}"
    )

    def changes_nothing(self, site: Site) -> bool:
        return self._carries(site)

    def effect(self, site: Site) -> Outcome:
        told = event("VMotionEnabled", site.now_s, **self.facts)
        return self._with_services(site, self._services(site) | {VMOTION}), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisableVMotion(_VMotionAction):
    """Takes vMotion from a VMkernel port (`DeselectVnicForNicType`)."""

    label: ClassVar = Text(zh="停用vMotion", en="Disable vMotion")
    sentence: ClassVar = Text(
        zh="在{host}的{vmkernel}上停用vMotion", en="Disable vMotion on {vmkernel} of {host}"
    )

    def changes_nothing(self, site: Site) -> bool:
        return not self._carries(site)

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        told = event("VMotionDisabled", site.now_s, **self.facts)
        return self._with_services(site, self._services(site) - {VMOTION}), (told,)


describe(
    AddVmkernelPort,
    service=Text(zh="承载的流量；null为没有", en="the traffic it carries; null: none yet"),
)
