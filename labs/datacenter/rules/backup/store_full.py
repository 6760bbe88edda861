from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, BackUp, DeleteBackup
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Quantity, Ref, Text
from labs.datacenter.words import PowerState

OFF = PowerState.OFF


class StoreFull(Rule):
    """The backup store has less room than the data to be copied."""

    code = "backup.store_full"
    fault = "NoDiskSpace"
    objective = "2.11"
    source = api(
        "NoDiskSpace",
        "vSphere Data Protection 5.1: a store of a fixed size",
        "that data are counted without deduplication is the engine's choice",
        mark="E",
    )
    asks = Asks(BackUp=ERROR)
    says = Text(
        zh="只有{free}可用空间，而{vm}的备份需要{needed}",
        en="has {free} free, but the backup of {vm} needs {needed}",
    )
    hint = Text(
        zh="删除不再需要的备份，或改用增量备份、另一个备份存储。",
        en="Delete backups no longer needed, or back up incrementally or to another store.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        store = case.site.backup_stores[case.action.store]
        free = max(0, store.capacity_mb - case.site.stored_mb(store.name))
        needed = case.action.mb_to_copy(case.site)
        if needed <= free:
            return ()
        return [
            self.finding(
                case,
                Ref("backup_store", store.name),
                free=Quantity(free, "MB"),
                vm=Ref("vm", case.vm.name),
                needed=Quantity(needed, "MB"),
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for name in case.site.points_of_store.get(case.action.store, ()):
            yield DeleteBackup(restore_point=name)

    def breaks(self, site: Site, action: BackUp) -> tuple[Site, BackUp] | None:
        needed = action.mb_to_copy(site)
        # with the machine off, its disk could be made independent, and nothing would be copied
        if needed == 0 or site.vms[action.vm].power is OFF:
            return None
        capacity = site.stored_mb(action.store) + needed - 1
        return site.put(replace(site.backup_stores[action.store], capacity_mb=capacity)), action
