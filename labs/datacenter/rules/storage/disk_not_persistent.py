from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, ChangeDiskMode, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_hardware
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import DiskMode

NONPERSISTENT = DiskMode.INDEPENDENT_NONPERSISTENT


class DiskNotPersistent(Rule):
    """A disk of a running machine is to be moved although its mode is not persistent."""

    code = "storage.disk_not_persistent"
    fault = "NonPersistentDisksNotSupported"
    objective = {"SVMO": "6.23", "XHOST": "6.28"}
    source = api(
        "NonPersistentDisksNotSupported",
        "vCenter Server and Host Management (6.7): Storage vMotion requirements and limitations",
    )
    asks = Asks(SVMO=ERROR, XHOST=ERROR)
    says = Text(
        zh="的{disk}是{mode}模式，开机状态下不能移动",
        en="has {disk} in {mode} mode, which cannot be moved while it runs",
    )
    hint = Text(
        zh="关机后把磁盘改为持久模式，或用冷迁移。",
        en="Power it off and make the disk persistent, or use cold migration.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(case, Ref("vm", case.vm.name), disk=disk.label, mode=disk.mode)
            for disk in case.vm.disks
            if disk.mode is NONPERSISTENT and disk.datastore != case.datastore.name
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for disk in case.vm.disks:
            if disk.mode is NONPERSISTENT and disk.datastore != case.datastore.name:
                yield ChangeDiskMode(vm=case.vm.name, disk=disk.label, mode=DiskMode.PERSISTENT)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        disks = site.vms[action.vm].hardware.disks
        if not disks:
            return None
        changed = (replace(disks[0], mode=NONPERSISTENT), *disks[1:])
        return with_hardware(site, action.vm, disks=changed), action
