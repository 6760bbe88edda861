"""Goals about data: what a disk shows its guest, what a snapshot or a backup keeps, and copies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from labs.datacenter.goals.goal import Goal, History
from labs.datacenter.inventory.backup import RestorePoint
from labs.datacenter.inventory.extents import size_mb
from labs.datacenter.inventory.snapshot import seen
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Quantity, Ref, Text

_COPYING = ("VmCloned", "VmClonedToTemplate", "VmDeployed", "BackedUp")
_UNTOUCHED = Text(zh="{vm}的数据没有被复制", en="the data of {vm} were not copied")
_STOPS_SHORT = Text(zh="{vm}的{disk}与最初一样", en="{disk} of {vm} is as it was in the beginning")
_WITH_MEMORY = Text(zh="{vm}的快照{name}含内存", en="the snapshot {name} of {vm} holds its memory")
_VCPUS = Text(zh="个vCPU", en="vCPU")


@dataclass(frozen=True, slots=True, kw_only=True)
class VmHardware(Goal):
    """The machine has exactly so many processors and so much memory."""

    code: ClassVar = "vm.hardware"
    sentence: ClassVar = Text(
        zh="{vm}有{vcpus}个vCPU和{memory_mb}内存",
        en="{vm} has {vcpus} vCPU and {memory_mb} of memory",
    )
    vm: str = naming("vm")
    vcpus: int
    memory_mb: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "vm": Ref("vm", self.vm),
            "vcpus": self.vcpus,
            "memory_mb": Quantity(self.memory_mb, "MB"),
        }

    def holds(self, history: History) -> bool:
        return not self.distance(history)

    def distance(self, history: History) -> int:
        vm = history.vm(self.vm)
        if vm is None:
            return 2
        there = vm.hardware
        return (there.vcpus != self.vcpus) + (there.memory_mb != self.memory_mb)

    def found(self, history: History) -> tuple[Fact, ...]:
        there = history.site.vms[self.vm].hardware
        vcpus = Text(zh=f"{there.vcpus}{_VCPUS.zh}", en=f"{there.vcpus} {_VCPUS.en}")
        return (vcpus, Quantity(there.memory_mb, "MB"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskPartitionAtLeast(Goal):
    """The guest's partition covers at least so much of the disk."""

    code: ClassVar = "disk.partition_at_least"
    sentence: ClassVar = Text(
        zh="{vm}的客户机能使用{disk}的至少{size_mb}",
        en="the guest of {vm} can use at least {size_mb} of {disk}",
    )
    vm: str = naming("vm")
    disk: str = naming("disk", of="vm")
    size_mb: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {**self.named(), "size_mb": Quantity(self.size_mb, "MB")}

    def holds(self, history: History) -> bool:
        return history.site.vms[self.vm].disk(self.disk).guest_mb >= self.size_mb

    def found(self, history: History) -> tuple[Fact, ...]:
        return (Quantity(history.site.vms[self.vm].disk(self.disk).guest_mb, "MB"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskAsWritten(Goal):
    """The guest sees what had been written to the disk up to a moment, and nothing after it.

    `written_mb`: how much had been written to it by then (see `inventory/extents.py`).
    """

    code: ClassVar = "disk.as_written"
    sentence: ClassVar = Text(
        zh="{vm}的{disk}正好含有最先写入的{written_mb}数据",
        en="{disk} of {vm} holds exactly the first {written_mb} ever written to it",
    )
    vm: str = naming("vm")
    disk: str = naming("disk", of="vm")
    written_mb: int = 0

    @property
    def facts(self) -> dict[str, Fact]:
        return {**self.named(), "written_mb": Quantity(self.written_mb, "MB")}

    def say(self, language: str) -> str:
        sentence = self.sentence if self.written_mb else _STOPS_SHORT
        return sentence.fill(language, self.facts)

    def holds(self, history: History) -> bool:
        disk = history.site.vms[self.vm].disk(self.disk)
        wanted = (0, self.written_mb) if self.written_mb else ()
        return not disk.lost and seen(disk) == wanted

    def found(self, history: History) -> tuple[Fact, ...]:
        disk = history.site.vms[self.vm].disk(self.disk)
        return () if disk.lost else (Quantity(size_mb(seen(disk)), "MB"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class VmMemorySnapshot(Goal):
    """A snapshot of the machine holds its memory: the one of that name, or any."""

    code: ClassVar = "vm.memory_snapshot"
    sentence: ClassVar = Text(zh="{vm}有含内存的快照", en="{vm} has a snapshot with its memory")
    vm: str = naming("vm")
    name: str | None = None

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "name": Ref("snapshot", self.name or "")}

    def say(self, language: str) -> str:
        return (_WITH_MEMORY if self.name else self.sentence).fill(language, self.facts)

    def holds(self, history: History) -> bool:
        return any(self.name in (None, one.name) for one in self.found(history))

    def found(self, history: History) -> tuple[Fact, ...]:
        tree = history.site.vms[self.vm].snapshots.tree
        return tuple(Ref("snapshot", one.name) for one in tree if one.memory_mb)


def _points(history: History, vm: str, store: str) -> tuple[RestorePoint, ...]:
    names = history.site.points_of_vm.get(vm, ())
    points = (history.site.restore_points[name] for name in names)
    return tuple(one for one in points if one.store == store)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupsInStore(Goal):
    """At least so many restore points of the machine lie in that store."""

    code: ClassVar = "backup.in_store"
    sentence: ClassVar = Text(
        zh="{store}中至少有{vm}的{at_least}个恢复点",
        en="{store} has at least this many restore points of {vm}: {at_least}",
    )
    vm: str = naming("vm")
    store: str = naming("backup_store")
    at_least: int = 1

    @property
    def facts(self) -> dict[str, Fact]:
        return {**self.named(), "at_least": self.at_least}

    def holds(self, history: History) -> bool:
        return not self.distance(history)

    def distance(self, history: History) -> int:
        return max(0, self.at_least - len(_points(history, self.vm, self.store)))

    def found(self, history: History) -> tuple[Fact, ...]:
        points = _points(history, self.vm, self.store)
        return tuple(Ref("restore_point", one.name) for one in points)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupHoldsDisk(Goal):
    """The last restore point of the machine in that store holds the disk as it is now."""

    code: ClassVar = "backup.holds_disk"
    sentence: ClassVar = Text(
        zh="{store}中{vm}的最后一个恢复点含有{disk}的全部数据",
        en="the last restore point of {vm} in {store} holds all data of {disk}",
    )
    vm: str = naming("vm")
    store: str = naming("backup_store")
    disk: str = naming("disk", of="vm")

    def holds(self, history: History) -> bool:
        points = _points(history, self.vm, self.store)
        last = max(points, key=lambda one: one.number, default=None)
        saved = last.disk(self.disk) if last else None
        written_mb = history.site.vms[self.vm].disk(self.disk).written_mb
        return saved is not None and saved.written_mb == written_mb

    def found(self, history: History) -> tuple[Fact, ...]:
        points = _points(history, self.vm, self.store)
        return tuple(Ref("restore_point", one.name) for one in points if one.disk(self.disk))


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiesAtMost(Goal):
    """The machine's data were copied no more often than that: cloned, deployed, backed up."""

    code: ClassVar = "copies.at_most"
    lasts: ClassVar = True
    sentence: ClassVar = Text(
        zh="{vm}的数据最多被复制{most}次", en="the data of {vm} were copied at most: {most}"
    )
    vm: str = naming("vm")
    most: int = 0

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "most": self.most}

    def say(self, language: str) -> str:
        return (self.sentence if self.most else _UNTOUCHED).fill(language, self.facts)

    def holds(self, history: History) -> bool:
        return len(self._copies(history)) <= self.most

    def _copies(self, history: History) -> list:
        about = Ref("vm", self.vm)
        return [one for one in history.events if one.code in _COPYING and one.fact("vm") == about]

    def found(self, history: History) -> tuple[Fact, ...]:
        return tuple(Text(zh=one.say("zh"), en=one.say("en")) for one in self._copies(history))


describe(
    VmHardware,
    vcpus=Text(zh="vCPU数", en="vCPUs"),
    memory_mb=Text(zh="内存", en="memory"),
)
describe(DiskPartitionAtLeast, size_mb=Text(zh="至少的大小", en="the least size"))
describe(
    DiskAsWritten,
    written_mb=Text(zh="到那时为止写入的数据量", en="what had been written to it by then"),
)
describe(
    VmMemorySnapshot,
    name=Text(zh="快照的名称；null为任意一个", en="the snapshot's name; null: any"),
)
describe(BackupsInStore, at_least=Text(zh="至少几个", en="how many at least"))
describe(CopiesAtMost, most=Text(zh="最多几次", en="the most there may be"))
