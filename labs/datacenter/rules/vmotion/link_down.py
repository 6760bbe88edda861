from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, AddUplink, Migrate, RepairLink
from labs.datacenter.case import Case
from labs.datacenter.edits import with_links
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Link

UP = Link.UP


class LinkDown(Rule):
    """No physical NIC behind any vMotion port of a host has a link.

    Silent about a host without such a port: the rule on configuration says that.
    """

    code = "vmotion.link_down"
    fault = "VMotionLinkDown"
    objective = "6.15"
    source = api("VMotionLinkDown")
    asks = Asks(VMO=ERROR, XHOST=ERROR)
    says = Text(
        zh="的vMotion网络{networks}没有链路接通的物理网卡（共{count}块）",
        en="has no NIC whose link is up behind its vMotion network {networks} (NICs: {count})",
    )
    hint = Text(
        zh="接好网线，或给交换机加一块有链路的物理网卡。",
        en="Restore the link, or give the switch a NIC that has one.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                Ref("host", host.name),
                networks=tuple(Ref("network", name) for name in vmotion.names),
                count=len(vmotion.links),
            )
            for host, vmotion in case.vmotion_ends
            if vmotion.names and not vmotion.has_link
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for host in (case.source, case.target):
            for port in host.vmotion_ports:
                network = case.site.network_of(host.name, port.network)
                for nic in case.site.free_nics(host.name):
                    yield AddUplink(host=host.name, switch=network.switch.name, nic=nic.name)
                for nic in network.team:
                    if nic.link is not UP:
                        yield RepairLink(host=host.name, nic=nic.name)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate]:
        for port in site.hosts[action.host].vmotion_ports:
            site = with_links(site, action.host, port.network, link=Link.DOWN)
        return site, action
