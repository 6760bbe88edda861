from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, AddDistributedPortGroup, AddPortGroup, Migrate
from labs.datacenter.aspects import MAPPED
from labs.datacenter.case import Adapter, Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class MappedNetworkMissing(Rule):
    """The request maps an adapter to a network that the target host does not have."""

    code = "network.mapped_network_missing"
    fault = "CannotAccessNetwork"
    objective = "6.21"
    source = api("CannotAccessNetwork")
    aspects = MAPPED
    asks = Asks(COLD=ERROR, SUSP=ERROR, VMO=ERROR, XHOST=ERROR)
    says = Text(
        zh="没有网络{network}，而迁移要把{vm}的{nic}接到它上面",
        en="has no network {network}, to which the migration would attach {nic} of {vm}",
    )
    hint = Text(
        zh="映射到目标主机已有的网络，或在主机上添加该端口组。",
        en="Map the adapter to a network that the host has, or add the port group on the host.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                Ref("host", case.target.name),
                network=Ref("network", one.wanted),
                vm=Ref("vm", case.vm.name),
                nic=one.nic.label,
            )
            for one in _missed(case)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for one in _missed(case):
            for switch in case.target.switches:
                yield AddPortGroup(host=case.target.name, switch=switch.name, network=one.wanted)
            for switch in case.site.distributed_on(case.target.name):
                yield AddDistributedPortGroup(switch=switch.name, network=one.wanted)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        nics = site.vms[action.vm].hardware.nics
        if action.host is None or not nics:
            return None
        return site, action.with_network(nics[0].label, "Nowhere")


def _missed(case: Case) -> list[Adapter]:
    if not case.maps_networks:
        return []
    return [one for one in case.adapters if one.is_mapped and one.there is None]
