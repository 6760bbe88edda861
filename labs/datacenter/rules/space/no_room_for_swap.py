from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate, RemoveAllSnapshots, ReserveMemory
from labs.datacenter.case import Case
from labs.datacenter.edits import with_free_mb
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Quantity, Ref, Text


class NoRoomForSwap(Rule):
    """Running the machine takes a swap file for which its datastore has no room.

    With less memory reserved, the file of a running machine has to grow.
    """

    code = "space.no_room_for_swap"
    fault = "NoDiskSpace"
    objective = "5.04"
    source = Source(
        "vSphere Web Services API Reference: NoDiskSpace; vSphere Resource Management (5.5, 6.7): "
        "swap file; that it grows with a smaller reservation while the machine runs was not read",
        unverified_in=("ReserveMemory",),
    )
    asks = Asks(PowerOn=ERROR, Resume=ERROR, ReserveMemory=ERROR)
    says = Text(
        zh="只有{free}可用空间，而{vm}的交换文件需要{needed}",
        en="has {free} free, but the swap file of {vm} needs {needed}",
    )
    hint = Text(
        zh="腾出空间，或提高内存预留，使交换文件变小。",
        en="Make room, or raise the memory reservation so that the swap file shrinks.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        datastore = case.vm.files.config
        free, needed = case.site.free_mb(datastore), _needed_mb(case.site, case.action)
        if needed <= free:
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
        site, full = case.site, case.vm.files.config
        if not isinstance(case.action, ReserveMemory):
            short = case.vm.swap_file_mb - max(0, site.free_mb(full))
            reserved = case.vm.memory.reservation_mb
            yield ReserveMemory(vm=case.vm.name, reservation_mb=reserved + short)
        for name in site.vms_of_datastore[full]:
            if site.vms[name].snapshots.tree:
                yield RemoveAllSnapshots(vm=name)
            for mount in site.hosts[site.vms[name].host].mounts:
                if mount.datastore != full:
                    yield Migrate(vm=name, datastore=mount.datastore)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        needed = _needed_mb(site, action)
        if needed <= 0:
            return None
        return with_free_mb(site, site.vms[action.vm].files.config, needed - 1), action


def _needed_mb(site: Site, action: Action) -> int:
    """The whole file, or by how much that of a running machine grows."""
    if isinstance(action, ReserveMemory):
        return -action.more_mb(site)
    return site.vms[action.vm].swap_file_mb
