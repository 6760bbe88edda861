from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, BackUp, DeleteBackup
from labs.datacenter.case import Case
from labs.datacenter.edits import without_restore_points
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import BackupKind


class TooManyMachines(Rule):
    """The backup appliance protects as many machines as it may, and this would be one more."""

    code = "backup.too_many_machines"
    fault = "LimitExceeded"
    objective = "7.02"
    source = api(
        "LimitExceeded",
        "vSphere Data Protection 5.1 and Data Recovery: 100 machines an appliance",
        "the fault is the engine's choice",
        mark="E",
    )
    asks = Asks(BackUp=ERROR)
    says = Text(
        zh="已保护{count}台虚拟机，最多{most}台",
        en="protects {count} machines, and {most} is the most",
    )
    hint = Text(
        zh="改用另一个备份设备，或删除某台虚拟机的全部备份。",
        en="Use another appliance, or delete every backup of some machine.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        store = case.site.backup_stores[case.action.store]
        if store.vms_limit is None:
            return ()
        others = case.site.vms_in_store(store.name) - {case.vm.name}
        if len(others) < store.vms_limit:
            return ()
        about = Ref("backup_store", store.name)
        return [self.finding(case, about, count=len(others), most=store.vms_limit)]

    def cures(self, case: Case) -> Iterator[Action]:
        for name in case.site.points_of_store.get(case.action.store, ()):
            yield DeleteBackup(restore_point=name)

    def breaks(self, site: Site, action: BackUp) -> tuple[Site, BackUp] | None:
        if action.kind is not BackupKind.FULL:
            return None
        site = without_restore_points(site, action.vm)
        others = len(site.vms_in_store(action.store))
        if not others:
            return None
        return site.put(replace(site.backup_stores[action.store], most_vms=others)), action
