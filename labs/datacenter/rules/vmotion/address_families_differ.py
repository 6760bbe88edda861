from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import AddressFamily

IPV4, IPV6 = AddressFamily.IPV4, AddressFamily.IPV6


class AddressFamiliesDiffer(Rule):
    """One host is registered with vCenter Server by an IPv4 address, the other by an IPv6 one."""

    code = "vmotion.address_families_differ"
    fault = "VMotionInterfaceIssue"
    objective = "6.15"
    source = Source(
        "vCenter Server and Host Management (6.7): virtual machine conditions and limitations for "
        "vMotion; the fault is the engine's choice",
        "E",
    )
    asks = Asks(VMO=ERROR, XHOST=ERROR)
    says = Text(
        zh="以{there}地址加入vCenter Server，而源主机{source}用的是{here}；两者必须相同",
        en="is registered with vCenter Server by {there}, but the source host {source} by {here}; "
        "they must match",
    )
    hint = Text(
        zh="选择以同类地址加入的主机，或用同类地址重新加入其中一台。",
        en="Choose a host registered in the same way, or register one of the two again.",
    )
    incurable = Text(
        zh="重新加入主机不在已实现的操作之内。",
        en="Registering hosts again is not among the actions of this engine.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        here, there = case.source.address, case.target.address
        if here is there:
            return ()
        source = Ref("host", case.source.name)
        target = Ref("host", case.target.name)
        return [self.finding(case, target, there=there, source=source, here=here)]

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate]:
        here = site.hosts[site.vms[action.vm].host].address
        return with_host(site, action.host, address=IPV4 if here is IPV6 else IPV6), action
