from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import Migrate
from labs.datacenter.aspects import RAW_DISKS
from labs.datacenter.case import Case
from labs.datacenter.edits import with_raw_disk
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import DatastoreKind, Provision, RdmMode

PHYSICAL = RdmMode.PHYSICAL


class PhysicalRdmConverted(Rule):
    """A raw device in physical compatibility mode is to become a disk file while in use."""

    code = "storage.physical_rdm_converted"
    fault = "PhysCompatRDMNotSupported"
    objective = {"SVMO": "6.23", "XHOST": "6.28"}
    source = Source(
        "vCenter Server and Host Management (5.5, 6.7, 7.0): Storage vMotion requirements and "
        "limitations; that it answers PhysCompatRDMNotSupported is the engine's choice",
        "E",
    )
    asks = Asks(SVMO=ERROR, XHOST=ERROR)
    aspects = RAW_DISKS
    says = Text(
        zh="的{disk}以{mode}映射LUN {lun}，开机时只能迁移指针文件，不能转换为{provision}的磁盘",
        en="maps LUN {lun} as {disk} in {mode}: in use only the pointer can be moved, and the "
        "data cannot become a {provision} disk",
    )
    hint = Text(
        zh="磁盘格式选择与源相同，只迁移指针文件。",
        en="Keep the format of the source, so that only the pointer is moved.",
    )
    incurable = Text(
        zh="改变请求即可：不转换格式。", en="Another request will do: one without a conversion."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                disk=disk.label,
                mode=disk.rdm.mode,
                lun=Ref("lun", disk.rdm.lun),
                provision=case.action.provision,
            )
            for disk in case.vm.raw_disks
            if disk.rdm.mode is PHYSICAL and case.action.converts(disk)
        ]

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        first = site.vms[action.vm].disks[0]
        if site.datastores[first.datastore].kind is DatastoreKind.NFS:
            return None
        if action.datastore in (None, first.datastore):
            return None
        site = with_raw_disk(site, action.vm, "lun-9", mode=PHYSICAL)
        return site, replace(action, provision=Provision.THIN)
