"""What no snapshot tree and no chain of deltas may be; part of what no site may be."""

from __future__ import annotations

from collections.abc import Iterator

from labs.datacenter.inventory.cpu import GENERATIONS
from labs.datacenter.inventory.extents import size_mb
from labs.datacenter.inventory.hardware import Disk
from labs.datacenter.inventory.problem import Problem, pointer, problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.snapshot import Snapshot, held
from labs.datacenter.inventory.vm import VM
from labs.datacenter.words import PowerState

MOST_FILES = 256  # snapshots of a machine, deltas of a disk


def snapshot_problems(site: Site, vm: VM) -> Iterator[Problem]:
    """Problems of a machine's snapshots and of the files they rest on."""
    if (too_many := _too_many(vm)) is not None:
        yield too_many
        return
    for disk in vm.hardware.disks:
        yield from _files(vm, disk)
        yield from _contents(pointer("vms", vm.name, "hardware", "disks", disk.label), disk)
    if vm.snapshots.current is None and not vm.snapshots.tree:
        return
    yield from _tree(vm, site.limit("snapshot_levels"))
    for snapshot in vm.snapshots.tree:
        yield from _memory(vm, snapshot)
        yield from _settings(vm, snapshot)
        yield from _frozen(vm, snapshot)


def _too_many(vm: VM) -> Problem | None:
    """A bound of our own, so that a hostile file costs little."""
    most = max((len(disk.deltas) for disk in vm.hardware.disks), default=0)
    if max(most, len(vm.snapshots.tree)) <= MOST_FILES:
        return None
    return problem(
        pointer("vms", vm.name),
        "快照或一块磁盘的增量文件多于{most}个",
        "has more than {most} snapshots, or more deltas than that on one disk",
        most=MOST_FILES,
    )


def _tree(vm: VM, most: int) -> Iterator[Problem]:
    path, tree = pointer("vms", vm.name, "snapshots"), vm.snapshots
    if tree.current is not None and tree.find(tree.current) is None:
        yield problem(
            f"{path}/current",
            "没有名为{name}的快照",
            'names the snapshot "{name}", which does not exist',
            name=tree.current,
        )
    levels = _levels({one.name: one.parent for one in tree.tree})
    for one in tree.tree:
        if one.name not in levels:
            yield problem(
                path + pointer("tree", one.name, "parent"),
                "上级快照不存在，或者形成了循环",
                "leads to a snapshot that does not exist, or in a circle",
            )
        elif levels[one.name] > most:
            yield problem(
                path + pointer("tree", one.name),
                "快照链超过{most}级",
                "stands deeper than {most} levels",
                most=most,
            )


def _memory(vm: VM, snapshot: Snapshot) -> Iterator[Problem]:
    path = pointer("vms", vm.name, "snapshots", "tree", snapshot.name)
    seen = snapshot.cpu_generation
    if (seen is not None and seen not in GENERATIONS) or (seen is None) == bool(snapshot.memory_mb):
        yield problem(
            f"{path}/cpu_generation",
            "含内存的快照要有已知的处理器代次，不含内存的没有",
            "must be a known processor generation with memory, and absent without",
        )
    if snapshot.memory_mb and snapshot.power is PowerState.OFF:
        yield problem(
            f"{path}/memory_mb",
            "关机时的快照没有内存",
            "belongs to a machine that ran or was suspended, but this one was off",
        )
    if snapshot.memory_mb not in (0, snapshot.hardware.memory_mb):
        yield problem(
            f"{path}/memory_mb",
            "内存映像要与快照时的内存一样大",
            "must be as large as the memory of the moment",
        )


def _settings(vm: VM, snapshot: Snapshot) -> Iterator[Problem]:
    path = pointer("vms", vm.name, "snapshots", "tree", snapshot.name, "hardware")
    if snapshot.hardware.disks:
        yield problem(
            f"{path}/disks",
            "快照的磁盘写在快照的disks里",
            "must be empty: the disks of a snapshot stand in its own disks",
        )
    if snapshot.hardware.vcpus < 1 or snapshot.hardware.memory_mb < 4:
        yield problem(
            path,
            "至少要有1个vCPU和4 MB内存",
            "needs at least 1 vCPU and 4 MB of memory",
        )


def _frozen(vm: VM, snapshot: Snapshot) -> Iterator[Problem]:
    path = pointer("vms", vm.name, "snapshots", "tree", snapshot.name, "disks")
    for kept in snapshot.disks:
        disk = vm.disk(kept.label)
        files = {one.name for one in disk.deltas} | {None} if disk else set()
        if kept.delta not in files:
            yield problem(
                path + pointer(kept.label),
                "虚拟机没有这块磁盘或这个增量文件",
                "names a disk or a delta that the machine does not have",
            )
        elif disk.attached and kept.delta == disk.top:
            yield problem(
                path + pointer(kept.label, "delta"),
                "正在写入的文件不能同时是快照的文件",
                "names the file that the machine writes to, which is not frozen",
            )


def _files(vm: VM, disk: Disk) -> Iterator[Problem]:
    path = pointer("vms", vm.name, "hardware", "disks", disk.label)
    parents = {one.name: one.parent for one in disk.deltas}
    sound = _levels(parents)
    for delta in disk.deltas:
        if delta.name not in sound:
            yield problem(
                path + pointer("deltas", delta.name, "parent"),
                "上级增量文件不存在，或者形成了循环",
                "leads to a delta that does not exist, or in a circle",
            )
        if delta.used_mb > disk.size_mb:
            yield problem(
                path + pointer("deltas", delta.name, "used_mb"),
                "增量文件最多与磁盘一样大",
                "cannot be larger than the disk",
            )
    if not disk.attached:
        if disk.top not in vm.snapshots.frozen_files(disk.label):
            yield problem(
                f"{path}/attached",
                "已移除的磁盘只在有快照依赖其文件时保留",
                "is false for a disk of which snapshots hold the file named by top, but none does",
            )
        return
    if disk.top not in {*parents, None} or disk.top in set(parents.values()):
        yield problem(
            f"{path}/top",
            "要指明正在写入的文件，它之上不能再有增量文件",
            "must name the file written to, on which no other delta rests",
        )


def _contents(path: str, disk: Disk) -> Iterator[Problem]:
    parts = (disk.content, *(one.content for one in disk.deltas))
    if any(len(content) % 2 for content in parts):
        yield problem(
            f"{path}/content",
            "写入的内容要用成对的边界表示",
            "must be pairs of boundaries, in each of the disk's files",
        )
        return
    both = held(disk)
    if both and both[-1] > disk.written_mb:
        yield problem(
            f"{path}/written_mb",
            "文件里的内容多于写入总量",
            "is less than what the disk's files hold",
        )
    if size_mb(both) != sum(size_mb(content) for content in parts):
        yield problem(
            f"{path}/content",
            "同一次写入不能同时在两个文件里",
            "holds a write that another file of the disk holds too",
        )


def _levels(parents: dict[str, str | None]) -> dict[str, int]:
    """How deep each stands, from 1; without those whose parents lead nowhere or in a circle."""
    children: dict[str | None, list[str]] = {}
    for name, parent in parents.items():
        children.setdefault(parent, []).append(name)
    found: dict[str, int] = {}
    level, depth = children.get(None, []), 1
    while level:
        found.update(dict.fromkeys(level, depth))
        level = [child for name in level for child in children.get(name, ())]
        depth += 1
    return found
