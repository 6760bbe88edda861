from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, RemoveDevice, TakeSnapshot
from labs.datacenter.case import Case
from labs.datacenter.edits import with_device
from labs.datacenter.inventory.hardware import Device
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import BackingType, BusSharing, DeviceKind

PASSTHROUGH = BackingType.PASSTHROUGH
UNSHARED = BusSharing.NONE


_PASSED_THROUGH = Text(zh="直通设备", en="a device passed through")
_PHYSICAL = Text(zh="物理兼容模式的裸设备映射", en="a raw device mapping in physical mode")
_SHARED = Text(zh="共享总线上的磁盘", en="a disk on a shared bus")


class IncompatibleDevice(Rule):
    """A device or LUN is passed through to the machine, or a bus shared: no state to capture."""

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

    def check(self, case: Case) -> Sequence[Finding]:
        devices, disks = case.vm.hardware.devices, case.vm.disks
        found = [(one.label, _PASSED_THROUGH) for one in devices if _is_passed(one)]
        found += [(one.label, _PHYSICAL) for one in disks if one.is_physical_mapping]
        found += [(one.label, _SHARED) for one in disks if one.sharing is not UNSHARED]
        return [
            self.finding(case, Ref("vm", case.vm.name), device=label, kind=kind)
            for label, kind in found
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        """Removing devices; a disk holds data, which nobody gives up for a snapshot."""
        for device in case.vm.hardware.devices:
            if _is_passed(device):
                yield RemoveDevice(vm=case.vm.name, device=device.label)

    def breaks(self, site: Site, action: TakeSnapshot) -> tuple[Site, TakeSnapshot]:
        return with_device(site, action.vm, PASSTHROUGH, kind=DeviceKind.PCI), action


def _is_passed(device: Device) -> bool:
    return device.backing.type is PASSTHROUGH and device.kind is DeviceKind.PCI
