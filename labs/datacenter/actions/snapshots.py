"""Snapshots: take, revert, remove, consolidate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import Field, dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.actions.data import data_lost
from labs.datacenter.actions.long import DiskWork
from labs.datacenter.actions.power import PowerOn
from labs.datacenter.edits import with_kept_files
from labs.datacenter.events import Event, event
from labs.datacenter.inventory.hardware import Disk
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.snapshot import (
    Snapshot,
    Snapshots,
    detached,
    frozen,
    merged,
    pruned,
    with_new_delta,
)
from labs.datacenter.inventory.tracking import reset
from labs.datacenter.inventory.vm import VM
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Quantity, Ref, Text
from labs.datacenter.words import PowerState

ON = PowerState.ON
OFF = PowerState.OFF


def _with_disks(vm: VM, disks: Iterable[Disk]) -> VM:
    return replace(vm, hardware=replace(vm.hardware, disks=tuple(disks)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeSnapshot(DiskWork):
    """`CreateSnapshot_Task`. `quiesce` is ignored with memory, both are where nothing runs.

    What takes time is the memory; the moment it holds is that at which all of it is written.
    """

    label: ClassVar = Text(zh="创建快照", en="Take a snapshot")
    vm: str = naming("vm")
    name: str
    memory: bool = False
    quiesce: bool = False

    sentence: ClassVar = Text(zh="为{vm}创建快照{name}", en="Take snapshot {name} of {vm}")
    with_memory: ClassVar = Text(
        zh="为{vm}创建快照{name}，包含内存", en="Take snapshot {name} of {vm} with its memory"
    )
    with_quiescing: ClassVar = Text(
        zh="为{vm}创建快照{name}，静默客户机",
        en="Take snapshot {name} of {vm}, quiescing the guest",
    )

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "name": Ref("snapshot", self.name)}

    def say(self, language: str) -> str:
        sentence = self.with_memory if self.memory else self.sentence
        if self.quiesce and not self.memory:
            sentence = self.with_quiescing
        return sentence.fill(language, self.facts)

    @classmethod
    def choices(cls, site: Site, one: Field, chosen: Mapping[str, object]) -> tuple:
        if one.name != "name":
            return super(TakeSnapshot, cls).choices(site, one, chosen)
        return (f"snapshot-{len(site.vms[chosen['vm']].snapshots.tree) + 1}",)

    def captures_memory(self, vm: VM) -> bool:
        """A suspended machine's memory lies in a file and can be captured like a running one's."""
        return self.memory and vm.power is not OFF

    def quiesces(self, vm: VM) -> bool:
        return self.quiesce and vm.power is ON and not self.memory

    def mb_to_copy(self, site: Site) -> int:
        vm = site.vms[self.vm]
        return vm.hardware.memory_mb if self.captures_memory(vm) else 0

    def written_mb(self, site: Site) -> int:
        return self.mb_to_copy(site)

    def room_mb(self, site: Site) -> Mapping[str, int]:
        return {site.vms[self.vm].files.config: self.mb_to_copy(site)}

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        memory = self.captures_memory(vm)
        taken = Snapshot(
            name=self.name,
            parent=vm.snapshots.current,
            at_s=site.now_s,
            power=vm.power,
            cpu_generation=site.cpu_seen_by(vm) if memory else None,
            memory_mb=vm.hardware.memory_mb if memory else 0,
            quiesced=self.quiesces(vm),
            crashed=memory and vm.guest.crashed,
            hardware=replace(vm.hardware, disks=()),
            disks=tuple(frozen(disk) for disk in vm.hardware.disks if disk.is_captured),
        )
        disks = (
            with_new_delta(disk, disk.top) if disk.is_captured else disk
            for disk in vm.hardware.disks
        )
        tree = vm.snapshots.with_taken(taken, running=vm.power is ON)
        after = site.put(replace(_with_disks(vm, disks), snapshots=tree).reopened())
        snapshot = Ref("snapshot", self.name)
        told = event("SnapshotTaken", site.now_s, vm=Ref("vm", vm.name), snapshot=snapshot)
        return after, (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevertToSnapshot(Action):
    """`RevertToSnapshot_Task`: drops what was written since; the snapshot stays."""

    label: ClassVar = Text(zh="恢复到快照", en="Revert to a snapshot")
    sentence: ClassVar = Text(
        zh="把{vm}恢复到快照{snapshot}", en="Revert {vm} to snapshot {snapshot}"
    )
    vm: str = naming("vm")
    snapshot: str = naming("snapshot", of="vm")

    def is_gentle(self, site: Site) -> bool:
        return False

    def entails(self, site: Site) -> tuple[Site, Action] | None:
        """A revert to a running state powers the machine on."""
        if site.vms[self.vm].snapshot(self.snapshot).reverts_to is not ON:
            return None
        return self.reverted(site, OFF), PowerOn(vm=self.vm)

    def reverted(self, site: Site, power: PowerState) -> Site:
        """The site with the machine on the snapshot's files and settings, in that power state."""
        vm = site.vms[self.vm]
        snapshot = vm.snapshot(self.snapshot)
        disks = [_on_frozen(disk, snapshot, vm.snapshots) for disk in vm.hardware.disks]
        for disk, kept in zip(vm.hardware.disks, disks, strict=True):
            if kept is None:  # added since: the machine loses it, its file stays
                site = with_kept_files(site, disk.datastore, disk.taken_mb)
        here = site.hosts[vm.host].cpu.generation
        seen = None if power is OFF else snapshot.cpu_generation
        return site.put(
            replace(
                vm,
                power=power,
                cpu_generation=None if seen == here else seen,
                guest=replace(vm.guest, crashed=power is not OFF and snapshot.crashed),
                hardware=replace(snapshot.hardware, disks=tuple(filter(None, disks))),
                memory=vm.memory.within(snapshot.hardware.memory_mb),
                snapshots=replace(vm.snapshots, current=snapshot.name, ran_since=power is ON),
                tracking=reset(vm.tracking),
            )
        )

    def effect(self, site: Site) -> Outcome:
        vm, now = site.vms[self.vm], site.now_s
        after = self.reverted(site, vm.snapshot(self.snapshot).reverts_to)
        place = {"vm": Ref("vm", vm.name), "host": Ref("host", vm.host)}
        told = [event("VmPoweredOff", now, **place)] if vm.power is ON else []
        told += _lost_disks(site, vm, after.vms[vm.name])
        # The branch left behind may have been the second on a file that no snapshot holds.
        after, reverted = _merged_or_left(
            after, after.vms[self.vm], event("SnapshotReverted", now, **self.facts)
        )
        told.extend((*reverted, *data_lost(site, after, vm.name)))
        if after.vms[self.vm].power is ON:
            told.append(event("VmResumed", now, **place))
        return after, tuple(told)


