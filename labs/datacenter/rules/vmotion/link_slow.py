from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_links
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import since
from labs.datacenter.rule import WARNING, Asks, Finding, Rule, api
from labs.datacenter.text import Quantity, Ref, Text

_REQUIRED = since(
    {
        "4.0": Text(zh="1 GbE", en="gigabit Ethernet"),
        "6.0": Text(
            zh="1 GbE的网卡，并为每个同时进行的vMotion留出250 Mbps",
            en="a gigabit NIC and 250 Mbps for each vMotion under way",
        ),
    }
)


class LinkSlow(Rule):
    """The fastest link behind the vMotion ports of a host is below what it should have: gigabit.

    Silent where no link is up: the rule on links says that.
    """

    code = "vmotion.link_slow"
    fault = "VMotionLinkCapacityLow"
    objective = "6.15"
    source = api(
        "VMotionLinkCapacityLow",
        "vSphere 4.x and 6.0.1: vMotion networking requirements, which demand what the API "
        "only warns of",
    )
    asks = Asks(VMO=WARNING, XHOST=WARNING)
    says = Text(
        zh="的vMotion链路最快只有{mbps}，低于{wanted}；文档要求{required}，而API只发出警告",
        en="has a vMotion link of {mbps} at best, less than {wanted}; the documentation requires "
        "{required}, while the API only warns",
    )
    hint = Text(
        zh="为vMotion使用千兆或更快的网卡。", en="Use a gigabit NIC or a faster one for vMotion."
    )
    incurable = Text(
        zh="警告不阻止操作，不需要修复。", en="A warning blocks nothing and needs no repair."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        wanted = case.site.limit("vmotion_mbps")
        return [
            self.finding(
                case,
                Ref("host", host.name),
                mbps=Quantity(vmotion.fastest_mbps, "Mbps"),
                wanted=Quantity(wanted, "Mbps"),
                required=_REQUIRED.at(case.version),
            )
            for host, vmotion in case.vmotion_ends
            if vmotion.has_link and vmotion.fastest_mbps < wanted
        ]

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate]:
        wanted = site.limit("vmotion_mbps")
        for port in site.hosts[action.host].vmotion_ports:
            site = with_links(site, action.host, port.network, mbps=wanted - 1)
        return site, action
