"""Snapshots of a machine: the tree, and the delta files of a disk that it rests on.

A snapshot freezes the file each disk is written to, and writing goes on in a new delta. A file is
named by its delta, None for the base disk. A file is needed while a snapshot rests on it, the
machine writes to it, or two files are its children; any other is merged with its only child, or
deleted where it has none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from labs.datacenter.inventory.extents import Content, union
from labs.datacenter.inventory.hardware import Delta, Disk, Hardware
from labs.datacenter.meaning import describe
from labs.datacenter.text import Text
from labs.datacenter.words import PowerState


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenDisk:
    """A disk as a snapshot holds it: the file it froze (None: the base disk), its partition."""

    label: str
    delta: str | None = None
    partition_mb: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One state of a machine: its settings, its disks, and its memory where that was captured.

    `power` and `cpu_generation` are those of the moment; `memory_mb` is the size of the memory
    image, 0 without one; `crashed`: the guest in it had crashed. `hardware` holds the settings; its
    disks stand in `disks`.
    """

    name: str
    parent: str | None = None
    at_s: int = 0
    power: PowerState = PowerState.OFF
    cpu_generation: str | None = None
    memory_mb: int = 0
    quiesced: bool = False
    crashed: bool = False
    hardware: Hardware = field(default_factory=Hardware)
    disks: tuple[FrozenDisk, ...] = ()

    @property
    def reverts_to(self) -> PowerState:
        """The power state after a revert: that of the moment only with the memory image."""
        return self.power if self.memory_mb else PowerState.OFF

    def frozen(self, label: str) -> FrozenDisk | None:
        return next((one for one in self.disks if one.label == label), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshots:
    """The tree of a machine; `current` is the snapshot above "you are here".

    `ran_since`: the machine has run since `current` was taken or reverted to.
    """

    tree: tuple[Snapshot, ...] = ()
    current: str | None = None
    ran_since: bool = False

    def find(self, name: str | None) -> Snapshot | None:
        return next((one for one in self.tree if one.name == name), None)

    def chain(self, name: str | None) -> tuple[str, ...]:
        """The snapshot and those it rests on, nearest first; stops at a cycle."""
        names: list[str] = []
        found = self.find(name)
        while found is not None and found.name not in names:
            names.append(found.name)
            found = self.find(found.parent)
        return tuple(names)

    @property
    def levels(self) -> int:
        """Snapshots in the chain the machine stands on."""
        return len(self.chain(self.current))

    @property
    def memory_mb(self) -> int:
        return sum(one.memory_mb for one in self.tree)

    def frozen_files(self, label: str) -> set[str | None]:
        """Files of a disk on which a snapshot rests."""
        held = (one.frozen(label) for one in self.tree)
        return {one.delta for one in held if one is not None}

    def with_taken(self, taken: Snapshot, *, running: bool) -> Snapshots:
        tree = tuple(sorted((*self.tree, taken), key=lambda one: one.name))
        return Snapshots(tree=tree, current=taken.name, ran_since=running)

    def without(self, name: str) -> Snapshots:
        """The tree without one snapshot: its children stand on its parent."""
        gone = self.find(name)
        tree = tuple(
            replace(one, parent=gone.parent) if one.parent == name else one
            for one in self.tree
            if one.name != name
        )
        if self.current != name:
            return replace(self, tree=tree)
        # what lay between both snapshots has now happened since the one above
        return replace(self, tree=tree, current=gone.parent, ran_since=gone.parent is not None)

    def renamed(self, label: str, files: dict[str, str | None]) -> Snapshots:
        """The tree after files of a disk were merged into others."""
        return replace(self, tree=tuple(_renamed(one, label, files) for one in self.tree))


def _renamed(snapshot: Snapshot, label: str, files: dict[str, str | None]) -> Snapshot:
    disks = tuple(
        replace(one, delta=files[one.delta]) if one.label == label and one.delta in files else one
        for one in snapshot.disks
    )
    return replace(snapshot, disks=disks)


def frozen(disk: Disk) -> FrozenDisk:
    """The disk as a snapshot of this moment would hold it."""
    return FrozenDisk(label=disk.label, delta=disk.top, partition_mb=disk.partition_mb)


def detached(disk: Disk, frozen: Collection[str | None]) -> Disk | None:
    """The disk once the machine no longer has it: what snapshots rest on; None where none does."""
    if not frozen:
        return None
    top = min(frozen, key=lambda name: name or "")  # any file that must stay will do
    return pruned(replace(disk, attached=False, top=top), frozen)


def with_new_delta(disk: Disk, on: str | None) -> Disk:
    """The disk written to a new, empty delta that rests on the file `on`."""
    taken = {one.name for one in disk.deltas}
    name = next(n for n in (f"{n:06}" for n in range(1, len(taken) + 2)) if n not in taken)
    deltas = tuple(sorted((*disk.deltas, Delta(name=name, parent=on)), key=lambda one: one.name))
    return replace(disk, deltas=deltas, top=name)


def pruned(disk: Disk, frozen: Collection[str | None]) -> Disk:
    """The disk without the deltas on which nothing rests."""
    while True:
        kept = {disk.top, *frozen, *(one.parent for one in disk.deltas)}
        deltas = tuple(one for one in disk.deltas if one.name in kept)
        if deltas == disk.deltas:
            return disk
        disk = replace(disk, deltas=deltas)


@dataclass(frozen=True, kw_only=True)
class Merged:
    """A disk with its files merged as far as they can be.

    `files`: where each merged delta went. `room_mb`: the free space that the merging needs at its
    worst moment; a delta is deleted only after it was merged. `freed_mb`: what it gives in the end.
    """

    disk: Disk
    files: dict[str, str | None]
    room_mb: int
    freed_mb: int


def merged(disk: Disk, frozen: Collection[str | None]) -> Merged:
    """Merge every file that is not needed with its only child, those nearest the base first."""
    before = disk.taken_mb
    disk = pruned(disk, frozen)
    files: dict[str, str | None] = {}
    frozen, room = set(frozen), 0
    while (pair := _mergeable(disk, frozen)) is not None:
        target, child = pair
        grown = _with_added(disk, target, child.used_mb, child.content, disk.size_mb)
        room = max(room, grown.taken_mb - before)
        disk = _without(grown, child, target)
        files = {name: target if end == child.name else end for name, end in files.items()}
        files[child.name] = target
        frozen = {target if one == child.name else one for one in frozen}
    return Merged(disk=disk, files=files, room_mb=room, freed_mb=before - disk.taken_mb)


def _mergeable(disk: Disk, frozen: Collection[str | None]) -> tuple[str | None, Delta] | None:
    """A file nobody needs for itself, and its only child."""
    for name in _from_the_base(disk):
        children = [one for one in disk.deltas if one.parent == name]
        if len(children) == 1 and name not in frozen and name != disk.top:
            return name, children[0]
    return None


def _from_the_base(disk: Disk) -> Iterable[str | None]:
    level: list[str | None] = [None]
    while level:
        yield from level
        level = [one.name for one in disk.deltas if one.parent in level]


def _with_added(
    disk: Disk, name: str | None, added_mb: int, content: Content, most_mb: int
) -> Disk:
    """The disk with so much written into one of its files, each block for the first time."""
    if name is None:
        disk = replace(disk, content=union((disk.content, content)))
        if disk.rdm is not None or disk.used_mb is None:
            return disk
        return replace(disk, used_mb=_grown(disk.used_mb, added_mb, most_mb))
    deltas = tuple(
        _grown_delta(one, added_mb, content, most_mb) if one.name == name else one
        for one in disk.deltas
    )
    return replace(disk, deltas=deltas)


def _grown(used_mb: int, added_mb: int, most_mb: int) -> int:
    return max(used_mb, min(most_mb, used_mb + added_mb))


def _grown_delta(delta: Delta, added_mb: int, content: Content, most_mb: int) -> Delta:
    used_mb = _grown(delta.used_mb, added_mb, most_mb)
    return replace(delta, used_mb=used_mb, content=union((delta.content, content)))


def written(disk: Disk, added_mb: int) -> Disk:
    """The disk after the guest wrote so much that it had not written to this file before.

    Its files grow no further than its partition reaches.
    """
    if added_mb == 0:
        return disk
    end = disk.written_mb + added_mb
    grown = _with_added(disk, disk.top, added_mb, (disk.written_mb, end), disk.guest_mb)
    return replace(grown, written_mb=end)


def _chain(disk: Disk, name: str | None) -> tuple[Delta, ...]:
    """The delta and those it rests on, nearest first."""
    files = {one.name: one for one in disk.deltas}
    chain: list[Delta] = []
    while name is not None:
        chain.append(files[name])
        name = files[name].parent
    return tuple(chain)


def seen(disk: Disk) -> Content:
    """The writes that the guest sees: those of the file written to and of all it rests on."""
    return union((disk.content, *(one.content for one in _chain(disk, disk.top))))


def held(disk: Disk) -> Content:
    """The writes that any file of the disk holds."""
    return union((disk.content, *(one.content for one in disk.deltas)))


def flattened(disk: Disk) -> Disk:
    """A copy with what the guest sees in one file."""
    flat = replace(disk, deltas=(), top=None)
    for delta in reversed(_chain(disk, disk.top)):
        flat = _with_added(flat, None, delta.used_mb, delta.content, flat.size_mb)
    return flat


def _without(disk: Disk, gone: Delta, heir: str | None) -> Disk:
    deltas = tuple(
        replace(one, parent=heir) if one.parent == gone.name else one
        for one in disk.deltas
        if one.name != gone.name
    )
    return replace(disk, deltas=deltas, top=heir if disk.top == gone.name else disk.top)


describe(
    FrozenDisk,
    Text(zh="快照所保存的一块磁盘", en="a disk as a snapshot holds it"),
    delta=Text(zh="被冻结的增量文件；null为基础磁盘", en="the delta it froze; null: the base disk"),
    partition_mb=Text(
        zh="当时客户机分区的大小；null为整块磁盘",
        en="what the guest's partition covered; null: all of the disk",
    ),
)
describe(
    Snapshot,
    Text(zh="一个快照", en="a snapshot"),
    parent=Text(zh="上一级快照", en="the snapshot above it"),
    at_s=Text(zh="创建的时刻", en="when it was taken"),
    power=Text(zh="当时的电源状态", en="power state of the moment"),
    cpu_generation=Text(zh="当时所见的处理器代次", en="processor generation seen at the moment"),
    memory_mb=Text(zh="内存映像的大小；0为没有", en="size of the memory image; 0: none"),
    crashed=Text(
        zh="内存映像中的客户机是否已崩溃", en="whether the guest in the memory image had crashed"
    ),
    quiesced=Text(zh="是否静默了客户机", en="whether the guest was quiesced"),
    hardware=Text(
        zh="当时的设置；磁盘另列于disks", en="the settings of the moment; its disks stand in disks"
    ),
    disks=Text(zh="当时的磁盘", en="the disks of the moment"),
)
describe(
    Snapshots,
    Text(zh="一台虚拟机的快照树", en="the tree of snapshots of a machine"),
    tree=Text(zh="全部快照", en="every snapshot"),
    current=Text(zh="“您在这里”上方的快照", en='the snapshot above "you are here"'),
    ran_since=Text(
        zh="该快照创建或还原之后是否运行过",
        en="whether the machine has run since that was taken or reverted to",
    ),
)
