from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import Migrate
from labs.datacenter.aspects import SNAPSHOTS
from labs.datacenter.case import Case
from labs.datacenter.edits import with_snapshots
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import WARNING, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Kind


class RevertMayFail(Rule):
    """The machine takes its snapshots along, and they may not suit the host it comes to.

    Of a suspended machine only those matter that hold memory: they need a matching processor.
    """

    code = "snapshot.revert_may_fail"
    fault = "SnapshotRevertIssue"
    objective = {"SUSP": "6.08", "VMO": "6.15"}
    source = api("SnapshotRevertIssue")
    aspects = SNAPSHOTS
    asks = Asks(SUSP=WARNING, VMO=WARNING)
    says = Text(
        zh="有快照（{snapshots}），迁移后恢复到它们可能失败",
        en="has snapshots ({snapshots}); after the migration, reverting to them may fail",
    )
    hint = Text(
        zh="迁移前删除不再需要的快照，含内存的快照需要相同的处理器特性。",
        en="Remove snapshots no longer needed; those with memory need the same processor features.",
    )
    incurable = Text(
        zh="这只是警告，迁移照常进行。", en="This is a warning only; the migration goes ahead."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.moves_host:
            return ()
        names = tuple(
            Ref("snapshot", one.name)
            for one in case.vm.snapshots.tree
            if one.memory_mb or case.kind == Kind.VMO
        )
        return [self.finding(case, Ref("vm", case.vm.name), snapshots=names)] if names else ()

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        if action.host is None:
            return None
        return with_snapshots(site, action.vm, 1, memory=True), action
