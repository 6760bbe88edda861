from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import EnableChangeTracking
from labs.datacenter.case import Case
from labs.datacenter.edits import with_hardware
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.tracking import OLDEST_HARDWARE
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class HardwareTooOld(Rule):
    """Changed blocks are to be tracked, and the virtual hardware is too old for it."""

    code = "backup.hardware_too_old"
    fault = "NotSupported"
    objective = "2.12"
    source = api(
        "VirtualMachineCapability.changeTrackingSupported",
        "VMware vSphere blog 2009: Data Recovery taking advantage of vSphere 4",
        "the fault is the engine's choice",
        mark="E",
    )
    asks = Asks(EnableChangeTracking=ERROR)
    says = Text(
        zh="的虚拟硬件版本是{hardware}，更改块跟踪要求版本{oldest}或更高",
        en="has virtual hardware version {hardware}, but changed-block tracking needs {oldest} "
        "or later",
    )
    hint = Text(
        zh="先升级虚拟硬件；没有更改块跟踪时，每次备份都是完整备份。",
        en="Upgrade the virtual hardware first; without tracking, each backup is a full one.",
    )
    incurable = Text(
        zh="升级虚拟硬件不在已实现的操作之内。",
        en="Upgrading virtual hardware is not among the actions of this engine.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        hardware = case.vm.hardware.version
        if hardware is None or hardware >= OLDEST_HARDWARE:
            return ()
        about = Ref("vm", case.vm.name)
        return [self.finding(case, about, hardware=hardware, oldest=OLDEST_HARDWARE)]

    def breaks(self, site: Site, action: EnableChangeTracking) -> tuple[Site, EnableChangeTracking]:
        return with_hardware(site, action.vm, version=OLDEST_HARDWARE - 1), action
