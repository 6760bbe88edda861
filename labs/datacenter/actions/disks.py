"""Virtual disks of a machine: add, remove, extend, inflate, change the mode; the guest's partition.

Each is one `ReconfigVM_Task`, but for the inflating and for what the guest does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.actions.long import DiskWork
from labs.datacenter.edits import with_kept_files
from labs.datacenter.events import event
from labs.datacenter.inventory.hardware import Disk
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.snapshot import detached
from labs.datacenter.inventory.tracking import void
from labs.datacenter.inventory.vm import VM
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Quantity, Ref, Text
from labs.datacenter.words import DiskMode, PowerState, Provision

ON = PowerState.ON
OFF = PowerState.OFF
THICK = Provision.THICK


def _of(vm: VM, label: str) -> Disk:
    return next(disk for disk in vm.disks if disk.label == label)


def _with(vm: VM, changed: Disk) -> VM:
    """The machine with that disk in the place of the one of its label, or as one more."""
    others = (disk for disk in vm.hardware.disks if disk.label != changed.label)
    disks = tuple(sorted((*others, changed), key=lambda disk: disk.label))
    return replace(vm, hardware=replace(vm.hardware, disks=disks))


def _without(vm: VM, label: str) -> VM:
    disks = tuple(disk for disk in vm.hardware.disks if disk.label != label)
    return replace(vm, hardware=replace(vm.hardware, disks=disks))


@dataclass(frozen=True, slots=True, kw_only=True)
class AddDisk(Action):
    """A new, empty disk; the guest partitions all of it."""

    label: ClassVar = Text(zh="添加磁盘", en="Add a disk")
    needs_power: ClassVar = (ON, OFF)
    samples: ClassVar = {"size_mb": (10_240,)}
    sentence: ClassVar = Text(
        zh="为{vm}在{datastore}上添加{size}的磁盘（{provision}，{mode}）",
        en="Add a disk of {size} to {vm} on {datastore} ({provision}, {mode})",
    )
    vm: str = naming("vm")
    datastore: str = naming("datastore")
    size_mb: int
    provision: Provision = THICK
    mode: DiskMode = DiskMode.PERSISTENT

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "vm": Ref("vm", self.vm),
            "datastore": Ref("datastore", self.datastore),
            "size": Quantity(self.size_mb, "MB"),
            "provision": self.provision,
            "mode": self.mode,
        }

    def label_in(self, vm: VM) -> str:
        """The name the disk gets: the first number that is free."""
        taken = {disk.label for disk in vm.hardware.disks}
        numbered = (f"Hard disk {n}" for n in range(1, len(taken) + 2))
        return next(label for label in numbered if label not in taken)

    def places_files(self, site: Site) -> bool:
        return True

    def room(self, site: Site) -> tuple[str, int]:
        """The datastore it takes space on, and how many megabytes at once."""
        return self.datastore, self.size_mb if self.provision is THICK else 0

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        disk = Disk(
            label=self.label_in(vm),
            datastore=self.datastore,
            size_mb=self.size_mb,
            used_mb=0,
            provision=self.provision,
            mode=self.mode,
        )
        told = event("DiskAdded", site.now_s, disk=disk.label, **self.facts)
        return site.put(_with(vm, disk)), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveDisk(Action):
    """Takes a disk from the machine and deletes its files, or keeps them on the datastore.

    Kept files belong to no machine and go on taking their space. Files on which a snapshot rests
    stay with the machine until that snapshot goes.
    """

    label: ClassVar = Text(zh="移除磁盘", en="Remove a disk")
    destroys: ClassVar = True
    needs_power: ClassVar = (ON, OFF)
    sentence: ClassVar = Text(
        zh="从{vm}移除{disk}并删除其文件", en="Remove {disk} from {vm} and delete its files"
    )
    keeping: ClassVar = Text(
        zh="从{vm}移除{disk}，保留其文件", en="Remove {disk} from {vm} and keep its files"
    )
    vm: str = naming("vm")
    disk: str = naming("disk", of="vm")
    keep_files: bool = False

    def say(self, language: str) -> str:
        return (self.keeping if self.keep_files else self.sentence).fill(language, self.facts)

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        disk = _of(vm, self.disk)
        left = detached(disk, vm.snapshots.frozen_files(disk.label))
        freed = disk.taken_mb - (left.taken_mb if left else 0)
        if self.keep_files:
            site = with_kept_files(site, disk.datastore, freed)
        place = {"datastore": Ref("datastore", disk.datastore), "size": Quantity(freed, "MB")}
        code = "DiskRemovedFilesKept" if self.keep_files else "DiskRemoved"
        told = event(code, site.now_s, **self.facts, **place)
        vm = replace(vm, tracking=void(vm.tracking))  # another of its label is another disk
        return site.put(_with(vm, left) if left else _without(vm, disk.label)), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendDisk(Action):
    """Makes a disk larger, `size_mb` being its new size; the guest's partition stays as it was."""

    label: ClassVar = Text(zh="扩展磁盘", en="Extend a disk")
    needs_power: ClassVar = (ON, OFF)
    sentence: ClassVar = Text(zh="把{vm}的{disk}扩展到{size}", en="Extend {disk} of {vm} to {size}")
    vm: str = naming("vm")
    disk: str = naming("disk", of="vm")
    size_mb: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "vm": Ref("vm", self.vm),
            "disk": Ref("disk", self.disk),
            "size": Quantity(self.size_mb, "MB"),
        }

    @classmethod
    def choices(cls, site: Site, one: Field, chosen: Mapping[str, object]) -> tuple:
        if one.name != "size_mb":
            return super(ExtendDisk, cls).choices(site, one, chosen)
        now_mb = _of(site.vms[chosen["vm"]], chosen["disk"]).size_mb
        return (now_mb + 1024, max(1, now_mb - 1024))

    def changes_nothing(self, site: Site) -> bool:
        return _of(site.vms[self.vm], self.disk).size_mb == self.size_mb

    def room(self, site: Site) -> tuple[str, int]:
        """Its datastore, and what it takes at once: a thin disk nothing before the first write."""
        disk = _of(site.vms[self.vm], self.disk)
        more = self.size_mb - disk.size_mb if disk.provision is THICK and not disk.rdm else 0
        return disk.datastore, more

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        old = _of(vm, self.disk)
        new = replace(old, size_mb=self.size_mb, used_mb=old.filled_mb, partition_mb=old.guest_mb)
        before = Quantity(old.size_mb, "MB")
        told = event("DiskExtended", site.now_s, **self.facts, before=before)
        return site.put(_with(vm, new)), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendPartition(Action):
    """The guest extends its partition over all of the disk, and can write there from then on."""

    label: ClassVar = Text(zh="在客户机中扩展分区", en="Extend the guest's partition")
    needs_power: ClassVar = (ON,)
    sentence: ClassVar = Text(
        zh="在{vm}的客户机中把{disk}的分区扩展到整块磁盘",
        en="Let the guest of {vm} extend its partition over all of {disk}",
    )
    vm: str = naming("vm")
    disk: str = naming("disk", of="vm")

    def changes_nothing(self, site: Site) -> bool:
        disk = _of(site.vms[self.vm], self.disk)
        return disk.guest_mb == disk.size_mb

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        disk = _of(vm, self.disk)
        sizes = {
            "before": Quantity(disk.guest_mb, "MB"),
            "size": Quantity(disk.size_mb, "MB"),
        }
        told = event("PartitionExtended", site.now_s, **self.facts, **sizes)
        return site.put(_with(vm, replace(disk, partition_mb=None))), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDiskMode(Action):
    """Sets whether snapshots hold a disk, and whether what is written lasts past a power-off."""

    label: ClassVar = Text(zh="更改磁盘模式", en="Change the mode of a disk")
    needs_power: ClassVar = (OFF,)
    sentence: ClassVar = Text(
        zh="把{vm}的{disk}改为{mode}模式", en="Change {disk} of {vm} to {mode} mode"
    )
    vm: str = naming("vm")
    disk: str = naming("disk", of="vm")
    mode: DiskMode

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "disk": Ref("disk", self.disk), "mode": self.mode}

    def changes_nothing(self, site: Site) -> bool:
        return _of(site.vms[self.vm], self.disk).mode is self.mode

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        disk = replace(_of(vm, self.disk), mode=self.mode)
        return site.put(_with(vm, disk)), (event("DiskModeChanged", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class InflateDisk(DiskWork):
    """`InflateVirtualDisk_Task`: makes a thin disk thick where it lies."""

    label: ClassVar = Text(zh="填充精简磁盘", en="Inflate a thin disk")
    needs_power: ClassVar = (OFF,)
    sentence: ClassVar = Text(zh="把{vm}的{disk}填充为厚置备", en="Inflate {disk} of {vm} to thick")
    vm: str = naming("vm")
    disk: str = naming("disk", of="vm")

    def changes_nothing(self, site: Site) -> bool:
        return _of(site.vms[self.vm], self.disk).provision is THICK

    def room(self, site: Site) -> tuple[str, int]:
        """Its datastore, and what was promised there and not written yet."""
        disk = _of(site.vms[self.vm], self.disk)
        return disk.datastore, disk.size_mb - disk.filled_mb

    def mb_to_copy(self, site: Site) -> int:
        return self.room(site)[1]

    def written_mb(self, site: Site) -> int:
        return self.mb_to_copy(site)

    def room_mb(self, site: Site) -> Mapping[str, int]:
        datastore, needed = self.room(site)
        return {datastore: needed}

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        disk = replace(_of(vm, self.disk), provision=THICK)
        return site.put(_with(vm, disk)), (event("DiskInflated", site.now_s, **self.facts),)


describe(
    AddDisk,
    size_mb=Text(zh="新磁盘的容量", en="size of the new disk"),
    provision=Text(zh="置备方式", en="how it takes its space"),
    mode=Text(zh="磁盘模式", en="disk mode"),
)
describe(
    RemoveDisk,
    keep_files=Text(zh="是否把文件留在数据存储上", en="whether its files stay on the datastore"),
)
describe(ExtendDisk, size_mb=Text(zh="新的容量", en="its new size"))
describe(ChangeDiskMode, mode=Text(zh="新的模式", en="its new mode"))
