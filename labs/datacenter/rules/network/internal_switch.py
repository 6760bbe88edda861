from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import (
    Action,
    AddUplink,
    CheckInternalNetworks,
    DisconnectNetwork,
    Migrate,
)
from labs.datacenter.case import Adapter, Case
from labs.datacenter.edits import without_uplinks
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.teaming import Network
from labs.datacenter.rule import BY_FACTS, ERROR, WARNING, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class InternalSwitch(Rule):
    """An adapter is on a switch without a physical NIC, at the source or at the target.

    Silent where vCenter Server is set not to look.
    """

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
    when_disconnected = Text(
        zh="该网卡已断开，不妨碍迁移；要再连接它，先改接到有物理网卡的网络，或给交换机添加上行链路。",
        en="The adapter is disconnected, which does not hinder the move; before it is connected "
        "again, change it to a network with a physical NIC, or give the switch an uplink.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.moves_host:
            return ()
        on_internal = [one for one in case.adapters if _internal(one) is not None]
        if not on_internal or not case.source_vcenter.tests_internal_networks:
            return ()
        level, found = self._level_of(case), []
        for adapter in on_internal:
            network = _internal(adapter)
            by_facts = ERROR if adapter.nic.connected else WARNING
            harmless = not adapter.nic.connected and level != ERROR
            found.append(
                self.finding(
                    case,
                    Ref("vm", case.vm.name),
                    severity=by_facts if level == BY_FACTS else None,
                    advice=self.when_disconnected if harmless else None,
                    nic=adapter.nic.label,
                    network=Ref("network", network.name),
                    host=Ref("host", network.host.name),
                    switch=network.switch.name,
                    count=0,
                )
            )
        return found

    def cures(self, case: Case) -> Iterator[Action]:
        for adapter in case.adapters:
            network = _internal(adapter)
            if network is None:
                continue
            for free in case.site.free_nics(network.host.name):
                yield AddUplink(host=network.host.name, switch=network.switch.name, nic=free.name)
            if adapter.nic.connected:
                yield DisconnectNetwork(vm=case.vm.name, nic=adapter.nic.label)
        yield CheckInternalNetworks(vcenter=case.source_vcenter.name, enabled=False)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        vm = site.vms[action.vm]
        nic = next((one for one in vm.hardware.nics if one.connected), None)
        if nic is None or site.network_of(vm.host, nic.network) is None:
            return None
        return without_uplinks(site, vm.host, nic.network), action


def _internal(adapter: Adapter) -> Network | None:
    """The network that hangs on a switch without uplinks: the one at the source is named first."""
    for network in (adapter.here, adapter.there):
        if network is not None and network.is_internal:
            return network
    return None
