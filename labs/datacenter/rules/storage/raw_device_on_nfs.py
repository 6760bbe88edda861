from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import Migrate
from labs.datacenter.aspects import RAW_DISKS
from labs.datacenter.case import Case
from labs.datacenter.edits import with_raw_disk
from labs.datacenter.inventory.hardware import Disk
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import DatastoreKind, PowerState, RdmMode

_POINTER = Text(zh="其指针文件不能放到", en="its pointer cannot lie on")
_IN_USE = Text(zh="开机时不能转换到", en="it cannot be converted in use to a file on")


class RawDeviceOnNfs(Rule):
    """The pointer of a raw device mapping would come to lie on NFS, or its data while in use."""

    code = "storage.raw_device_on_nfs"
    fault = "RDMNotSupportedOnDatastore"
    objective = {"COLD": "6.04", "SUSP": "6.07", "SVMO": "6.26", "XHOST": "6.28"}
    source = Source(
        "vSphere Web Services API Reference: RDMNotSupportedOnDatastore; vCenter Server and Host "
        "Management (5.5, 6.7, 7.0): Storage vMotion requirements and limitations; vSphere "
        "Storage: raw device mapping (not read)",
        unverified_in=("COLD", "SUSP"),
    )
    aspects = RAW_DISKS
    asks = Asks(COLD=ERROR, SUSP=ERROR, SVMO=ERROR, XHOST=ERROR)
    says = Text(
        zh="的{disk}是LUN {lun}的裸设备映射，{what}NFS数据存储{datastore}",
        en="has {disk} mapped to LUN {lun}, and {what} the NFS datastore {datastore}",
    )
    hint = Text(zh="选择一个VMFS数据存储。", en="Choose a VMFS datastore.")
    incurable = Text(
        zh="数据存储的类型不能改变；可换一个目标。",
        en="A datastore keeps its kind; another target may do.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.moves_files or case.datastore.kind is not DatastoreKind.NFS:
            return ()
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                disk=disk.label,
                lun=Ref("lun", disk.rdm.lun),
                what=_IN_USE if case.action.converts(disk) else _POINTER,
                datastore=Ref("datastore", case.datastore.name),
            )
            for disk in case.vm.raw_disks
            if not case.action.converts(disk) or _is_live_copy(case, disk)
        ]

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        if action.datastore is None or not site.vms[action.vm].hardware.disks:
            return None
        hosts = (action.host,) if action.host else ()
        return with_raw_disk(site, action.vm, "lun-9", *hosts), action


def _is_live_copy(case: Case, disk: Disk) -> bool:
    """Whether a running machine's LUN would be copied; another rule speaks of physical mode."""
    return case.vm.power is PowerState.ON and disk.rdm.mode is RdmMode.VIRTUAL
