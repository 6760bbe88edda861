from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, MountDatastore
from labs.datacenter.case import Case
from labs.datacenter.edits import with_files_on, with_new_datastore
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, MIGRATIONS, NEW_MACHINES, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import MountMode

READ_ONLY = MountMode.READ_ONLY
READ_WRITE = MountMode.READ_WRITE
# these rename, write or delete files where they lie
_IN_PLACE = ("RegisterVM", "MarkAsTemplate", "MarkAsVirtualMachine", "DestroyVM")


class DatastoreReadOnly(Rule):
    """The host that would use the machine's files mounts their datastore read-only."""

    code = "storage.datastore_read_only"
    fault = "DatastoreNotWritableOnHost"
    objective = {
        "COLD": "6.04",
        "SUSP": "6.04",
        "VMO": "6.20",
        "SVMO": "6.13",
        "XHOST": "6.28",
        "PowerOn": "1.22",
        "Resume": "1.22",
        "AddDisk": "5.05",
        "ExtendDisk": "5.09",
        "InflateDisk": "5.05",
        **dict.fromkeys((*NEW_MACHINES, *_IN_PLACE), "1.22"),
    }
    source = api(
        "DatastoreNotWritableOnHost",
        "that it also refuses a change of host alone is the engine's choice",
    )
    asks = Asks(
        **dict.fromkeys(
            (
                *MIGRATIONS,
                *("PowerOn", "Resume"),
                *("AddDisk", "ExtendDisk", "InflateDisk"),
                *NEW_MACHINES,
                *_IN_PLACE,
            ),
            ERROR,
        )
    )
    says = Text(
        zh="以只读方式挂载{datastore}，不能写入{vm}的文件",
        en="mounts {datastore} read-only and cannot write files of {vm}",
    )
    hint = Text(
        zh="以读写方式重新挂载，或选择其他数据存储。",
        en="Mount it read-write, or choose another datastore.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                Ref("host", case.target.name),
                datastore=Ref("datastore", name),
                vm=Ref("vm", case.arrival.name),
            )
            for name in _read_only(case)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for name in _read_only(case):
            yield MountDatastore(host=case.target.name, datastore=name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        vm = site.machine(getattr(action, "vm", None))
        target = getattr(action, "host", None) or vm.host
        if action.places_files(site):
            site = with_new_datastore(site, "nas-ro", {target: READ_ONLY})
            return site, replace(action, datastore="nas-ro")
        mounts = {vm.host: READ_WRITE, target: READ_ONLY}
        return with_files_on(with_new_datastore(site, "nas-ro", mounts), vm.name, "nas-ro"), action


def _read_only(case: Case) -> list[str]:
    """Datastores that will hold the files, mounted read-only where the machine will be."""
    found = []
    for name in case.files_then_on:
        mount = case.target.mount(name)
        if mount is not None and mount.mode is READ_ONLY:
            found.append(name)
    return found
