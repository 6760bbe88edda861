from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import TakeSnapshot
from labs.datacenter.case import Case
from labs.datacenter.edits import with_device
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import BackingType, DeviceKind

PASSTHROUGH = BackingType.PASSTHROUGH


class IncompatibleDevice(Rule):
    """A device of the host is passed through to the machine; its state cannot be captured."""

    code = "snapshot.incompatible_device"
    fault = "SnapshotIncompatibleDeviceInVm"
    objective = "5.10"
    source = api(
        "SnapshotIncompatibleDeviceInVm",
        "vSphere VM Administration (6.5.1, 6.7, 7.0): Snapshot limitations",
    )
    asks = Asks(TakeSnapshot=ERROR)
    says = Text(
        zh="的{device}是直通设备，有直通设备的虚拟机不能创建快照",
        en="has {device} passed through, and no snapshot can be taken of such a machine",
    )
    hint = Text(
        zh="关机后移除直通设备，再创建快照。", en="Power it off and remove the device first."
    )
    incurable = Text(
        zh="移除设备不在已实现的操作之内。",
        en="Removing devices is not among the actions of this engine.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(case, Ref("vm", case.vm.name), device=device.label)
            for device in case.vm.hardware.devices
            if device.backing.type is PASSTHROUGH and device.kind is DeviceKind.PCI
        ]

    def breaks(self, site: Site, action: TakeSnapshot) -> tuple[Site, TakeSnapshot]:
        return with_device(site, action.vm, PASSTHROUGH, kind=DeviceKind.PCI), action
