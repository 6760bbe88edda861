from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import BackUp
from labs.datacenter.case import Case
from labs.datacenter.edits import with_hardware
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import WARNING, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import DiskMode

_INDEPENDENT = Text(zh="独立磁盘", en="an independent disk")
_PHYSICAL = Text(zh="物理兼容模式的裸设备映射", en="a raw device mapping in physical mode")


class DiskLeftOut(Rule):
    """A disk that no snapshot can hold is left out of the backup."""

    code = "backup.disk_left_out"
    fault = "NotSupported"
    objective = "2.11"
    source = Source(
        "vSphere VM Administration (6.5.1, 6.7, 7.0): Snapshot limitations; VMworld 2013 session "
        "BCO4756: image backups rest on snapshots; the fault is the engine's choice",
        "E",
    )
    asks = Asks(BackUp=WARNING)
    says = Text(zh="的{disk}是{kind}，不会备份", en="has {disk}, {kind}, which is not backed up")
    hint = Text(
        zh="这块磁盘要在客户机内部另行备份。", en="Back that disk up from inside the guest."
    )
    incurable = Text(
        zh="这只是警告，其余磁盘照常备份。",
        en="This is a warning only; the other disks are backed up.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                disk=disk.label,
                kind=_PHYSICAL if disk.is_physical_mapping else _INDEPENDENT,
            )
            for disk in case.vm.disks
            if disk.is_left_out
        ]

    def breaks(self, site: Site, action: BackUp) -> tuple[Site, BackUp] | None:
        if not site.vms[action.vm].hardware.disks:
            return None
        first, *others = site.vms[action.vm].hardware.disks
        first = replace(first, mode=DiskMode.INDEPENDENT_PERSISTENT)
        return with_hardware(site, action.vm, disks=(first, *others)), action
