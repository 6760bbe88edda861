from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, AddHostToSwitch, AddUplink, RemoveUplink
from labs.datacenter.case import Case
from labs.datacenter.edits import with_switch
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class NicTaken(Rule):
    """The physical NIC serves another switch of the host."""

    code = "network.nic_taken"
    fault = "ResourceInUse"
    objective = "1.19"
    source = api("HostNetworkSystem.UpdateVirtualSwitch (ResourceInUse)")
    asks = Asks(AddUplink=ERROR, AddHostToSwitch=ERROR)
    says = Text(
        zh="的{nic}已经是{switch}的上行链路，一块物理网卡只能属于一个交换机",
        en="uses {nic} as an uplink of {switch} already; a physical NIC serves one switch",
    )
    hint = Text(
        zh="换一块空闲的网卡，或先把它从那个交换机移除。",
        en="Choose a NIC that is free, or remove it from that switch first.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        host, nic = case.source.name, case.action.nic
        return [
            self.finding(case, Ref("host", host), nic=Ref("pnic", nic), switch=switch)
            for switch in _serves(case.site, host, nic, case.action.switch)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        host, nic = case.source.name, case.action.nic
        for switch in _serves(case.site, host, nic, case.action.switch):
            yield RemoveUplink(host=host, switch=switch, nic=nic)

    def breaks(self, site: Site, action: AddUplink | AddHostToSwitch) -> tuple[Site, Action] | None:
        others = [s for s in site.hosts[action.host].switches if s.name != action.switch]
        if not others:
            return None
        taken = replace(others[-1], uplinks=(*others[-1].uplinks, action.nic))
        return with_switch(site, action.host, taken), action


def _serves(site: Site, host: str, nic: str, wanted: str) -> list[str]:
    """Names of the switches, other than the one asked for, that have the NIC."""
    return [
        switch.name
        for switch in site.switches_on(host)
        if switch.name != wanted and nic in site.nics_of_switch(host, switch.name)
    ]
