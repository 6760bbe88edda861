from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, AddBackupStore, AddDatastore, TakeSnapshot
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, NEW_MACHINES, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text

_SNAPSHOT = Text(zh="这台虚拟机的一个快照", en="a snapshot of this machine")
_MACHINE = Text(zh="一台虚拟机或一个模板", en="a machine or a template")
_UNREGISTERED = Text(
    zh="一台未注册的虚拟机，它的文件还在",
    en="a machine that is not registered and whose files remain",
)
_DATASTORE = Text(zh="一个数据存储", en="a datastore")
_STORE = Text(zh="一个备份存储", en="a backup store")


class NameTaken(Rule):
    """What is to be made would have the name of something that is there."""

    code = "request.name_taken"
    fault = "DuplicateName"
    objective = {
        "TakeSnapshot": "5.10",
        "CloneToTemplate": "5.07",
        "DeployTemplate": "5.06",
        "CloneVM": "4.04",
        "CreateVM": "5.02",
        "AddDatastore": "1.22",
        "AddBackupStore": "7.02",
    }
    source = Source(
        "vSphere Web Services API Reference: DuplicateName; that snapshots of one machine, and "
        "machines of all folders, registered or not, have different names is the engine's choice",
        "E",
    )
    asks = Asks(
        TakeSnapshot=ERROR,
        AddDatastore=ERROR,
        AddBackupStore=ERROR,
        **dict.fromkeys(NEW_MACHINES, ERROR),
    )
    says = Text(zh="已经是{what}的名称", en="is already the name of {what}")
    hint = Text(zh="换一个名称。", en="Choose another name.")
    incurable = Text(
        zh="换一个名称即可，站点不必改变。", en="Another name will do; the site need not change."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        name = case.action.name
        kind, what = _owner(case, name)
        return [self.finding(case, Ref(kind, name), what=what)] if what else ()

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        if isinstance(action, TakeSnapshot):
            after, _ = action.effect(site)
            return after, action
        if isinstance(action, AddBackupStore):
            return action.effect(site)[0], action
        taken = site.datastores if isinstance(action, AddDatastore) else site.vms
        return site, replace(action, name=next(iter(taken)))


def _owner(case: Case, name: str) -> tuple[str, Text | None]:
    """The kind of what is to be made, and what has that name."""
    if isinstance(case.action, TakeSnapshot):
        return "snapshot", _SNAPSHOT if case.vm.snapshot(name) else None
    if isinstance(case.action, AddDatastore):
        return "datastore", _DATASTORE if name in case.site.datastores else None
    if isinstance(case.action, AddBackupStore):
        return "backup_store", _STORE if name in case.site.backup_stores else None
    if name in case.site.vms:
        return "vm", _MACHINE
    return "vm", _UNREGISTERED if name in case.site.unregistered else None