def _lost_disks(site: Site, old: VM, new: VM) -> list[Event]:
    """Disks added since a snapshot that a revert to it takes away, and their files."""
    return [
        event(
            "DiskRemovedFilesKept",
            site.now_s,
            vm=Ref("vm", old.name),
            disk=Ref("disk", disk.label),
            datastore=Ref("datastore", disk.datastore),
            size=Quantity(disk.taken_mb, "MB"),
        )
        for disk in old.hardware.disks
        if new.disk(disk.label) is None
    ]


def _on_frozen(disk: Disk, snapshot: Snapshot, tree: Snapshots) -> Disk | None:
    """The disk on a new delta over the file the snapshot froze; independent ones stay as they are.

    One that was added since goes, but for the files that other snapshots rest on.
    """
    held, files = snapshot.frozen(disk.label), tree.frozen_files(disk.label)
    if held is None:
        return disk if disk.is_left_out else detached(disk, files)
    disk = replace(disk, attached=True, partition_mb=held.partition_mb)
    return pruned(with_new_delta(disk, held.delta), files)


def _released(vm: VM) -> VM:
    """The machine without the files of removed disks on which no snapshot rests any more."""
    disks = (
        disk if disk.attached else detached(disk, vm.snapshots.frozen_files(disk.label))
        for disk in vm.hardware.disks
    )
    return _with_disks(vm, filter(None, disks))


def merging(vm: VM) -> tuple[VM, dict[str, int]]:
    """The machine with all its deltas merged that no snapshot needs; room it takes by datastore.

    Disks are merged one after the other: what an earlier one freed, a later one may use.
    """
    disks, tree = [], vm.snapshots
    room: dict[str, int] = {}
    freed: dict[str, int] = {}
    for disk in vm.hardware.disks:
        done = merged(disk, tree.frozen_files(disk.label))
        place = disk.datastore
        room[place] = max(room.get(place, 0), done.room_mb - freed.get(place, 0))
        freed[place] = freed.get(place, 0) + done.freed_mb
        tree = tree.renamed(disk.label, done.files)
        disks.append(done.disk)
    return replace(_with_disks(vm, disks), snapshots=tree), room


def has_room(site: Site, room: dict[str, int]) -> bool:
    return all(needed <= max(0, site.free_mb(name)) for name, needed in room.items())


