from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, ChangeNetwork, Migrate
from labs.datacenter.aspects import MAPPED
from labs.datacenter.case import Adapter, Case
from labs.datacenter.edits import with_adapter_on, with_distributed_switch, with_new_port_group
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import since
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text

_SINCE = since({"4.0": None, "6.0": ERROR})


class LeavesDistributed(Rule):
    """A running machine would come from a distributed switch to a standard one.

    Silent where a host cannot change networks at all: the rule on that says so.
    """

    code = "network.leaves_distributed"
    fault = "CannotUseNetwork"
    objective = "6.21"
    source = api(
        "CannotUseNetwork (VMotionToUnsupportedNetworkType)",
        "What's New in vSphere 6.0: cross-switch vMotion",
    )
    aspects = MAPPED
    asks = Asks(VMO=_SINCE, XHOST=_SINCE)
    says = Text(
        zh="的{nic}将从分布式交换机{source}的网络到标准交换机{target}的{network}，在线迁移不支持",
        en="would take {nic} from the distributed switch {source} to {network} of the standard "
        "switch {target}, which no live migration does",
    )
    hint = Text(
        zh="映射到分布式交换机的网络，或先更换网卡的网络。",
        en="Map the adapter to a network of a distributed switch, or change its network first.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                nic=one.nic.label,
                source=Ref("distributed_switch", one.here.switch.name),
                target=Ref("switch", one.there.switch.name),
                network=Ref("network", one.wanted),
            )
            for one in _leaving(case)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for one in _leaving(case):
            for network in case.site.networks_of(case.source.name):
                if not network.is_distributed:
                    yield ChangeNetwork(vm=case.vm.name, nic=one.nic.label, network=network.name)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        vm = site.vms[action.vm]
        if not vm.hardware.nics or not site.free_nics(vm.host):
            return None
        nic = vm.hardware.nics[0]
        site = with_new_port_group(site, action.host, nic.network, "Elsewhere")
        site = with_distributed_switch(site, "dvs-01", "Spread", vm.host)
        site = with_adapter_on(site, vm.name, nic.label, "Spread")
        return site, action.with_network(nic.label, "Elsewhere")


def _leaving(case: Case) -> list[Adapter]:
    if not case.maps_networks or case.too_old_to_change_network:
        return []
    return [
        one
        for one in case.adapters
        if one.changes and one.is_distributed and not one.there.is_distributed
    ]
