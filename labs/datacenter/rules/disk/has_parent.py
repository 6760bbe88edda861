from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, ConsolidateDisks, RemoveAllSnapshots
from labs.datacenter.case import Case
from labs.datacenter.edits import with_snapshots
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class HasParent(Rule):
    """The disk is written to a delta, which has a parent: only a base disk can grow."""

    code = "disk.has_parent"
    fault = "InvalidDeviceOperation"
    objective = {"ExtendDisk": "5.09", "InflateDisk": "5.05"}
    source = api(
        "InvalidDeviceOperation",
        'field reports on 5.5 and 6.5: "Disks with parents cannot be expanded"',
    )
    asks = Asks(ExtendDisk=ERROR, InflateDisk=ERROR)
    says = Text(
        zh="的{disk}有上级磁盘（快照留下的增量文件共{count}个），有上级的磁盘不能扩展",
        en="has {disk} on deltas of snapshots (deltas: {count}), and disks with parents cannot be "
        "expanded",
    )
    hint = Text(
        zh="先删除该虚拟机的全部快照，或整合磁盘，再扩展。",
        en="Remove all snapshots of the machine, or consolidate its disks, and extend it then.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        disk = case.vm.disk(case.action.disk)
        if disk.top is None:
            return ()
        vm = Ref("vm", case.vm.name)
        return [self.finding(case, vm, disk=disk.label, count=len(disk.deltas))]

    def cures(self, case: Case) -> Iterator[Action]:
        if case.vm.snapshots.tree:
            yield RemoveAllSnapshots(vm=case.vm.name)
        else:
            yield ConsolidateDisks(vm=case.vm.name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action]:
        return with_snapshots(site, action.vm, 1), action
