"""Media in the drives of a machine: mount and unmount them (`ReconfigVM_Task`)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.hardware import Device, DeviceBacking
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Ref, Text
from labs.datacenter.words import BackingType, DeviceKind

CLIENT = BackingType.CLIENT
DRIVES = (DeviceKind.CDROM, DeviceKind.FLOPPY)


def _with(vm: VM, changed: Device) -> VM:
    devices = tuple(changed if one.label == changed.label else one for one in vm.hardware.devices)
    return replace(vm, hardware=replace(vm.hardware, devices=devices))


@dataclass(frozen=True, slots=True, kw_only=True)
class MountMedia(Action):
    """Puts an image from a datastore, or what is in a drive of host or client, into a drive."""

    label: ClassVar = Text(zh="装载介质", en="Mount media")
    samples: ClassVar = {"file": (None,)}
    vm: str = naming("vm")
    device: str = naming("device", of="vm")
    backing: BackingType
    datastore: str | None = naming("datastore", default=None)
    file: str | None = None

    sentence: ClassVar = Text(
        zh="把{vm}的{device}接到{backing}", en="Connect {device} of {vm} to a {backing}"
    )
    from_datastore: ClassVar = Text(
        zh="在{vm}的{device}中装载{datastore}上的映像",
        en="Mount an image on {datastore} in {device} of {vm}",
    )

    @property
    def facts(self) -> dict[str, Fact]:
        found: dict[str, Fact] = {
            "vm": Ref("vm", self.vm),
            "device": Ref("device", self.device),
            "backing": self.backing,
        }
        if self.datastore is not None:
            found["datastore"] = Ref("datastore", self.datastore)
        return found

    def say(self, language: str) -> str:
        sentence = self.from_datastore if self.datastore else self.sentence
        return sentence.fill(language, self.facts)

    def mounted(self, vm: VM) -> Device:
        """The drive as it would be."""
        backing = DeviceBacking(type=self.backing, datastore=self.datastore, file=self.file)
        return replace(vm.device(self.device), backing=backing, connected=True)

    def changes_nothing(self, site: Site) -> bool:
        vm = site.vms[self.vm]
        return self.mounted(vm) == vm.device(self.device)

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        code = "ImageMounted" if self.datastore else "MediaMounted"
        told = event(code, site.now_s, **self.facts)
        return site.put(_with(vm, self.mounted(vm))), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmountMedia(Action):
    """Empties a drive: it is left to the client, and disconnected."""

    label: ClassVar = Text(zh="卸载介质", en="Unmount media")
    sentence: ClassVar = Text(zh="清空{vm}的{device}", en="Empty {device} of {vm}")
    vm: str = naming("vm")
    device: str = naming("device", of="vm")

    def changes_nothing(self, site: Site) -> bool:
        device = site.vms[self.vm].device(self.device)
        return device.backing == DeviceBacking(type=CLIENT) and not device.connected

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        backing = DeviceBacking(type=CLIENT)
        empty = replace(vm.device(self.device), backing=backing, connected=False)
        return site.put(_with(vm, empty)), (event("MediaUnmounted", site.now_s, **self.facts),)


describe(
    MountMedia,
    backing=Text(zh="介质的种类", en="what kind of media"),
    file=Text(zh="映像的文件名；null为不关心", en="file name of the image; null: of no interest"),
)
