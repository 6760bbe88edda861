"""What takes deltas away: removing snapshots, consolidating disks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Outcome
from labs.datacenter.actions.data import data_lost
from labs.datacenter.actions.long import DiskWork
from labs.datacenter.events import Event, event
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.snapshot import Snapshots, detached, merged, pruned
from labs.datacenter.inventory.vm import VM
from labs.datacenter.naming import naming
from labs.datacenter.text import Ref, Text


def _released(vm: VM) -> VM:
    """The machine without the files of removed disks on which no snapshot rests any more."""
    disks = (
        disk if disk.attached else detached(disk, vm.snapshots.frozen_files(disk.label))
        for disk in vm.hardware.disks
    )
    return vm.with_disks(filter(None, disks))


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
    return replace(vm.with_disks(disks), snapshots=tree), room


def has_room(site: Site, room: dict[str, int]) -> bool:
    return all(needed <= max(0, site.free_mb(name)) for name, needed in room.items())


def merged_or_left(site: Site, vm: VM, told: Event) -> Outcome:
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
        after, events = merged_or_left(site, self.without(site), told)
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
        return replace(vm.with_disks(disks), snapshots=Snapshots())

    def effect(self, site: Site) -> Outcome:
        told = event("AllSnapshotsRemoved", site.now_s, **self.facts)
        after, events = merged_or_left(site, self.without(site), told)
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
