from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, BackUp, RevertToSnapshot
from labs.datacenter.case import Case
from labs.datacenter.edits import with_hardware
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import COPIES, ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class BaseDiskLost(Rule):
    """The file of a base disk is gone or corrupt: every delta rests on it, so no snapshot helps."""

    code = "storage.base_disk_lost"
    fault = "FileNotFound"
    objective = "5.17"
    source = api(
        "FileNotFound",
        "vSphere VM Administration (6.5.1, 6.7, 7.0): Using snapshots",
        "the fault for a corrupt file is the engine's choice",
        mark="E",
    )
    asks = Asks(
        PowerOn=ERROR,
        Resume=ERROR,
        RevertToSnapshot=ERROR,
        BackUp=ERROR,
        **dict.fromkeys(COPIES, ERROR),
    )
    says = Text(
        zh="的{disk}的基础磁盘文件丢失或损坏，没有任何快照可用",
        en="has lost the base disk of {disk}, and no snapshot is usable without it",
    )
    hint = Text(
        zh="快照不是备份；请从备份恢复磁盘。",
        en="A snapshot is no backup; restore the disk from one.",
    )
    incurable = Text(
        zh="站点里没有这块磁盘的其他副本。", en="The site holds no other copy of the disk."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(case, Ref("vm", case.vm.name), disk=disk.label)
            for disk in self._used(case)
            if disk.lost
        ]

    def _used(self, case: Case) -> Sequence:
        """A revert uses the disks that the snapshot holds, a backup those it can copy."""
        disks = case.vm.disks
        if isinstance(case.action, BackUp):
            return [disk for disk in disks if not disk.is_left_out]
        if not isinstance(case.action, RevertToSnapshot):
            return disks
        held = case.vm.snapshot(case.action.snapshot)
        return [disk for disk in disks if held.frozen(disk.label) is not None]

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        disks = site.vms[action.vm].hardware.disks
        if not disks:
            return None
        return with_hardware(
            site, action.vm, disks=(replace(disks[0], lost=True), *disks[1:])
        ), action
