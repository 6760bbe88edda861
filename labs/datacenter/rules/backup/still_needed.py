from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, BackUp, DeleteBackup
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import BackupKind


def _resting_on(case: Case) -> tuple[str, ...]:
    """The points that hold only what was written since this one."""
    site, name = case.site, case.action.restore_point
    there = site.points_of_vm[site.restore_points[name].vm]
    return tuple(one for one in there if site.restore_points[one].parent == name)


class StillNeeded(Rule):
    """Incremental backups rest on the one that is to be deleted and could not be restored."""

    code = "backup.still_needed"
    fault = "ResourceInUse"
    objective = "2.12"
    source = api(
        "ResourceInUse",
        "that a store refuses instead of merging is the engine's choice",
        mark="E",
    )
    asks = Asks(DeleteBackup=ERROR)
    says = Text(
        zh="还被增量备份{points}所依赖", en="is what the incremental backups {points} rest on"
    )
    hint = Text(
        zh="先删除依赖它的增量备份。", en="Delete the incremental backups that rest on it first."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        points = tuple(Ref("restore_point", name) for name in _resting_on(case))
        about = Ref("restore_point", case.action.restore_point)
        return [self.finding(case, about, points=points)] if points else ()

    def cures(self, case: Case) -> Iterator[Action]:
        for name in _resting_on(case):
            yield DeleteBackup(restore_point=name)

    def breaks(self, site: Site, action: DeleteBackup) -> tuple[Site, DeleteBackup] | None:
        point = site.restore_points[action.restore_point]
        again = BackUp(vm=point.vm, store=point.store, kind=BackupKind.INCREMENTAL)
        if again.basis(site) != point:
            return None
        return again.effect(site)[0], action
