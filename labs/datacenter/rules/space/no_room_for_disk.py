from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, ExtendDisk, InflateDisk, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_free_mb
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.rules.storage.file_too_large import is_beyond_vmfs3
from labs.datacenter.text import Quantity, Ref, Text


class NoRoomForDisk(Rule):
    """A thick disk takes all of its size at once, and the datastore has less.

    A thin one takes nothing until the guest writes.
    """

    code = "space.no_room_for_disk"
    fault = "NoDiskSpace"
    objective = {"AddDisk": "5.05", "ExtendDisk": "5.09", "InflateDisk": "5.05"}
    source = api("NoDiskSpace")
    asks = Asks(AddDisk=ERROR, ExtendDisk=ERROR, InflateDisk=ERROR)
    says = Text(
        zh="只有{free}可用空间，而{vm}的厚置备磁盘还需要{needed}",
        en="has {free} free, but the thick disk of {vm} needs {needed} more",
    )
    hint = Text(zh="先腾出空间，或使用精简置备的磁盘。", en="Make room first, or use a thin disk.")

    def check(self, case: Case) -> Sequence[Finding]:
        datastore, needed = case.action.room(case.site)
        free = case.site.free_mb(datastore)
        if needed <= max(0, free) or _judged_by_others(case, datastore):
            return ()
        return [
            self.finding(
                case,
                Ref("datastore", datastore),
                free=Quantity(free, "MB"),
                needed=Quantity(needed, "MB"),
                vm=Ref("vm", case.vm.name),
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        site, (full, _) = case.site, case.action.room(case.site)
        for name in site.vms_of_datastore.get(full, ()):
            for mount in site.hosts[site.vms[name].host].mounts:
                if mount.datastore != full:
                    yield Migrate(vm=name, datastore=mount.datastore)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        datastore, needed = action.room(site)
        return (with_free_mb(site, datastore, needed - 1), action) if needed > 0 else None


def _judged_by_others(case: Case, datastore: str) -> bool:
    """Whether it could not be done with all the room in the world."""
    action, host = case.action, case.source
    if isinstance(action, (ExtendDisk, InflateDisk)) and case.vm.disk(action.disk).top is not None:
        return True
    size_mb = getattr(action, "size_mb", 0)
    too_large = size_mb > case.site.host_limit("disk_mb", host.name)
    too_large |= is_beyond_vmfs3(case.site, datastore, size_mb)
    return too_large or host.mount(datastore) is None
