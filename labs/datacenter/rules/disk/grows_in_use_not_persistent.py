from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, ExtendDisk, PowerOff
from labs.datacenter.case import Case
from labs.datacenter.edits import with_disk
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import DiskMode, PowerState

ON = PowerState.ON
NONPERSISTENT = DiskMode.INDEPENDENT_NONPERSISTENT


class GrowsInUseNotPersistent(Rule):
    """A running machine writes the disk to a redo log, as its mode is not persistent."""

    code = "disk.grows_in_use_not_persistent"
    fault = "InvalidDeviceOperation"
    objective = "5.09"
    source = api(
        "InvalidDeviceOperation",
        "the product's message as quoted: hot-extend is supported only for virtual disks without "
        "snapshots opened in persistent mode",
    )
    asks = Asks(ExtendDisk=ERROR)
    says = Text(
        zh="正在运行，{disk}是{mode}模式，只有持久模式的磁盘才能在开机时扩展",
        en="runs with {disk} in {mode} mode, and only persistent disks can be extended in use",
    )
    hint = Text(zh="先关机，再扩展。", en="Power it off, and extend the disk then.")

    def check(self, case: Case) -> Sequence[Finding]:
        disk = case.vm.disk(case.action.disk)
        if case.vm.power is not ON or disk.mode is not NONPERSISTENT:
            return ()
        return [self.finding(case, Ref("vm", case.vm.name), disk=disk.label, mode=disk.mode)]

    def cures(self, case: Case) -> Iterator[Action]:
        yield PowerOff(vm=case.vm.name)

    def breaks(self, site: Site, action: ExtendDisk) -> tuple[Site, ExtendDisk] | None:
        if site.vms[action.vm].power is not ON:
            return None
        return with_disk(site, action.vm, action.disk, mode=NONPERSISTENT), action
