from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, RestorePath
from labs.datacenter.case import Case
from labs.datacenter.edits import with_paths
from labs.datacenter.inventory.host import Host, Mount, Path
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, MIGRATIONS, NEW_MACHINES, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import DatastoreKind, PathState

# these rename, write or delete files where they lie
_IN_PLACE = ("RegisterVM", "MarkAsTemplate", "MarkAsVirtualMachine", "DestroyVM")
ASKED = (
    *MIGRATIONS,
    *("PowerOn", "Resume", "Suspend"),
    *("AddDisk", "RemoveDisk", "ExtendDisk", "InflateDisk", "EncryptVM", "DecryptVM"),
    *("TakeSnapshot", "RevertToSnapshot", "RemoveSnapshot", "RemoveAllSnapshots"),
    *("ConsolidateDisks", "WriteToDisk", "RestoreVM"),
    *NEW_MACHINES,
    *_IN_PLACE,
)


class AllPathsDown(Rule):
    """A host that has to reach files of the machine has no live path to their datastore.

    Silent where the device itself is gone: another rule says that.
    """

    code = "storage.all_paths_down"
    fault = "InaccessibleDatastore"
    objective = "7.06"
    source = api(
        "InaccessibleDatastore",
        "vSphere Storage (6.5.1): multipathing, all paths down",
        own_in=("WriteToDisk",),  # what a guest writes is no call of the API
    )
    asks = Asks(**dict.fromkeys(ASKED, ERROR))
    says = Text(
        zh="到{datastore}的路径（共{count}条）全部中断",
        en="has lost every path to {datastore} (paths: {count})",
    )
    hint = Text(zh="先恢复一条路径。", en="Restore a path first.")

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                Ref("host", host.name),
                datastore=Ref("datastore", mount.datastore),
                count=len(mount.paths),
            )
            for host, mount in cut_off(case, device_lost=False)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for host, mount in cut_off(case, device_lost=False):
            for path in mount.paths:
                yield RestorePath(host=host.name, datastore=mount.datastore, path=path.name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        vm = site.machine(getattr(action, "vm", None))
        host = getattr(action, "host", None) or vm.host
        datastore = getattr(action, "datastore", None) or vm.files.config
        if site.datastores[datastore].kind is DatastoreKind.NFS:
            return None
        dead = [Path(name=f"vmhba{n}", state=PathState.DEAD) for n in (1, 2)]
        return with_paths(site, host, datastore, *dead), action


def cut_off(case: Case, *, device_lost: bool) -> list[tuple[Host, Mount]]:
    """Where files are read or written over paths that are all dead, or on a device that is gone.

    Where the array itself has failed, neither is to blame.
    """
    if not case.cut_off:
        return []
    datastores = case.site.datastores
    return [
        (host, mount)
        for host, mount in case.cut_off
        if mount.device_lost is device_lost and datastores[mount.datastore].accessible
    ]
