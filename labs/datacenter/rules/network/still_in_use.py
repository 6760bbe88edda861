from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import (
    Action,
    ChangeNetwork,
    Migrate,
    RemoveHostFromSwitch,
    RemovePortGroup,
    RemoveVmkernelPort,
)
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.network import VmkernelPort
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class StillInUse(Rule):
    """What is to be removed still carries adapters of machines or VMkernel ports of the host."""

    code = "network.still_in_use"
    fault = "ResourceInUse"
    objective = "1.19"
    source = api(
        "HostNetworkSystem.RemoveVirtualSwitch, RemovePortGroup (ResourceInUse)",
        "that machines which are off count too is the engine's choice",
    )
    asks = Asks(RemoveSwitch=ERROR, RemovePortGroup=ERROR, RemoveHostFromSwitch=ERROR)
    says = Text(zh="的{networks}仍在使用：{users}", en="still uses {networks}; attached: {users}")
    hint = Text(
        zh="先把虚拟机改接到其他网络，把VMkernel端口移走。",
        en="Change the machines to another network first, and remove the VMkernel ports.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        host, names = case.source.name, _doomed(case.site, case.action)
        adapters = _adapters(case.site, host, names)
        ports = [port for port in case.source.vmkernel if port.network in names]
        if not adapters and not ports:
            return ()
        used = {network for _, _, network in adapters} | {port.network for port in ports}
        machines = dict.fromkeys(vm for vm, _, _ in adapters)
        users = (
            *(Ref("vm", name) for name in machines),
            *(Ref("vmkernel", port.name) for port in ports),
        )
        networks = tuple(Ref("network", name) for name in sorted(used))
        return [self.finding(case, Ref("host", host), networks=networks, users=users)]

    def cures(self, case: Case) -> Iterator[Action]:
        host, names = case.source.name, _doomed(case.site, case.action)
        others = [one.name for one in case.site.networks_of(host) if one.name not in names]
        for vm, nic, _ in _adapters(case.site, host, names):
            for network in others:
                yield ChangeNetwork(vm=vm, nic=nic, network=network)
            for other in case.site.hosts:
                if other != host:
                    yield Migrate(vm=vm, host=other)
        for port in case.source.vmkernel:
            if port.network in names:
                yield RemoveVmkernelPort(host=host, vmkernel=port.name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        names, host = sorted(_doomed(site, action)), site.hosts[action.host]
        if not names:
            return None
        added = VmkernelPort(name="vmk9", network=names[0])
        return with_host(site, host.name, vmkernel=(*host.vmkernel, added)), action


def _doomed(site: Site, action: Action) -> set[str]:
    """Networks that the host would lose."""
    if isinstance(action, RemovePortGroup):
        return {action.network}
    if isinstance(action, RemoveHostFromSwitch):
        switch = site.distributed_switches[action.switch]
    else:
        switch = site.hosts[action.host].switch(action.switch)
    return {group.name for group in switch.port_groups}


def _adapters(site: Site, host: str, networks: set[str]) -> list[tuple[str, str, str]]:
    """(machine, adapter, network) of every adapter there, connected or not."""
    return [
        (vm.name, nic.label, nic.network)
        for vm in site.vms_on(host)
        for nic in vm.hardware.nics
        if nic.network in networks
    ]
