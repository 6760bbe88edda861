from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, AddUplink, DisconnectNetwork, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import without_uplinks
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.teaming import Network
from labs.datacenter.rule import BY_FACTS, ERROR, WARNING, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class InternalSwitch(Rule):
    """An adapter is on a switch without a physical NIC, at the source or at the target."""

    code = "network.internal_switch"
    fault = "VMOnVirtualIntranet"
    objective = "6.21"
    source = api("VMOnVirtualIntranet", "vCenter Server 4.0, 6.0, 6.7: conditions for vMotion")
    asks = Asks(COLD=WARNING, SUSP=WARNING, VMO=BY_FACTS, XHOST=ERROR)
    says = Text(
        zh="的{nic}接在{network}上，而主机{host}的{switch}是内部交换机（物理网卡{count}块）",
        en="has {nic} on {network}, but {switch} of {host} is an internal switch "
        "(physical NICs: {count})",
    )
    hint = Text(
        zh="断开该网卡，把它改接到有物理网卡的网络，或给交换机添加上行链路。",
        en="Disconnect the adapter, change it to a network with a physical NIC, "
        "or give the switch an uplink.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.moves_host or not case.source_vcenter.tests_internal_networks:
            return ()
        level, found = self._level_of(case), []
        for nic, here, there in case.networks:
            network = _internal(here, there)
            if network is not None:
                host, switch = network.host, network.switch
                severity = (ERROR if nic.connected else WARNING) if level == BY_FACTS else None
                found.append(
                    self.finding(
                        case,
                        Ref("vm", case.vm.name),
                        severity=severity,
                        nic=nic.label,
                        network=Ref("network", nic.network),
                        host=Ref("host", host.name),
                        switch=switch.name,
                        count=0,
                    )
                )
        return found

    def cures(self, case: Case) -> Iterator[Action]:
        for nic, here, there in case.networks:
            network = _internal(here, there)
            if network is None:
                continue
            host, switch = network.host, network.switch
            for free in case.site.free_nics(host.name):
                yield AddUplink(host=host.name, switch=switch.name, nic=free.name)
            if nic.connected:
                yield DisconnectNetwork(vm=case.vm.name, nic=nic.label)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        vm = site.vms[action.vm]
        nic = next((one for one in vm.hardware.nics if one.connected), None)
        if nic is None or site.network_of(vm.host, nic.network) is None:
            return None
        return without_uplinks(site, vm.host, nic.network), action


def _internal(*networks: Network | None) -> Network | None:
    """Of an adapter's two networks one on a switch without uplinks: the source's is named first."""
    for network in networks:
        if network is not None and network.is_internal:
            return network
    return None
