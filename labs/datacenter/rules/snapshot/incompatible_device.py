from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import TakeSnapshot
from labs.datacenter.case import Case
from labs.datacenter.edits import with_device
from labs.datacenter.inventory.hardware import Device
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import BackingType, DeviceKind

PASSTHROUGH = BackingType.PASSTHROUGH


_PASSED_THROUGH = Text(zh="直通设备", en="a device passed through")
_PHYSICAL = Text(zh="物理兼容模式的裸设备映射", en="a raw device mapping in physical mode")


class IncompatibleDevice(Rule):
    """A device or a LUN is passed through to the machine; its state cannot be captured."""

    code = "snapshot.incompatible_device"
    fault = "SnapshotIncompatibleDeviceInVm"
    objective = "5.10"
    source = api(
        "SnapshotIncompatibleDeviceInVm",
        "vSphere VM Administration (6.5.1, 6.7, 7.0): Snapshot limitations",
    )
    asks = Asks(TakeSnapshot=ERROR)
    says = Text(
        zh="的{device}是{kind}，这样的虚拟机不能创建快照",
        en="has {device}, {kind}, and no snapshot can be taken of such a machine",
    )
    hint = Text(
        zh="关机后移除该设备或映射，再创建快照。",
        en="Power it off and remove the device or the mapping first.",
    )
    incurable = Text(
        zh="移除设备不在已实现的操作之内。",
        en="Removing devices is not among the actions of this engine.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        hardware = case.vm.hardware
        found = [(one.label, _PASSED_THROUGH) for one in hardware.devices if _is_passed(one)]
        found += [(one.label, _PHYSICAL) for one in hardware.disks if one.is_physical_mapping]
        return [
            self.finding(case, Ref("vm", case.vm.name), device=label, kind=kind)
            for label, kind in found
        ]

    def breaks(self, site: Site, action: TakeSnapshot) -> tuple[Site, TakeSnapshot]:
        return with_device(site, action.vm, PASSTHROUGH, kind=DeviceKind.PCI), action


def _is_passed(device: Device) -> bool:
    return device.backing.type is PASSTHROUGH and device.kind is DeviceKind.PCI
