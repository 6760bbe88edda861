from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import CreateDistributedSwitch
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text

FEWEST, MOST = 1, 32


class UplinkCount(Rule):
    """A distributed switch with no uplink, or with more than a host can give NICs for."""

    code = "network.uplink_count"
    fault = "InvalidArgument"
    objective = "1.19"
    source = Source("vSphere configuration maximums: NICs of a host (not read)", "K")
    asks = Asks(CreateDistributedSwitch=ERROR)
    says = Text(
        zh="中的分布式交换机{switch}不能有{count}条上行链路，只能有{fewest}到{most}条",
        en="cannot hold the distributed switch {switch} with {count} uplinks; "
        "it takes {fewest} to {most}",
    )
    hint = Text(zh="选择范围内的数量。", en="Choose a number within the range.")
    incurable = Text(
        zh="要改的是请求中的数字。", en="It is the number in the request that has to change."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        count = case.action.uplinks
        if FEWEST <= count <= MOST:
            return ()
        subject = Ref("datacenter", case.action.datacenter)
        facts = {"switch": case.action.switch, "count": count, "fewest": FEWEST, "most": MOST}
        return [self.finding(case, subject, **facts)]

    def breaks(
        self, site: Site, action: CreateDistributedSwitch
    ) -> tuple[Site, CreateDistributedSwitch]:
        return site, replace(action, uplinks=MOST + 1)
