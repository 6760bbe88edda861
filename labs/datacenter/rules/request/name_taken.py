from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import TakeSnapshot
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text


class NameTaken(Rule):
    """What is to be made would have the name of something that is there."""

    code = "request.name_taken"
    fault = "DuplicateName"
    objective = "5.10"
    source = Source(
        "vSphere Web Services API Reference: DuplicateName; that snapshots of one machine "
        "have different names is the engine's choice",
        "E",
    )
    asks = Asks(TakeSnapshot=ERROR)
    says = Text(zh="已经有名为{name}的快照", en="has a snapshot named {name} already")
    hint = Text(zh="换一个名称。", en="Choose another name.")
    incurable = Text(
        zh="换一个名称即可，站点不必改变。", en="Another name will do; the site need not change."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if case.vm.snapshot(case.action.name) is None:
            return ()
        return [self.finding(case, Ref("vm", case.vm.name), name=Ref("snapshot", case.action.name))]

    def breaks(self, site: Site, action: TakeSnapshot) -> tuple[Site, TakeSnapshot] | None:
        after, _ = action.effect(site)
        return after, action
