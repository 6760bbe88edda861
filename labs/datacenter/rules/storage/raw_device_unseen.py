from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate, PresentLun
from labs.datacenter.aspects import RAW_DISKS
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host, with_raw_disk
from labs.datacenter.inventory.hardware import Disk
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class RawDeviceUnseen(Rule):
    """The target host does not see the LUN behind a raw device mapping that stays one."""

    code = "storage.raw_device_unseen"
    fault = "RDMPointsToInaccessibleDisk"
    objective = {
        "COLD": "6.04",
        "SUSP": "6.07",
        "VMO": "6.10",
        "XHOST": "6.28",
        "RegisterVM": "5.05",
        "MarkAsVirtualMachine": "5.06",
    }
    source = api("RDMPointsToInaccessibleDisk")
    aspects = RAW_DISKS
    asks = Asks(
        COLD=ERROR,
        SUSP=ERROR,
        VMO=ERROR,
        XHOST=ERROR,
        RegisterVM=ERROR,
        MarkAsVirtualMachine=ERROR,
    )
    says = Text(
        zh="看不到LUN {lun}，而{vm}的{disk}是它的裸设备映射",
        en="does not see LUN {lun}, which {vm} maps as {disk}",
    )
    hint = Text(
        zh="先把该LUN呈现给目标主机，或在迁移时把映射转换为磁盘文件。",
        en="Present the LUN to the target host first, or convert the mapping to a disk file.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                Ref("host", case.target.name),
                lun=Ref("lun", disk.rdm.lun),
                vm=Ref("vm", case.vm.name),
                disk=disk.label,
            )
            for disk in _unseen(case)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for disk in _unseen(case):
            yield PresentLun(host=case.target.name, lun=disk.rdm.lun)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        vm = site.machine(action.vm)
        if action.host is None or not vm.hardware.disks:
            return None
        if vm.host == action.host and vm.name in site.vms:
            return None
        site = with_raw_disk(site, action.vm, "lun-9")
        if vm.host == action.host:  # nobody has it yet: the LUN need not be seen anywhere
            site = with_host(site, vm.host, luns=())
        return site, action


def _unseen(case: Case) -> list[Disk]:
    if not case.moves_host:
        return []
    unseen = [disk for disk in case.vm.raw_disks if disk.rdm.lun not in case.target.luns]
    if isinstance(case.action, Migrate):
        return [disk for disk in unseen if not case.action.converts(disk)]
    return unseen
