from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate, SyncClock
from labs.datacenter.aspects import ACROSS
from labs.datacenter.case import Case
from labs.datacenter.edits import with_far_vcenter
from labs.datacenter.inventory.places import VCenter
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import since
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Quantity, Ref, Text

_FROM_6 = since({"4.0": None, "6.0": ERROR})


class ClocksApart(Rule):
    """Between two vCenter Servers whose clocks differ so much that tokens count as invalid."""

    code = "boundary.clocks_apart"
    fault = "DatacenterMismatch"
    objective = {"COLD": "6.03", "SUSP": "6.06", "VMO": "6.09", "XHOST": "6.29"}
    source = Source(
        "vCenter Server and Host Management (6.0.1, 6.7): requirements for migration between "
        "vCenter Server instances; vCenter Single Sign-On Programming Guide (6.7): clock "
        "tolerance; that a migration is judged by this tolerance, and its fault, is the engine's "
        "choice",
        "E",
    )
    aspects = ACROSS
    asks = Asks(COLD=_FROM_6, SUSP=_FROM_6, VMO=_FROM_6, XHOST=_FROM_6)
    says = Text(
        zh="与{other}的时钟相差{apart}，单点登录令牌最多容许{most}，否则视为无效",
        en="has a clock {apart} apart from that of {other}; single sign-on tokens are taken for "
        "invalid beyond {most}",
    )
    hint = Text(
        zh="让两台vCenter Server与同一时间源同步。",
        en="Synchronize both vCenter Servers with one source of time.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        here, there = case.source_vcenter, case.target_vcenter
        if here is there or here.is_in_time_with(there):
            return ()
        return [
            self.finding(
                case,
                Ref("vcenter", there.name),
                apart=Quantity(abs(here.clock_ahead_s - there.clock_ahead_s), "s"),
                other=Ref("vcenter", here.name),
                most=Quantity(min(here.clock_tolerance_s, there.clock_tolerance_s), "s"),
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        vcenters: tuple[VCenter, ...] = (case.source_vcenter, case.target_vcenter)
        for vcenter in vcenters:
            if vcenter.clock_ahead_s:
                yield SyncClock(vcenter=vcenter.name)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        if action.host is None:
            return None
        return with_far_vcenter(site, action.host, clock_ahead_s=601), action
