from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, AddBackupStore, AddDatastore
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Fact, Quantity, Ref, Text

LEAST_MEMORY_MB = 4
# fields of a request -> the least they may hold
_LEAST = {
    "AddDisk": {"size_mb": 1},
    "ChangeCpus": {"vcpus": 1},
    "ChangeMemory": {"memory_mb": LEAST_MEMORY_MB},
    "CreateVM": {"disk_mb": 1, "vcpus": 1, "memory_mb": LEAST_MEMORY_MB},
    "AddDatastore": {"capacity_mb": 1},
    "AddBackupStore": {"capacity_mb": 1},
}

_WHAT = {
    "size_mb": Text(zh="磁盘容量", en="a disk size"),
    "disk_mb": Text(zh="磁盘容量", en="a disk size"),
    "memory_mb": Text(zh="内存", en="a memory size"),
    "capacity_mb": Text(zh="容量", en="a capacity"),
    "vcpus": Text(zh="vCPU数", en="a vCPU count"),
}


class BelowLeast(Rule):
    """What is asked for is smaller than anything a machine or a datastore can have."""

    code = "request.below_least"
    fault = "InvalidArgument"
    objective = "5.01"
    source = Source(
        "Engine's choice: 1 vCPU, 4 MB of memory, a disk or a store of 1 MB are the least", "E"
    )
    asks = Asks(**dict.fromkeys(_LEAST, ERROR))
    says = Text(
        zh="的{what}不能只有{asked}，至少为{least}",
        en="cannot have {what} of {asked}; the least is {least}",
    )
    hint = Text(zh="给出更大的数。", en="Ask for more.")
    incurable = Text(zh="改变请求即可。", en="Another request will do.")

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                _subject(case),
                what=_WHAT[field],
                asked=_counted(field, getattr(case.action, field)),
                least=_counted(field, least),
            )
            for field, least in _LEAST[case.kind].items()
            if getattr(case.action, field) < least
        ]

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action]:
        field, least = next(iter(_LEAST[type(action).__name__].items()))
        return site, replace(action, **{field: least - 1})


def _subject(case: Case) -> Ref:
    if isinstance(case.action, AddDatastore):
        return Ref("datastore", case.action.name)
    if isinstance(case.action, AddBackupStore):
        return Ref("backup_store", case.action.name)
    return Ref("vm", case.arrival.name)


def _counted(field: str, number: int) -> Fact:
    return number if field == "vcpus" else Quantity(number, "MB")
