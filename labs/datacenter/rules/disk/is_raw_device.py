from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import ExtendDisk
from labs.datacenter.case import Case
from labs.datacenter.edits import with_raw_disk
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import DatastoreKind


class IsRawDevice(Rule):
    """The disk maps a LUN, whose size the array decides."""

    code = "disk.is_raw_device"
    fault = "InvalidDeviceOperation"
    objective = "5.09"
    source = Source(
        "vSphere Web Services API Reference: InvalidDeviceOperation; that it answers this is the "
        "engine's choice",
        "E",
    )
    asks = Asks(ExtendDisk=ERROR)
    says = Text(
        zh="的{disk}映射LUN {lun}，其容量由存储阵列决定",
        en="has {disk} mapped to LUN {lun}, whose size is that of the LUN",
    )
    hint = Text(zh="在存储阵列上扩展LUN。", en="Extend the LUN on the array.")
    incurable = Text(
        zh="存储阵列不在已实现的操作之内；迁移时可以把它转换为磁盘文件。",
        en="The array is not among what this engine acts on; a migration may convert it.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        disk = case.vm.disk(case.action.disk)
        if disk.rdm is None:
            return ()
        vm = Ref("vm", case.vm.name)
        return [self.finding(case, vm, disk=disk.label, lun=Ref("lun", disk.rdm.lun))]

    def breaks(self, site: Site, action: ExtendDisk) -> tuple[Site, ExtendDisk] | None:
        first = site.vms[action.vm].disks[0]
        if site.datastores[first.datastore].kind is DatastoreKind.NFS:
            return None
        return with_raw_disk(site, action.vm, "lun-9"), replace(action, disk=first.label)
