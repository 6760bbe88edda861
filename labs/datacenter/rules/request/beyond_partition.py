from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, ExtendDisk, ExtendPartition, WriteToDisk
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Quantity, Ref, Text


class BeyondPartition(Rule):
    """The guest is to write more than its partition on the disk holds altogether."""

    code = "request.beyond_partition"
    fault = "InvalidArgument"
    objective = "5.09"
    source = Source(
        "Engine's choice: what a guest writes is no call of the API; it writes no further than its "
        "partition reaches",
        "E",
    )
    asks = Asks(WriteToDisk=ERROR)
    says = Text(
        zh="在{disk}上的分区只有{most}，客户机写不下{asked}",
        en="has a partition of {most} on {disk}, on which its guest cannot write {asked}",
    )
    hint = Text(
        zh="减少写入，或先扩展磁盘和分区。", en="Write less, or extend disk and partition first."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        disk, asked = case.vm.disk(case.action.disk), case.action.size_mb
        if asked <= disk.guest_mb:
            return ()
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                most=Quantity(disk.guest_mb, "MB"),
                disk=Ref("disk", disk.label),
                asked=Quantity(asked, "MB"),
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        disk, asked = case.vm.disk(case.action.disk), case.action.size_mb
        of = {"vm": case.vm.name, "disk": disk.label}
        if disk.size_mb < asked:
            yield ExtendDisk(**of, size_mb=asked)
        else:
            yield ExtendPartition(**of)

    def breaks(self, site: Site, action: WriteToDisk) -> tuple[Site, WriteToDisk]:
        most = site.vms[action.vm].disk(action.disk).guest_mb
        return site, replace(action, size_mb=most + 1)
