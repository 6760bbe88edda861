from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import Action
from labs.datacenter.aspects import RAW_DISKS
from labs.datacenter.case import Case
from labs.datacenter.edits import with_raw_disk
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import COPIES, ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import RdmMode


class RawDeviceNotCloned(Rule):
    """A raw device mapping in physical compatibility mode cannot be copied into a disk file.

    One in virtual mode can: the copy has a thick disk as large as the LUN.
    """

    code = "storage.raw_device_not_cloned"
    fault = "PhysCompatRDMNotSupported"
    objective = {"CloneVM": "4.04", "CloneToTemplate": "5.07", "DeployTemplate": "5.06"}
    source = api(
        "PhysCompatRDMNotSupported", "vSphere Storage: raw device mapping (not read)", mark="K"
    )
    aspects = RAW_DISKS
    asks = Asks(**dict.fromkeys(COPIES, ERROR))
    says = Text(
        zh="的{disk}以物理兼容模式映射LUN {lun}，不能复制成磁盘文件",
        en="has {disk} mapped to LUN {lun} in physical compatibility mode, "
        "which cannot be copied into a disk file",
    )
    hint = Text(
        zh="改用虚拟兼容模式的映射，或在客户机内复制数据。",
        en="Map the LUN in virtual compatibility mode, or copy the data from inside the guest.",
    )
    incurable = Text(
        zh="改变映射的兼容模式不在已实现的操作之内。",
        en="Changing the mode of a mapping is not among the actions of this engine.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case, Ref("vm", case.vm.name), disk=disk.label, lun=Ref("lun", disk.rdm.lun)
            )
            for disk in case.vm.raw_disks
            if disk.rdm.mode is RdmMode.PHYSICAL
        ]

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        if not site.vms[action.vm].hardware.disks:
            return None
        return with_raw_disk(site, action.vm, "lun-9", mode=RdmMode.PHYSICAL), action
