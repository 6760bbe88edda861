"""Backups: make one, bring a machine back from it, delete it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.actions.consolidation import RemoveSnapshot
from labs.datacenter.actions.data import data_lost
from labs.datacenter.actions.long import LongAction
from labs.datacenter.actions.snapshots import TakeSnapshot
from labs.datacenter.events import event
from labs.datacenter.inventory.backup import (
    BackedUpDisk,
    RestorePoint,
    data_mb,
    restored,
)
from labs.datacenter.inventory.extents import Content, since, size_mb, union
from labs.datacenter.inventory.hardware import Disk, Hardware
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.snapshot import Snapshots, flattened, seen
from labs.datacenter.inventory.tracking import reset, with_point, without_point
from labs.datacenter.inventory.vm import VM
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.numbers.migration import copy_seconds
from labs.datacenter.text import Fact, Quantity, Ref, Text
from labs.datacenter.words import BackupKind, PowerState

FULL = BackupKind.FULL
INCREMENTAL = BackupKind.INCREMENTAL


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copying(LongAction):
    """What backing up and restoring have in common: they take as long as their copy."""

    def seconds(self, site: Site) -> int:
        return copy_seconds(self.mb_to_copy(site), site.limit("copy_mbps"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BackUp(_Copying):
    """Copies a machine to a backup store: takes a snapshot, copies its disks, removes it.

    An incremental backup without valid change ids copies everything, as a full one does.
    """

    label: ClassVar = Text(zh="备份", en="Back up")
    vm: str = naming("vm")
    store: str = naming("backup_store")
    kind: BackupKind
    quiesce: bool = False

    sentence: ClassVar = Text(
        zh="把{vm}备份到{store}（{kind}）", en="Back up {vm} to {store} ({kind})"
    )
    with_quiescing: ClassVar = Text(
        zh="静默{vm}的客户机，把它备份到{store}（{kind}）",
        en="Back up {vm} to {store} ({kind}), quiescing the guest",
    )

    @property
    def facts(self) -> dict[str, Fact]:
        store = Ref("backup_store", self.store)
        return {"vm": Ref("vm", self.vm), "store": store, "kind": self.kind}

    def say(self, language: str) -> str:
        sentence = self.with_quiescing if self.quiesce else self.sentence
        return sentence.fill(language, self.facts)

    def snapshot(self, site: Site) -> TakeSnapshot:
        """The snapshot it takes, under a name that is free."""
        taken = {one.name for one in site.vms[self.vm].snapshots.tree}
        names = (f"backup-{number}" for number in range(1, len(taken) + 2))
        free = next(name for name in names if name not in taken)
        return TakeSnapshot(vm=self.vm, name=free, quiesce=self.quiesce)

    def entails(self, site: Site) -> tuple[Site, Action] | None:
        """Its snapshot, of the machine without the mappings that a backup leaves out."""
        vm = site.vms[self.vm]
        disks = tuple(one for one in vm.hardware.disks if not one.is_physical_mapping)
        hardware = replace(vm.hardware, disks=disks)
        return site.put(replace(vm, hardware=hardware)), self.snapshot(site)

    def basis(self, site: Site) -> RestorePoint | None:
        """The point on which an incremental backup would rest: the last with valid change ids."""
        if self.kind is FULL:
            return None
        points = (site.restore_points[name] for name in site.vms[self.vm].tracking.points)
        here = [point for point in points if point.store == self.store]
        return max(here, key=lambda point: point.number, default=None)

    def copies(self, site: Site) -> tuple[BackedUpDisk, ...]:
        """What it copies of each disk; independent disks and physical mappings are left out."""
        basis = self.basis(site)
        return tuple(
            _copied(disk, basis.disk(disk.label) if basis else None)
            for disk in site.vms[self.vm].disks
            if not disk.is_left_out
        )

    def mb_to_copy(self, site: Site) -> int:
        return sum(disk.copied_mb for disk in self.copies(site))

    def effect(self, site: Site) -> Outcome:
        taking = self.snapshot(site)
        point = self._point(site)
        during, taken = taking.effect(site)
        vm = during.vms[self.vm]
        vm = replace(vm, tracking=with_point(vm.tracking, point.name))
        copied = during.put(point).put(vm)
        told = event(
            "BackedUp",
            site.now_s,
            **{**self.facts, "kind": point.kind},
            point=Ref("restore_point", point.name),
            size=Quantity(point.size_mb, "MB"),
        )
        after, removed = RemoveSnapshot(vm=self.vm, snapshot=taking.name).effect(copied)
        return after, (*taken, told, *removed)

    def _point(self, site: Site) -> RestorePoint:
        vm, basis = site.vms[self.vm], self.basis(site)
        number = 1 + max((one.number for one in site.restore_points.values()), default=0)
        return RestorePoint(
            name=f"backup-{number:04}",
            number=number,
            vm=vm.name,
            store=self.store,
            kind=INCREMENTAL if basis else FULL,
            parent=basis.name if basis else None,
            at_s=site.now_s,
            hardware=replace(vm.hardware, disks=()),
            cpu=vm.cpu,
            memory=vm.memory,
            guest=replace(vm.guest, crashed=False),
            disks=self.copies(site),
        )


def _copied(disk: Disk, before: BackedUpDisk | None) -> BackedUpDisk:
    """The copy of a disk: whole, or what was written since the point before."""
    content = seen(disk)
    copied = BackedUpDisk(
        label=disk.label,
        datastore=disk.datastore,
        size_mb=disk.size_mb,
        used_mb=None if disk.rdm is not None else flattened(disk).used_mb,
        partition_mb=disk.partition_mb,
        sharing=disk.sharing,
        provision=disk.provision,
        copied_mb=data_mb(disk),
        content=content,
        written_mb=disk.written_mb,
    )
    if before is None:
        return copied
    changed = since(content, before.written_mb)
    return replace(
        copied, whole=False, content=changed, copied_mb=min(disk.size_mb, size_mb(changed))
    )


def content_of(site: Site, point: RestorePoint, label: str) -> Content:
    """What a restore point brings back on a disk: its own copy, on top of those before it."""
    parts = []
    while True:
        copy = point.disk(label)
        parts.append(copy.content)
        if copy.whole:
            return union(parts)
        point = site.restore_points[point.parent]


def disks_of(site: Site, point: RestorePoint, place: str, present: VM | None) -> tuple[Disk, ...]:
    """The disks a restore point brings back; new ones lie on the datastore `place`."""
    return tuple(
        restored(
            saved,
            content_of(site, point, saved.label),
            place,
            present.disk(saved.label) if present else None,
        )
        for saved in point.disks
    )


def settings_of(site: Site, point: RestorePoint) -> Hardware:
    """The settings of the moment, without images on datastores that are no more."""
    devices = tuple(
        one
        for one in point.hardware.devices
        if one.backing.datastore is None or one.backing.datastore in site.datastores
    )
    return replace(point.hardware, devices=devices)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreVM(_Copying):
    """Brings a machine back in its place: settings and disks of the moment, no snapshots.

    Disks that the restore point does not hold stay as the guest sees them.
    """

    label: ClassVar = Text(zh="从备份恢复", en="Restore from a backup")
    needs_power: ClassVar = (PowerState.OFF,)
    sentence: ClassVar = Text(
        zh="用恢复点{restore_point}恢复{vm}", en="Restore {vm} from {restore_point}"
    )
    vm: str = naming("vm")
    restore_point: str = naming("restore_point", of="vm")

    def is_gentle(self, site: Site) -> bool:
        return False

    def mb_to_copy(self, site: Site) -> int:
        return sum(data_mb(disk) for disk in self._restored(site))

    def _restored(self, site: Site) -> tuple[Disk, ...]:
        vm = site.vms[self.vm]
        return disks_of(site, site.restore_points[self.restore_point], vm.files.config, vm)

    def replaced(self, site: Site) -> VM:
        """The machine as it is afterwards."""
        vm, point = site.vms[self.vm], site.restore_points[self.restore_point]
        kept = (flattened(one) for one in vm.disks if point.disk(one.label) is None)
        disks = sorted((*self._restored(site), *kept), key=lambda disk: disk.label)
        return replace(
            vm,
            hardware=replace(settings_of(site, point), disks=tuple(disks)),
            cpu=point.cpu,
            memory=point.memory,
            guest=point.guest,
            snapshots=Snapshots(),
            tracking=reset(vm.tracking),
        )

    def effect(self, site: Site) -> Outcome:
        after = site.put(self.replaced(site))
        told = event("VmRestored", site.now_s, **self.facts)
        return after, (told, *data_lost(site, after, self.vm))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteBackup(Action):
    """Deletes a restore point and frees its space in the store."""

    label: ClassVar = Text(zh="删除备份", en="Delete a backup")
    sentence: ClassVar = Text(zh="删除恢复点{restore_point}", en="Delete {restore_point}")
    restore_point: str = naming("restore_point")

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        point = site.restore_points[self.restore_point]
        told = event(
            "BackupDeleted",
            site.now_s,
            point=Ref("restore_point", point.name),
            store=Ref("backup_store", point.store),
            size=Quantity(point.size_mb, "MB"),
        )
        vm = site.machine(point.vm)
        if vm is not None and point.name in vm.tracking.points:
            site = site.put(replace(vm, tracking=without_point(vm.tracking, point.name)))
        return site.drop(point), (told,)


describe(
    BackUp,
    kind=Text(zh="完整或增量", en="full or incremental"),
    quiesce=Text(zh="是否静默客户机", en="whether to quiesce the guest"),
)
