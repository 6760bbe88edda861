"""Network adapters and devices of a machine: add and remove them (`ReconfigVM_Task`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.hardware import Device, DeviceBacking, VirtualNic
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Ref, Text
from labs.datacenter.words import BackingType, DeviceKind, PowerState

ON = PowerState.ON
OFF = PowerState.OFF

# what a new device stands on, and its name without a number
_NEW = {
    DeviceKind.CDROM: (BackingType.CLIENT, "CD/DVD drive"),
    DeviceKind.FLOPPY: (BackingType.CLIENT, "Floppy drive"),
    DeviceKind.SERIAL: (BackingType.HOST, "Serial port"),
    DeviceKind.USB: (BackingType.PASSTHROUGH, "USB device"),
    DeviceKind.PCI: (BackingType.PASSTHROUGH, "PCI device"),
}


def free_label(name: str, parts: Iterable[VirtualNic | Device]) -> str:
    """The name with the first number that no part has."""
    taken = {part.label for part in parts}
    return next(label for n in range(1, len(taken) + 2) if (label := f"{name} {n}") not in taken)


def _with_nics(vm: VM, nics: Iterable[VirtualNic]) -> VM:
    nics = tuple(sorted(nics, key=lambda nic: nic.label))
    return replace(vm, hardware=replace(vm.hardware, nics=nics))


def _with_devices(vm: VM, devices: Iterable[Device]) -> VM:
    devices = tuple(sorted(devices, key=lambda device: device.label))
    return replace(vm, hardware=replace(vm.hardware, devices=devices))


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNic(Action):
    """A new, connected adapter on a network of the machine's host."""

    label: ClassVar = Text(zh="添加网卡", en="Add a network adapter")
    needs_power: ClassVar = (ON, OFF)
    sentence: ClassVar = Text(
        zh="为{vm}添加接到{network}的网卡", en="Add a network adapter on {network} to {vm}"
    )
    vm: str = naming("vm")
    network: str = naming("network", of="vm")

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        label = free_label("Network adapter", vm.hardware.nics)
        nic = VirtualNic(label=label, network=self.network)
        told = event("NicAdded", site.now_s, nic=Ref("nic", label), **self.facts)
        return site.put(_with_nics(vm, (*vm.hardware.nics, nic))), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveNic(Action):
    """Takes an adapter from the machine, which may lose its network by that."""

    label: ClassVar = Text(zh="移除网卡", en="Remove a network adapter")
    needs_power: ClassVar = (ON, OFF)
    sentence: ClassVar = Text(zh="从{vm}移除{nic}", en="Remove {nic} from {vm}")
    vm: str = naming("vm")
    nic: str = naming("nic", of="vm")

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        nics = (nic for nic in vm.hardware.nics if nic.label != self.nic)
        told = event("NicRemoved", site.now_s, **self.facts)
        return site.put(_with_nics(vm, nics)), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddDevice(Action):
    """A new device. Drives wait for media; ports and devices are those of the machine's host."""

    label: ClassVar = Text(zh="添加设备", en="Add a device")
    needs_power: ClassVar = (ON, OFF)
    sentence: ClassVar = Text(zh="为{vm}添加{kind}", en="Add a {kind} to {vm}")
    vm: str = naming("vm")
    kind: DeviceKind

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "kind": self.kind}

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        backing, name = _NEW[self.kind]
        device = Device(
            label=free_label(name, vm.hardware.devices),
            kind=self.kind,
            backing=DeviceBacking(type=backing),
            connected=backing is not BackingType.CLIENT,
        )
        told = event("DeviceAdded", site.now_s, device=Ref("device", device.label), **self.facts)
        return site.put(_with_devices(vm, (*vm.hardware.devices, device))), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveDevice(Action):
    """Takes a device from the machine."""

    label: ClassVar = Text(zh="移除设备", en="Remove a device")
    needs_power: ClassVar = (ON, OFF)
    sentence: ClassVar = Text(zh="从{vm}移除{device}", en="Remove {device} from {vm}")
    vm: str = naming("vm")
    device: str = naming("device", of="vm")

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        devices = (one for one in vm.hardware.devices if one.label != self.device)
        told = event("DeviceRemoved", site.now_s, **self.facts)
        return site.put(_with_devices(vm, devices)), (told,)


describe(AddDevice, kind=Text(zh="设备种类", en="kind of device"))
