from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, ChangeDiskMode, TakeSnapshot
from labs.datacenter.case import Case
from labs.datacenter.edits import with_hardware
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import DiskMode


class MemoryWithIndependentDisk(Rule):
    """The memory is to be captured, but an independent disk would not be: they would not match."""

    code = "snapshot.memory_with_independent_disk"
    fault = "MemorySnapshotOnIndependentDisk"
    objective = "5.13"
    source = api(
        "MemorySnapshotOnIndependentDisk",
        "vSphere VM Administration (6.5.1, 6.7, 7.0): Snapshot limitations",
    )
    asks = Asks(TakeSnapshot=ERROR)
    says = Text(
        zh="的{disk}是{mode}模式，快照不含独立磁盘，所以不能包含内存",
        en="has {disk} in {mode} mode, which a snapshot leaves out, so it cannot hold the memory",
    )
    hint = Text(
        zh="创建不含内存的快照，或关机后把磁盘改为持久模式。",
        en="Take the snapshot without memory, or power off and make the disk persistent.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.action.captures_memory(case.vm):
            return ()
        return [
            self.finding(case, Ref("vm", case.vm.name), disk=disk.label, mode=disk.mode)
            for disk in case.vm.disks
            if disk.is_independent
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for disk in case.vm.disks:
            if disk.is_independent:
                yield ChangeDiskMode(vm=case.vm.name, disk=disk.label, mode=DiskMode.PERSISTENT)

    def breaks(self, site: Site, action: TakeSnapshot) -> tuple[Site, TakeSnapshot] | None:
        vm = site.vms[action.vm]
        if not action.captures_memory(vm) or not vm.hardware.disks:
            return None
        first, *others = vm.hardware.disks
        first = replace(first, mode=DiskMode.INDEPENDENT_PERSISTENT)
        return with_hardware(site, vm.name, disks=(first, *others)), action
