from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import SetTeaming
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Balancing

LOAD = Balancing.LOAD


class BalancingUnsupported(Rule):
    """A standard switch is to share out traffic by the load of its NICs."""

    code = "network.balancing_unsupported"
    fault = "InvalidArgument"
    objective = "1.19"
    source = Source("vSphere Networking (6.5, 6.7, 7.0): Route Based on Physical NIC Load")
    asks = Asks(SetTeaming=ERROR)
    says = Text(
        zh="是标准交换机，不支持负载均衡策略：{balancing}",
        en="is a standard switch and has no load balancing by {balancing}",
    )
    hint = Text(
        zh="改用分布式交换机，或选择其他策略。",
        en="Use a distributed switch, or choose another policy.",
    )
    incurable = Text(
        zh="要改的是请求中的策略。", en="It is the policy in the request that has to change."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if case.action.balancing is not LOAD:
            return ()
        return [self.finding(case, Ref("switch", case.action.switch), balancing=LOAD)]

    def breaks(self, site: Site, action: SetTeaming) -> tuple[Site, SetTeaming]:
        return site, replace(action, balancing=LOAD)
