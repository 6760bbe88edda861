from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, RemoveAllSnapshots, RemoveSnapshot, TakeSnapshot
from labs.datacenter.case import Case
from labs.datacenter.edits import with_snapshots
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class TooManyLevels(Rule):
    """The chain the machine stands on holds as many snapshots as a chain may."""

    code = "snapshot.too_many_levels"
    fault = "TooManySnapshotLevels"
    objective = "5.18"
    source = api(
        "TooManySnapshotLevels",
        "vSphere VM Administration (6.5.1, 6.7, 7.0): Snapshot limitations",
    )
    asks = Asks(TakeSnapshot=ERROR)
    says = Text(
        zh="的快照链已有{levels}级，最多{most}级",
        en="stands on a chain of {levels} snapshots, and {most} is the most",
    )
    hint = Text(
        zh="先删除不再需要的快照；链上最好只保留两三个。",
        en="Remove snapshots no longer needed; two or three in a chain are advised.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        levels, most = case.vm.snapshots.levels, case.site.limit("snapshot_levels")
        if levels < most:
            return ()
        return [self.finding(case, Ref("vm", case.vm.name), levels=levels, most=most)]

    def cures(self, case: Case) -> Iterator[Action]:
        for name in case.vm.snapshots.chain(case.vm.snapshots.current):
            yield RemoveSnapshot(vm=case.vm.name, snapshot=name)
        yield RemoveAllSnapshots(vm=case.vm.name)

    def breaks(self, site: Site, action: TakeSnapshot) -> tuple[Site, TakeSnapshot]:
        return with_snapshots(site, action.vm, site.limit("snapshot_levels")), action
