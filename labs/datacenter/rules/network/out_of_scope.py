from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import AddHostToSwitch
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class OutOfScope(Rule):
    """The host is in another datacenter than the distributed switch."""

    code = "network.out_of_scope"
    fault = "DvsScopeViolated"
    objective = "2.06"
    source = api("DvsScopeViolated", "vSphere Networking (6.5): add hosts to a distributed switch")
    asks = Asks(AddHostToSwitch=ERROR)
    says = Text(
        zh="在数据中心{here}，而分布式交换机{switch}属于{there}",
        en="is in datacenter {here}, but the distributed switch {switch} belongs to {there}",
    )
    hint = Text(
        zh="选择同一数据中心的主机或交换机。",
        en="Choose a host, or a switch, of the same datacenter.",
    )
    incurable = Text(
        zh="分布式交换机不能跨数据中心，没有操作能改变这一点。",
        en="A distributed switch stays in its datacenter; no action here changes that.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        switch = case.site.distributed_switches[case.action.switch]
        if switch.datacenter == case.source.datacenter:
            return ()
        return [
            self.finding(
                case,
                Ref("host", case.source.name),
                here=Ref("datacenter", case.source.datacenter),
                switch=Ref("distributed_switch", switch.name),
                there=Ref("datacenter", switch.datacenter),
            )
        ]

    def breaks(self, site: Site, action: AddHostToSwitch) -> tuple[Site, AddHostToSwitch] | None:
        here = site.distributed_switches[action.switch].datacenter
        for host in site.hosts.values():
            free = site.free_nics(host.name)
            if host.datacenter != here and free:
                return site, replace(action, host=host.name, nic=free[0].name)
        return None
