from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate
from labs.datacenter.actions.consolidation import merging
from labs.datacenter.case import Case
from labs.datacenter.edits import with_free_mb, with_thin_disks
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, WARNING, Asks, Finding, Rule, api
from labs.datacenter.text import Quantity, Ref, Text


class NoRoomToMerge(Rule):
    """Deltas are to be merged into files that would have to grow beyond the room there is.

    A snapshot leaves the tree all the same, and its deltas stay on the disk until consolidation.
    """

    code = "space.no_room_to_merge"
    fault = "NoDiskSpace"
    objective = "5.14"
    source = api(
        "NoDiskSpace",
        "vSphere VM Administration (6.5.1, 6.7, 7.0): Deleting snapshots",
        "the room needed, block by block new, is the engine's choice",
        mark="E",
    )
    asks = Asks(RemoveSnapshot=WARNING, RemoveAllSnapshots=WARNING, ConsolidateDisks=ERROR)
    says = Text(
        zh="只有{free}可用空间，而合并{vm}的增量磁盘需要{needed}；增量磁盘只能留着等待整合",
        en="has {free} free, but merging the deltas of {vm} needs {needed}; "
        "they stay until consolidation",
    )
    hint = Text(zh="腾出空间后整合磁盘。", en="Make room, then consolidate the disks.")

    def check(self, case: Case) -> Sequence[Finding]:
        left = case.site.put(case.action.without(case.site))
        _, room = merging(left.vms[case.vm.name])
        return [
            self.finding(
                case,
                Ref("datastore", name),
                free=Quantity(left.free_mb(name), "MB"),
                needed=Quantity(needed, "MB"),
                vm=Ref("vm", case.vm.name),
            )
            for name, needed in sorted(room.items())
            if needed > left.free_mb(name)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        site = case.site
        for full in case.vm.datastores:
            for name in site.vms_of_datastore[full]:
                for mount in site.hosts[site.vms[name].host].mounts:
                    if mount.datastore != full:
                        yield Migrate(vm=name, datastore=mount.datastore)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        site = with_thin_disks(site, action.vm)
        left = site.put(action.without(site))
        _, room = merging(left.vms[action.vm])
        if not any(room.values()):
            return None
        name = max(room, key=room.__getitem__)
        spare = left.free_mb(name) - (room[name] - 1)
        return with_free_mb(site, name, site.free_mb(name) - spare), action
