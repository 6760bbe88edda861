from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import ExtendDisk
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Quantity, Ref, Text


class Shrinks(Rule):
    """The size asked for is less than the disk has; the data at its end would be lost."""

    code = "disk.shrinks"
    fault = "InvalidDeviceOperation"
    objective = "5.09"
    source = api("InvalidDeviceOperation")
    asks = Asks(ExtendDisk=ERROR)
    says = Text(
        zh="的{disk}有{size}，不能缩小到{asked}",
        en="has {disk} of {size}, which cannot be shrunk to {asked}",
    )
    hint = Text(zh="给出更大的容量。", en="Ask for a larger size.")
    incurable = Text(
        zh="磁盘不能缩小；可以添加一块较小的磁盘，把数据复制过去。",
        en="A disk cannot be shrunk; a smaller one may be added and the data copied to it.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        disk = case.vm.disk(case.action.disk)
        if case.action.size_mb > disk.size_mb:
            return ()
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                disk=disk.label,
                size=Quantity(disk.size_mb, "MB"),
                asked=Quantity(case.action.size_mb, "MB"),
            )
        ]

    def breaks(self, site: Site, action: ExtendDisk) -> tuple[Site, ExtendDisk]:
        disk = site.vms[action.vm].disk(action.disk)
        return site, replace(action, size_mb=disk.size_mb - 1)
