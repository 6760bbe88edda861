from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate, RemoveDevice
from labs.datacenter.aspects import DEVICES
from labs.datacenter.case import Case
from labs.datacenter.edits import with_device
from labs.datacenter.inventory.hardware import Device
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, WARNING, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import BackingType, DeviceKind

PASSTHROUGH = BackingType.PASSTHROUGH


class Passthrough(Rule):
    """A device of the host is passed through to the machine, which ties it to that host.

    USB devices that are set up for vMotion stay connected over the network, within a datacenter.
    """

    code = "device.passthrough"
    fault = "DisallowedMigrationDeviceAttached"
    objective = "6.22"
    source = api(
        "DisallowedMigrationDeviceAttached",
        "vSphere Virtual Machine Administration (6.5.1, 7.0): configuring USB devices for vMotion",
    )
    aspects = DEVICES
    asks = Asks(COLD=WARNING, SUSP=ERROR, VMO=ERROR, XHOST=ERROR)
    says = Text(
        zh="的{device}是主机{host}的直通设备，不能随虚拟机移动",
        en="has {device} passed through from {host}, which cannot move with it",
    )
    hint = Text(
        zh="关机后移除直通设备，再迁移。", en="Power it off and remove the device before migrating."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.moves_host:
            return ()
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                device=device.label,
                host=Ref("host", case.source.name),
            )
            for device in _tied(case)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for device in _tied(case):
            yield RemoveDevice(vm=case.vm.name, device=device.label)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        if action.host is None:
            return None
        return with_device(site, action.vm, PASSTHROUGH, kind=DeviceKind.PCI), action


def _tied(case: Case) -> list[Device]:
    """Devices that cannot come along."""
    stays_near = case.source.datacenter == case.target.datacenter
    return [
        one
        for one in case.vm.hardware.devices
        if one.backing.type is PASSTHROUGH and not (one.vmotion and stays_near)
    ]
