from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, BackUp, DeleteBackup, RemoveBackupStore
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.rules.task.in_progress import ways_out
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import BackupKind


class StoreInUse(Rule):
    """The store to be removed holds restore points, or a task reads or writes it."""

    code = "backup.store_in_use"
    fault = "ResourceInUse"
    objective = "7.02"
    source = api(
        "ResourceInUse", "that a store with restore points stays is the engine's choice", mark="E"
    )
    asks = Asks(RemoveBackupStore=ERROR)
    says = Text(
        zh="还有{count}个恢复点，还有{tasks}个任务在用它",
        en="holds restore points ({count}) or is used by tasks ({tasks})",
    )
    hint = Text(
        zh="先删除其中的恢复点，并等任务完成。",
        en="Delete its restore points first, and wait for the tasks.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        store = case.action.store
        points = case.site.points_of_store.get(store, ())
        tasks = case.site.jobs_on(store)
        if not points and not tasks:
            return ()
        about = Ref("backup_store", store)
        return [self.finding(case, about, count=len(points), tasks=len(tasks))]

    def cures(self, case: Case) -> Iterator[Action]:
        for task in case.site.jobs_on(case.action.store):
            yield from ways_out(case.site, task)
        for name in reversed(case.site.points_of_store.get(case.action.store, ())):
            yield DeleteBackup(restore_point=name)

    def breaks(
        self, site: Site, action: RemoveBackupStore
    ) -> tuple[Site, RemoveBackupStore] | None:
        vm = next(iter(site.vms), None)
        if vm is None:
            return None
        backup = BackUp(vm=vm, store=action.store, kind=BackupKind.FULL)
        return backup.effect(site)[0], action
