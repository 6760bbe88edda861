"""Snapshots: take one, revert to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.actions.consolidation import merged_or_left
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
        after = site.put(replace(vm.with_disks(disks), snapshots=tree).reopened())
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
        after, reverted = merged_or_left(
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


describe(
    TakeSnapshot,
    name=Text(zh="新快照的名称", en="name of the new snapshot"),
    memory=Text(zh="是否包含内存", en="whether to capture the memory"),
    quiesce=Text(
        zh="是否静默客户机；包含内存时不起作用",
        en="whether to quiesce the guest; ignored with memory",
    ),
)
