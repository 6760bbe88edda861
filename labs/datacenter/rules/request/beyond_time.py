from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import Advance
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.task import LATEST_S
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Quantity, Ref, Text


class BeyondTime(Rule):
    """More time is to pass than a site has."""

    code = "request.beyond_time"
    fault = "InvalidArgument"
    objective = "4.02"
    source = Source("Engine's choice: simulated time has an end", "E")
    asks = Asks(Advance=ERROR)
    says = Text(
        zh="会走到{then}，而站点的时间到{latest}为止",
        en="would stand at {then}, but the time of a site ends at {latest}",
    )
    hint = Text(zh="让较短的时间经过。", en="Let less time pass.")
    incurable = Text(
        zh="时间不会倒流；只能让较短的时间经过。",
        en="Time does not run back; only less of it can pass.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        then = case.site.now_s + case.action.total_s
        if then <= LATEST_S:
            return ()
        facts = {"then": Quantity(then, "s"), "latest": Quantity(LATEST_S, "s")}
        return [self.finding(case, Ref("clock", "clock"), **facts)]

    def breaks(self, site: Site, action: Advance) -> tuple[Site, Advance]:
        return site, Advance(seconds=LATEST_S - site.now_s + 1)
