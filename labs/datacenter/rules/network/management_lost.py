from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import (
    Action,
    AddUplink,
    AddVmkernelPort,
    RemoveUplink,
    RemoveVmkernelPort,
    RepairLink,
    RepairUpstream,
)
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.network import PhysicalNic
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.teaming import nics_behind
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Link, Service

DOWN = Link.DOWN
MANAGEMENT = Service.MANAGEMENT


class ManagementLost(Rule):
    """The change would cut a host off from vCenter Server, so it is rolled back."""

    code = "network.management_lost"
    fault = "NetworkDisruptedAndConfigRolledBack"
    objective = "2.06"
    source = api(
        "NetworkDisruptedAndConfigRolledBack", "vSphere Networking (6.5): networking rollback"
    )
    asks = Asks(
        RemoveVmkernelPort=ERROR,
        RemoveUplink=ERROR,
        SetTeaming=ERROR,
        SetDistributedTeaming=ERROR,
    )
    says = Text(
        zh="将失去管理网络（{ports}），无法再与vCenter Server通信，因此更改被回滚",
        en="would lose its management network ({ports}) and with it vCenter Server, "
        "so the change is rolled back",
    )
    hint = Text(
        zh="先给管理网络加一条可用的上行链路，或另建一个管理端口。",
        en="Give the management network another uplink that works, or the host another "
        "management port, first.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        after, _ = case.action.effect(case.site)
        return [
            self.finding(
                case,
                Ref("host", name),
                ports=tuple(Ref("vmkernel", port) for port in _managed_by(case.site, name)),
            )
            for name in _concerned(case)
            if _managed_by(case.site, name) and not _managed_by(after, name)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        after, _ = case.action.effect(case.site)
        for host in _concerned(case):
            if _managed_by(after, host):
                continue
            for network in after.networks_of(host):
                if any(nic.passes for nic in network.in_use):
                    yield AddVmkernelPort(host=host, network=network.name, service=MANAGEMENT)
            switch = getattr(case.action, "switch", None)
            for nic in case.site.free_nics(host) if switch else ():
                yield AddUplink(host=host, switch=switch, nic=nic.name)
            for nic in case.site.hosts[host].nics:
                yield RepairLink(host=host, nic=nic.name)
                yield RepairUpstream(host=host, nic=nic.name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        if isinstance(action, RemoveVmkernelPort):
            return _managed_over(site, action.host, action.vmkernel), action
        host = _concerned(Case(site, action))[0]
        if not isinstance(action, RemoveUplink):
            if not action.active or action.standby:
                return None
            site = _with_a_way_out(site, host, action.switch, action.active[0])
        wanted = getattr(action, "network", None)
        found = (one for one in site.networks_of(host) if one.switch.name == action.switch)
        network = next((one.name for one in found if wanted in (None, one.name)), None)
        if network is None:
            return None
        first, *others = site.hosts[host].vmkernel
        site = with_host(site, host, vmkernel=(replace(first, network=network), *others))
        return _managed_over(site, host, first.name), action


def _concerned(case: Case) -> tuple[str, ...]:
    """Hosts whose management the change could touch."""
    if case.source is not None:
        return (case.source.name,)
    switch = case.site.distributed_switches[case.action.switch]
    return tuple(member.host for member in switch.members)


def _managed_by(site: Site, host: str) -> tuple[str, ...]:
    """Names of the management ports that reach vCenter Server."""
    return tuple(
        port.name
        for port in site.hosts[host].vmkernel
        if MANAGEMENT in port.services
        and any(nic.passes for nic in site.network_of(host, port.network).in_use)
    )


def _managed_over(site: Site, host: str, vmkernel: str) -> Site:
    """The host managed over that port alone."""
    ports = tuple(
        replace(one, services=(MANAGEMENT,) if one.name == vmkernel else ())
        for one in site.hosts[host].vmkernel
    )
    return with_host(site, host, vmkernel=ports)


def _with_a_way_out(site: Site, host: str, switch: str, uplink: str) -> Site:
    """One more NIC on the switch, and no link on the one of that uplink."""
    old = site.hosts[host]
    found = next(one for one in site.switches_on(host) if one.name == switch)
    behind = nics_behind(old, found, (uplink,))
    nics = tuple(replace(one, link=DOWN) if one in behind else one for one in old.nics)
    site = with_host(site, host, nics=(*nics, PhysicalNic(name="vmnic99")))
    return AddUplink(host=host, switch=switch, nic="vmnic99").effect(site)[0]
