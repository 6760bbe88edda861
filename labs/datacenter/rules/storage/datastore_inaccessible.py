from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, RestoreDatastore
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, MIGRATIONS, NEW_MACHINES, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text

_READ_OR_WRITTEN = (
    *("PowerOn", "Resume", "Suspend"),
    *("TakeSnapshot", "RevertToSnapshot", "RemoveSnapshot", "RemoveAllSnapshots"),
    *("ConsolidateDisks", "WriteToDisk", "RestoreVM"),
    *("AddDisk", "RemoveDisk", "ExtendDisk", "InflateDisk", "EncryptVM", "DecryptVM"),
    *NEW_MACHINES,
    *("RegisterVM", "MarkAsTemplate", "MarkAsVirtualMachine", "DestroyVM"),
)


class DatastoreInaccessible(Rule):
    """The array of a datastore that holds files of the machine, or is to hold them, has failed."""

    code = "storage.datastore_inaccessible"
    fault = "InaccessibleDatastore"
    objective = "7.03"
    source = api(
        "InaccessibleDatastore",
        "DatastoreSummary.accessible",
        own_in=("WriteToDisk",),  # what a guest writes is no call of the API
    )
    asks = Asks(**dict.fromkeys((*MIGRATIONS, *_READ_OR_WRITTEN), ERROR))
    says = Text(
        zh="发生故障，所有主机都无法访问，而操作要用到{vm}在上面的文件",
        en="has failed and no host reaches it, but files of {vm} there are needed",
    )
    hint = Text(
        zh="先修复数据存储，或从备份恢复到别处。",
        en="Bring the datastore back, or restore the machine elsewhere from a backup.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        datastores = case.site.datastores
        return [
            self.finding(case, Ref("datastore", name), vm=Ref("vm", case.arrival.name))
            for name in _needed(case)
            if not datastores[name].accessible
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for name in _needed(case):
            yield RestoreDatastore(datastore=name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action]:
        vm = site.machine(getattr(action, "vm", None))
        gone = site.datastores[vm.files.config if vm else action.datastore]
        return site.put(replace(gone, accessible=False)), action


def _needed(case: Case) -> tuple[str, ...]:
    held = case.files_on if case.vm else ()
    if case.datastore is None:
        return held
    return tuple(sorted({*held, case.datastore.name}))
