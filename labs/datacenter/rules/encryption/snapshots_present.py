from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, ConsolidateDisks, EncryptVM, RemoveAllSnapshots
from labs.datacenter.case import Case
from labs.datacenter.edits import with_snapshots
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text


class SnapshotsPresent(Rule):
    """A machine with snapshots, or with deltas left over, is to be encrypted."""

    code = "encryption.snapshots_present"
    fault = "InvalidState"
    objective = "5.10"
    source = Source(
        "vSphere Security (6.5, 6.7): virtual machine encryption interoperability; the fault is "
        "the engine's choice",
        "E",
    )
    asks = Asks(EncryptVM=ERROR)
    says = Text(
        zh="有快照或未整合的磁盘（快照{count}个），不能加密",
        en="has snapshots or disks that wait to be consolidated (snapshots: {count}) and cannot "
        "be encrypted",
    )
    hint = Text(
        zh="先删除全部快照，整合磁盘。", en="Remove all snapshots and consolidate the disks first."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        tree = case.vm.snapshots.tree
        if not tree and not case.vm.needs_consolidation:
            return ()
        return [self.finding(case, Ref("vm", case.vm.name), count=len(tree))]

    def cures(self, case: Case) -> Iterator[Action]:
        yield RemoveAllSnapshots(vm=case.vm.name)
        yield ConsolidateDisks(vm=case.vm.name)

    def breaks(self, site: Site, action: EncryptVM) -> tuple[Site, EncryptVM]:
        return with_snapshots(site, action.vm, 1), action
