from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import Action
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text

LEAST_MEMORY_MB = 4
# field of a request -> the least it may hold
_LEAST = {
    "AddDisk": ("size_mb", 1),
    "ChangeCpus": ("vcpus", 1),
    "ChangeMemory": ("memory_mb", LEAST_MEMORY_MB),
}


class BelowLeast(Rule):
    """What is asked for is smaller than anything a machine can have."""

    code = "request.below_least"
    fault = "InvalidArgument"
    objective = "5.01"
    source = Source("Engine's choice: 1 vCPU, 4 MB of memory, a disk of 1 MB are the least", "E")
    asks = Asks(AddDisk=ERROR, ChangeCpus=ERROR, ChangeMemory=ERROR)
    says = Text(zh="不能只有{asked}，至少为{least}", en="cannot have {asked}; the least is {least}")
    hint = Text(zh="给出更大的数。", en="Ask for more.")
    incurable = Text(zh="改变请求即可。", en="Another request will do.")

    def check(self, case: Case) -> Sequence[Finding]:
        field, least = _LEAST[case.kind]
        asked = getattr(case.action, field)
        if asked >= least:
            return ()
        return [self.finding(case, Ref("vm", case.vm.name), asked=asked, least=least)]

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action]:
        field, least = _LEAST[type(action).__name__]
        return site, replace(action, **{field: least - 1})
