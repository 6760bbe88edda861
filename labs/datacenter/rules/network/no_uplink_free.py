from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, AddUplink, RemoveUplink
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.network import PhysicalNic
from labs.datacenter.inventory.site import Site
from labs.datacenter.presets import a_distributed_switch
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text


class NoUplinkFree(Rule):
    """The host gives a NIC for every uplink of the distributed switch already."""

    code = "network.no_uplink_free"
    fault = "ResourceNotAvailable"
    objective = "1.19"
    source = Source(
        "vSphere Web Services API Reference: ReconfigureDvs_Task (ResourceNotAvailable); "
        "that it is this fault is the engine's choice",
        "E",
    )
    asks = Asks(AddUplink=ERROR)
    says = Text(
        zh="已为分布式交换机{switch}的每条上行链路（共{count}条）各提供一块网卡",
        en="gives a NIC for every uplink of {switch} already (uplinks: {count})",
    )
    hint = Text(
        zh="先移除其中一条上行链路的网卡。", en="Remove the NIC of one of its uplinks first."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        switch = case.site.distributed_switches.get(case.action.switch)
        if switch is None or case.source.switch(case.action.switch) is not None:
            return ()
        if len(switch.member(case.source.name).nics) < len(switch.uplinks):
            return ()
        return [
            self.finding(
                case,
                Ref("host", case.source.name),
                switch=Ref("distributed_switch", switch.name),
                count=len(switch.uplinks),
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        host, switch = case.source.name, case.action.switch
        for nic in case.site.nics_of_switch(host, switch):
            yield RemoveUplink(host=host, switch=switch, nic=nic)

    def breaks(self, site: Site, action: AddUplink) -> tuple[Site, AddUplink]:
        host, nics = site.hosts[action.host], ("vmnic80", "vmnic81")
        extra = tuple(PhysicalNic(name=name) for name in nics)
        site = with_host(site, host.name, nics=(*host.nics, *extra))
        full = a_distributed_switch(
            "dvs-99", "Spread", hosts=(host.name,), nics=nics, datacenter=host.datacenter
        )
        return site.put(full), replace(action, switch="dvs-99")