def _merged_or_left(site: Site, vm: VM, told: Event) -> Outcome:
    """Merge if the datastores have room; else the deltas stay and wait for consolidation."""
    left = site.put(vm.reopened())
    after, room = merging(left.vms[vm.name])
    if has_room(left, room):
        return left.put(after), (told,)
    needed = event("ConsolidationNeeded", site.now_s, vm=Ref("vm", vm.name))
    return left, (told, needed)


def merged_mb(vm: VM) -> int:
    """What the deltas hold that merging takes away."""
    total = 0
    for disk in vm.hardware.disks:
        kept = merged(disk, vm.snapshots.frozen_files(disk.label)).disk.deltas
        names = {one.name for one in kept}
        total += sum(one.used_mb for one in disk.deltas if one.name not in names)
    return total


@dataclass(frozen=True, slots=True, kw_only=True)
class _Merge(DiskWork):
    """What takes deltas away: as long as their data take to copy, nothing where no room is."""

    is_cancelable: ClassVar = False

    def without(self, site: Site) -> VM:
        """The machine with the deltas in no snapshot's way, and nothing merged yet."""
        raise NotImplementedError

    def written_mb(self, site: Site) -> int:
        return merged_mb(self.without(site)) if self.room_mb(site) else 0

    def room_mb(self, site: Site) -> Mapping[str, int]:
        left = site.put(self.without(site))
        _, room = merging(left.vms[self.vm])
        if not has_room(left, room):
            return {}
        freed = {name: left.free_mb(name) - site.free_mb(name) for name in room}
        return {name: max(0, mb - freed[name]) for name, mb in room.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSnapshot(_Merge):
    """`RemoveSnapshot_Task` for one snapshot: what the guest sees does not change."""

    label: ClassVar = Text(zh="删除快照", en="Remove a snapshot")
    sentence: ClassVar = Text(
        zh="删除{vm}的快照{snapshot}", en="Remove snapshot {snapshot} of {vm}"
    )
    vm: str = naming("vm")
    snapshot: str = naming("snapshot", of="vm")

    def is_gentle(self, site: Site) -> bool:
        return False

    def without(self, site: Site) -> VM:
        """The machine with the snapshot out of its tree and nothing merged yet."""
        vm = site.vms[self.vm]
        return _released(replace(vm, snapshots=vm.snapshots.without(self.snapshot)))

    def effect(self, site: Site) -> Outcome:
        told = event("SnapshotRemoved", site.now_s, **self.facts)
        after, events = _merged_or_left(site, self.without(site), told)
        return after, (*events, *data_lost(site, after, self.vm))


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveAllSnapshots(_Merge):
    """`RemoveAllSnapshots_Task`: the chain to "you are here" into the base, branches discarded."""

    label: ClassVar = Text(zh="删除全部快照", en="Remove all snapshots")
    sentence: ClassVar = Text(zh="删除{vm}的全部快照", en="Remove all snapshots of {vm}")
    vm: str = naming("vm")

    def changes_nothing(self, site: Site) -> bool:
        return not site.vms[self.vm].snapshots.tree

    def is_gentle(self, site: Site) -> bool:
        return False

    def without(self, site: Site) -> VM:
        """The machine with an empty tree, other branches deleted, and nothing merged yet."""
        vm = site.vms[self.vm]
        disks = (pruned(disk, ()) for disk in vm.disks)
        return replace(_with_disks(vm, disks), snapshots=Snapshots())

    def effect(self, site: Site) -> Outcome:
        told = event("AllSnapshotsRemoved", site.now_s, **self.facts)
        after, events = _merged_or_left(site, self.without(site), told)
        return after, (*events, *data_lost(site, after, self.vm))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidateDisks(_Merge):
    """`ConsolidateVMDisks_Task`: merges deltas that no snapshot needs."""

    label: ClassVar = Text(zh="整合磁盘", en="Consolidate disks")
    sentence: ClassVar = Text(zh="整合{vm}的磁盘", en="Consolidate the disks of {vm}")
    vm: str = naming("vm")

    def changes_nothing(self, site: Site) -> bool:
        return not site.vms[self.vm].needs_consolidation

    def without(self, site: Site) -> VM:
        """The machine as it is: its tree no longer holds what is to be merged."""
        return site.vms[self.vm]

    def effect(self, site: Site) -> Outcome:
        vm, _ = merging(site.vms[self.vm])
        return site.put(vm), (event("DisksConsolidated", site.now_s, **self.facts),)


describe(
    TakeSnapshot,
    name=Text(zh="新快照的名称", en="name of the new snapshot"),
    memory=Text(zh="是否包含内存", en="whether to capture the memory"),
    quiesce=Text(
        zh="是否静默客户机；包含内存时不起作用",
        en="whether to quiesce the guest; ignored with memory",
    ),
)
