from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import SetDistributedTeaming, SetTeaming
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class TeamContradicts(Rule):
    """The order names an uplink twice, or standby uplinks without saying which are active."""

    code = "network.team_contradicts"
    fault = "InvalidArgument"
    objective = "1.19"
    source = api("HostNicOrderPolicy, HostNetworkSystem.UpdateVirtualSwitch (InvalidArgument)")
    asks = Asks(SetTeaming=ERROR, SetDistributedTeaming=ERROR)
    says = Text(
        zh="的网卡组合自相矛盾：{uplinks}不能重复，备用与活动要一起给出",
        en="would have a team that contradicts itself: {uplinks} must be named once, "
        "and standby ones together with active ones",
    )
    hint = Text(
        zh="每条上行链路只放进活动或备用之一。",
        en="Put each uplink among the active ones or the standby ones, not both.",
    )
    incurable = Text(
        zh="矛盾在请求本身，改变站点无济于事。",
        en="The request contradicts itself; no change to the site can put that right.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        active, standby = case.action.active, case.action.standby
        named = (*(active or ()), *standby)
        twice = sorted({name for name in named if named.count(name) > 1})
        if active is None:
            twice = sorted(set(standby))
        if not twice:
            return ()
        subject = Ref("switch", case.action.switch)
        uplinks = tuple(Ref("uplink", name) for name in twice)
        return [self.finding(case, subject, uplinks=uplinks)]

    def breaks(
        self, site: Site, action: SetTeaming | SetDistributedTeaming
    ) -> tuple[Site, SetTeaming | SetDistributedTeaming] | None:
        if not action.active:
            return None
        return site, replace(action, standby=action.active)
