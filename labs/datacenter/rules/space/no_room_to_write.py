from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import (
    Action,
    ConsolidateDisks,
    Migrate,
    RemoveAllSnapshots,
    WriteToDisk,
)
from labs.datacenter.case import Case
from labs.datacenter.edits import with_free_mb
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Quantity, Ref, Text


class NoRoomToWrite(Rule):
    """The guest writes, and the thin disk or delta cannot grow: its datastore is full."""

    code = "space.no_room_to_write"
    fault = "NoDiskSpace"
    objective = "5.18"
    source = api("NoDiskSpace", "vSphere VM Administration (6.5.1, 6.7, 7.0): Snapshot limitations")
    asks = Asks(WriteToDisk=ERROR)
    says = Text(
        zh="只有{free}可用空间，而{vm}的{disk}还要增长{needed}",
        en="has {free} free, but {disk} of {vm} would grow by {needed}",
    )
    hint = Text(
        zh="删除旧快照或迁走其他虚拟机，腾出空间。",
        en="Make room: remove old snapshots or migrate other machines away.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        disk = case.vm.disk(case.action.disk)
        free, needed = case.site.free_mb(disk.datastore), case.action.growth_mb(case.site)
        if needed <= max(0, free) or case.action.size_mb > disk.guest_mb:
            return ()
        return [
            self.finding(
                case,
                Ref("datastore", disk.datastore),
                free=Quantity(free, "MB"),
                vm=Ref("vm", case.vm.name),
                disk=disk.label,
                needed=Quantity(needed, "MB"),
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        site, full = case.site, case.vm.disk(case.action.disk).datastore
        for name in site.vms_of_datastore[full]:
            if site.vms[name].snapshots.tree:
                yield RemoveAllSnapshots(vm=name)
            elif site.vms[name].needs_consolidation:
                yield ConsolidateDisks(vm=name)
            for mount in site.hosts[site.vms[name].host].mounts:
                if mount.datastore != full:
                    yield Migrate(vm=name, datastore=mount.datastore)

    def breaks(self, site: Site, action: WriteToDisk) -> tuple[Site, WriteToDisk] | None:
        needed = action.growth_mb(site)
        if needed == 0:
            return None
        return with_free_mb(
            site, site.vms[action.vm].disk(action.disk).datastore, needed - 1
        ), action
