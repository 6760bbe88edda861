from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate, RevertToSnapshot, TakeSnapshot
from labs.datacenter.case import Case
from labs.datacenter.edits import with_free_mb, with_vm
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Quantity, Ref, Text
from labs.datacenter.words import PowerState


class NoRoomForMemoryImage(Rule):
    """The memory is to be written to a file for which the datastore has no room.

    By suspending, by a snapshot with memory, by a revert to a suspended state.
    """

    code = "space.no_room_for_memory_image"
    fault = "NoDiskSpace"
    objective = {"Suspend": "5.04", "TakeSnapshot": "5.13", "RevertToSnapshot": "5.13"}
    source = api(
        "NoDiskSpace",
        "that the swap file still exists while the image is written is the engine's choice",
        mark="E",
    )
    asks = Asks(Suspend=ERROR, TakeSnapshot=ERROR, RevertToSnapshot=ERROR)
    says = Text(
        zh="只有{free}可用空间，而{vm}的内存映像需要{needed}",
        en="has {free} free, but the memory image of {vm} needs {needed}",
    )
    hint = Text(zh="先腾出空间。", en="Make room first.")

    def check(self, case: Case) -> Sequence[Finding]:
        datastore = case.vm.files.config
        needed = _image_mb(case.site, case.action)
        free = _free_mb(case.site, case.action, datastore)
        if needed == 0 or needed <= free:
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
        for name in site.vms_of_datastore[full]:
            for mount in site.hosts[site.vms[name].host].mounts:
                if mount.datastore != full:
                    yield Migrate(vm=name, datastore=mount.datastore)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        needed, datastore = _image_mb(site, action), site.vms[action.vm].files.config
        if needed == 0:
            return None
        if isinstance(action, RevertToSnapshot):  # what the present state keeps would make room
            site = with_vm(site, action.vm, power=PowerState.OFF, cpu_generation=None)
        spare = _free_mb(site, action, datastore) - (needed - 1)
        return with_free_mb(site, datastore, site.free_mb(datastore) - spare), action


def _image_mb(site: Site, action: Action) -> int:
    """Size of the memory image that the action writes; 0 where it writes none."""
    vm = site.vms[action.vm]
    if isinstance(action, TakeSnapshot):
        return vm.hardware.memory_mb if action.captures_memory(vm) else 0
    if isinstance(action, RevertToSnapshot):
        snapshot = vm.snapshot(action.snapshot)
        return snapshot.memory_mb if snapshot.reverts_to is PowerState.SUSPENDED else 0
    return vm.hardware.memory_mb


def _free_mb(site: Site, action: Action, datastore: str) -> int:
    """Space for the image; a revert first deletes what was written since the snapshot."""
    if isinstance(action, RevertToSnapshot):
        return action.reverted(site, PowerState.OFF).free_mb(datastore)
    return site.free_mb(datastore)
