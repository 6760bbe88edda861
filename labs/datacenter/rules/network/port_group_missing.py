from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, AddPortGroup, ConnectNetwork, DisconnectNetwork
from labs.datacenter.case import Case
from labs.datacenter.edits import without_port_group
from labs.datacenter.inventory.hardware import VirtualNic
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import BY_FACTS, COPIES, ERROR, WARNING, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class PortGroupMissing(Rule):
    """The host has no port group of that name for one of the machine's adapters.

    Silent about adapters that the request maps to another network, and about those on a
    distributed switch: other rules judge these.
    """

    code = "network.port_group_missing"
    fault = "CannotAccessNetwork"
    objective = {
        "COLD": "6.21",
        "SUSP": "6.21",
        "VMO": "6.21",
        "XHOST": "6.21",
        "ConnectNetwork": "1.08",
        **dict.fromkeys(COPIES, "5.06"),
    }
    source = api("CannotAccessNetwork")
    asks = Asks(
        COLD=WARNING,
        SUSP=WARNING,
        VMO=BY_FACTS,
        XHOST=ERROR,
        ConnectNetwork=ERROR,
        **dict.fromkeys(COPIES, WARNING),
    )
    says = Text(
        zh="没有端口组{network}，而{vm}的{nic}正在使用它",
        en="has no port group {network}, which {vm} uses on {nic}",
    )
    hint = Text(
        zh="在主机上添加该端口组，或把网卡改接到其他网络。",
        en="Add the port group on the host, or change the adapter to another network.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                Ref("host", case.target.name),
                severity=self._severity(case, nic),
                network=Ref("network", nic.network),
                vm=Ref("vm", case.arrival.name),
                nic=nic.label,
            )
            for nic in _lost(case)
        ]

    def _severity(self, case: Case, nic: VirtualNic) -> object:
        if self._level_of(case) != BY_FACTS:
            return None
        return ERROR if nic.connected else WARNING

    def cures(self, case: Case) -> Iterator[Action]:
        for nic in _lost(case):
            for switch in case.target.switches:
                yield AddPortGroup(host=case.target.name, switch=switch.name, network=nic.network)
            if nic.connected:
                yield DisconnectNetwork(vm=case.vm.name, nic=nic.label)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        vm = site.vms[action.vm]
        target = vm.host if isinstance(action, ConnectNetwork) else action.host
        nic = vm.nic(action.nic) if isinstance(action, ConnectNetwork) else None
        nic = nic or next((one for one in vm.hardware.nics if one.connected), None)
        if target is None or nic is None or site.network_of(target, nic.network) is None:
            return None
        return without_port_group(site, target, nic.network), action


def _lost(case: Case) -> list[VirtualNic]:
    """Adapters that would find no network."""
    if isinstance(case.action, ConnectNetwork):
        wanted = case.action.nic
        return [o.nic for o in case.adapters if o.nic.label == wanted and o.here is None]
    if not case.moves_host:
        return []
    return [
        one.nic
        for one in case.adapters
        if not one.arrives and not one.is_mapped and not one.is_distributed
    ]
