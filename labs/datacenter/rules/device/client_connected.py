from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, DisconnectDevice, Migrate
from labs.datacenter.aspects import DEVICES
from labs.datacenter.case import Case
from labs.datacenter.edits import with_device
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import BackingType

CLIENT = BackingType.CLIENT


class ClientConnected(Rule):
    """A device is connected to a drive of somebody's client computer."""

    code = "device.client_connected"
    fault = "RemoteDeviceNotSupported"
    objective = "6.22"
    source = api("RemoteDeviceNotSupported")
    aspects = DEVICES
    asks = Asks(VMO=ERROR, XHOST=ERROR)
    says = Text(
        zh="的{device}连接着客户端计算机上的设备，不能在线迁移",
        en="has {device} connected to a client computer and cannot be moved live",
    )
    hint = Text(zh="先断开该设备。", en="Disconnect the device first.")

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(case, Ref("vm", case.vm.name), device=device.label)
            for device in case.vm.hardware.devices
            if device.backing.type is CLIENT and device.connected
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for device in case.vm.hardware.devices:
            if device.backing.type is CLIENT and device.connected:
                yield DisconnectDevice(vm=case.vm.name, device=device.label)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate]:
        return with_device(site, action.vm, CLIENT), action
