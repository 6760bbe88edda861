from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import (
    Action,
    ChangeDiskMode,
    ConsolidateDisks,
    RemoveAllSnapshots,
)
from labs.datacenter.case import Case
from labs.datacenter.edits import with_snapshots
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class ModeHeldBySnapshots(Rule):
    """The machine has snapshots, and as long as it has, no mode of a disk can change."""

    code = "disk.mode_held_by_snapshots"
    fault = "DisallowedDiskModeChange"
    objective = "5.11"
    source = api("DisallowedDiskModeChange")
    asks = Asks(ChangeDiskMode=ERROR)
    says = Text(
        zh="有快照（共{count}个）或尚未整合的增量磁盘，不能改变{disk}的模式",
        en="has snapshots (number: {count}) or deltas to consolidate, and the mode of {disk} "
        "cannot change",
    )
    hint = Text(zh="先删除全部快照。", en="Remove all snapshots first.")

    def check(self, case: Case) -> Sequence[Finding]:
        vm = case.vm
        if not vm.snapshots.tree and not any(disk.deltas for disk in vm.disks):
            return ()
        count = len(vm.snapshots.tree)
        return [self.finding(case, Ref("vm", vm.name), count=count, disk=case.action.disk)]

    def cures(self, case: Case) -> Iterator[Action]:
        if case.vm.snapshots.tree:
            yield RemoveAllSnapshots(vm=case.vm.name)
        else:
            yield ConsolidateDisks(vm=case.vm.name)

    def breaks(self, site: Site, action: ChangeDiskMode) -> tuple[Site, ChangeDiskMode]:
        return with_snapshots(site, action.vm, 1), action
