from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_free_mb
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Quantity, Ref, Text


class NoRoomForMemoryImage(Rule):
    """Suspending writes the memory to a file for which the datastore has no room."""

    code = "space.no_room_for_memory_image"
    fault = "NoDiskSpace"
    objective = "5.04"
    source = api(
        "NoDiskSpace",
        "that the swap file still exists while the image is written is the engine's choice",
        mark="E",
    )
    asks = Asks(Suspend=ERROR)
    says = Text(
        zh="只有{free}可用空间，而{vm}的内存映像需要{needed}",
        en="has {free} free, but the memory image of {vm} needs {needed}",
    )
    hint = Text(zh="先腾出空间。", en="Make room first.")

    def check(self, case: Case) -> Sequence[Finding]:
        datastore = case.vm.files.config
        free, needed = case.site.free_mb(datastore), case.vm.hardware.memory_mb
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
        for name in site.vms_of_datastore.get(full, ()):
            for mount in site.hosts[site.vms[name].host].mounts:
                if mount.datastore != full:
                    yield Migrate(vm=name, datastore=mount.datastore)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        vm = site.vms[action.vm]
        if vm.hardware.memory_mb == 0:
            return None
        return with_free_mb(site, vm.files.config, vm.hardware.memory_mb - 1), action
