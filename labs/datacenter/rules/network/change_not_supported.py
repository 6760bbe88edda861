from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import (
    Action,
    AddHostToSwitch,
    AddPortGroup,
    ChangeNetwork,
    Migrate,
)
from labs.datacenter.aspects import MAPPED
from labs.datacenter.case import Adapter, Case
from labs.datacenter.edits import with_host, with_new_port_group
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class ChangeNotSupported(Rule):
    """A running machine is to change its network on the move, and a host is older than 6.0."""

    code = "network.change_not_supported"
    fault = "VMotionAcrossNetworkNotSupported"
    objective = "6.21"
    source = api("VMotionAcrossNetworkNotSupported", "What's New in vSphere 6.0")
    aspects = MAPPED
    asks = Asks(VMO=ERROR, XHOST=ERROR)
    says = Text(
        zh="运行的版本不能在在线迁移中更换网络（{vm}的{nic}从{source}到{target}），6.0起才可以",
        en="cannot change networks during a live migration ({nic} of {vm} from {source} to "
        "{target}); hosts can since 6.0",
    )
    hint = Text(
        zh="先在源主机上更换网卡的网络，再迁移；或关机后迁移。",
        en="Change the adapter's network on the source host first, or migrate with the power off.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                Ref("host", host.name),
                vm=Ref("vm", case.vm.name),
                nic=one.nic.label,
                source=Ref("network", one.nic.network),
                target=Ref("network", one.wanted),
            )
            for one in _changing(case)
            for host in case.too_old_to_change_network[:1]
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        host = case.source
        for one in _changing(case):
            if case.site.network_of(host.name, one.wanted) is not None:
                yield ChangeNetwork(vm=case.vm.name, nic=one.nic.label, network=one.wanted)
            elif one.there.is_distributed:
                for nic in case.site.free_nics(host.name):
                    yield AddHostToSwitch(
                        host=host.name, switch=one.there.switch.name, nic=nic.name
                    )
            else:
                for switch in host.switches:
                    yield AddPortGroup(host=host.name, switch=switch.name, network=one.wanted)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        nics = site.vms[action.vm].hardware.nics
        if action.host is None or not nics:
            return None
        site = with_new_port_group(site, action.host, nics[0].network, "Elsewhere")
        site = with_host(site, action.host, version="5.5")
        return site, action.with_network(nics[0].label, "Elsewhere")


def _changing(case: Case) -> list[Adapter]:
    return [one for one in case.adapters if one.changes] if case.maps_networks else []
