"""The chain of files behind snapshots: what is frozen, what is written, what it all takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from labs.datacenter.actions import (
    Action,
    ConsolidateDisks,
    PowerOn,
    RemoveAllSnapshots,
    RemoveSnapshot,
    RevertToSnapshot,
    TakeSnapshot,
    WriteToDisk,
)
from labs.datacenter.inventory.hardware import Disk
from labs.datacenter.inventory.places import Datacenter, VCenter
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.presets import GB, a_datastore, a_host, a_vm
from labs.datacenter.text import Text
from labs.datacenter.words import PowerState, Provision
from labs.figures.scene import LiveFigure, Offer, Scene, listed, sentences, size
from labs.figures.shapes import Sheet
from labs.figures.storage_bar import HEIGHT as BAR
from labs.figures.storage_bar import Share, draw_bar, used_words
from labs.topology.lettering import NOTE_PX, width_of

NAME, HOST, STORE, DISK = "app-01", "esx-01", "san-a", "Hard disk 1"
SNAPSHOTS = tuple(f"s{number}" for number in range(1, 7))
ROW, BOX = 44, 32
DEEPEST = 6  # levels that are still indented

_GUEST = Text(zh="客户机", en="Guest")
_SNAPSHOTS = Text(zh="快照", en="Snapshots")
_EACH = Text(zh="快照{name}", en="Snapshot {name}")
_REVERT = Text(zh="恢复到{name}", en="Revert to {name}")
_DELETE = Text(zh="删除{name}", en="Delete {name}")
_OFFERS = {
    "write": Text(zh="写入4 GB", en="Write 4 GB"),
    "start": Text(zh="开机", en="Power on"),
    "take": Text(zh="创建快照", en="Take a snapshot"),
    "take-memory": Text(zh="创建含内存的快照", en="Take one with memory"),
    "delete-all": Text(zh="全部删除", en="Delete all"),
    "consolidate": Text(zh="整合磁盘", en="Consolidate disks"),
}
_BASE = Text(zh="基础磁盘", en="base disk")
_DELTAS = Text(zh="增量", en="deltas")
_MEMORY = Text(zh="内存", en="memory")
_WITH_MEMORY = Text(zh="{name}含内存", en="{name} + memory")
_WRITES = Text(zh="写在这里", en="writes here")
_WOULD_WRITE = Text(zh="开机后写在这里", en="will write here")
_POWER = {
    True: Text(zh="{vm}已开机，正在写入{file}。", en="{vm} is powered on and writes to {file}."),
    False: Text(
        zh="{vm}已关机，开机后将写入{file}。",
        en="{vm} is powered off and will write to {file} once it is on.",
    ),
}
_ALONE = Text(zh="基础磁盘{file}：{size}{marks}。", en="Base disk {file}: {size}{marks}.")
_ABOVE = Text(zh="{file}：{size}，依赖{parent}{marks}。", en="{file}: {size}, on {parent}{marks}.")
_FROZEN = Text(zh="，被快照{names}冻结", en=", frozen by {names}")
_IMAGES = Text(zh="内存映像占{size}。", en="Memory images take {size}.")
_HELD = Text(zh="{store}：{used}。", en="{store}: {used}.")
_WAITING = Text(
    zh="已没有快照需要的增量还留着，等待整合。",
    en="Deltas that no snapshot needs are still there and wait for consolidation.",
)


@dataclass(frozen=True, kw_only=True)
class DiskFile:
    """A file of the disk in the chain: what it rests on, which snapshots froze it."""

    delta: str | None
    name: str
    size_mb: int
    depth: int
    parent: str | None
    frozen_by: tuple[str, ...]
    is_written: bool


class SnapshotChain(LiveFigure):
    """One machine with one thin disk on a datastore too small for carelessness."""

    name = "snapshot-chain"
    keys = frozenset(
        (*_OFFERS, *(f"{verb}-{name}" for verb in ("revert", "delete") for name in SNAPSHOTS))
    )
    objectives = ("5.10", "5.13", "5.14", "5.15")
    opening = ("take", "write", "take", "write")

    def world(self, variant: str) -> Site:
        vm = a_vm(NAME, host=HOST, datastore=STORE, disk_gb=32, reservation_mb=4 * GB)
        disk = replace(vm.hardware.disks[0], provision=Provision.THIN, used_mb=12 * GB)
        things = (
            VCenter(name="vc-01"),
            Datacenter(name="DC-A", vcenter="vc-01"),
            a_datastore(STORE, gb=40),
            a_host(HOST, datastores=(STORE,)),
            replace(vm, hardware=replace(vm.hardware, disks=(disk,))),
        )
        return Site.of(things, release=variant)

    def action(self, key: str, scene: Scene) -> Action | None:
        verb, _, which = key.partition("-")
        if verb == "take":
            name = _next_name(scene)
            memory = which == "memory"
            return TakeSnapshot(vm=NAME, name=name, memory=memory) if name else None
        if verb == "revert":
            return RevertToSnapshot(vm=NAME, snapshot=which)
        if verb == "delete" and which != "all":
            return RemoveSnapshot(vm=NAME, snapshot=which)
        return {
            "write": WriteToDisk(vm=NAME, disk=DISK, size_mb=4 * GB),
            "start": PowerOn(vm=NAME),
            "delete-all": RemoveAllSnapshots(vm=NAME),
            "consolidate": ConsolidateDisks(vm=NAME),
        }[key]

    def offers(self, scene: Scene) -> Iterator[Offer]:
        vm = scene.site.vms[NAME]
        names = [one.name for one in vm.snapshots.tree]
        yield Offer(key="write", label=_OFFERS["write"], group=_GUEST)
        if vm.power is not PowerState.ON:
            yield Offer(key="start", label=_OFFERS["start"], group=_GUEST)
        if _next_name(scene):
            yield Offer(key="take", label=_OFFERS["take"], group=_SNAPSHOTS)
            yield Offer(key="take-memory", label=_OFFERS["take-memory"], group=_SNAPSHOTS)
        if names:
            yield Offer(key="delete-all", label=_OFFERS["delete-all"], group=_SNAPSHOTS)
        if vm.needs_consolidation:
            yield Offer(key="consolidate", label=_OFFERS["consolidate"], group=_SNAPSHOTS)
        for name in names:
            group = _about(_EACH, name)
            yield Offer(key=f"revert-{name}", label=_about(_REVERT, name), group=group)
            yield Offer(key=f"delete-{name}", label=_about(_DELETE, name), group=group)

    def tells(self, scene: Scene, language: str) -> str:
        vm = scene.site.vms[NAME]
        files = chain(vm)
        written = next(one.name for one in files if one.is_written)
        power = _POWER[vm.power is PowerState.ON]
        told = [power.fill(language, {"vm": NAME, "file": written})]
        told += [_told(vm, one, files, language) for one in files]
        if vm.snapshots.memory_mb:
            told.append(_IMAGES.fill(language, {"size": size(vm.snapshots.memory_mb)}))
        used = used_words(scene.site, STORE, language)
        told.append(_HELD.fill(language, {"store": STORE, "used": used}))
        if vm.needs_consolidation:
            told.append(_WAITING.in_language(language))
        return sentences(told, language)

    def paint(self, scene: Scene, language: str, sheet: Sheet) -> float:
        vm = scene.site.vms[NAME]
        y = _paint_chain(sheet, vm, language)
        disk = vm.disk(DISK)
        shares = (
            Share(label=_BASE.in_language(language), mb=disk.base_mb, kind="base"),
            Share(label=_DELTAS.in_language(language), mb=disk.taken_mb - disk.base_mb, kind="new"),
            Share(label=_MEMORY.in_language(language), mb=vm.snapshots.memory_mb, kind="memory"),
        )
        draw_bar(sheet, scene.site, STORE, shares, language, y=y + 8)
        return y + 8 + BAR


def chain(vm: VM) -> tuple[DiskFile, ...]:
    """The files of its disk: each after the one it rests on, branch by branch."""
    disk = vm.disk(DISK)
    return tuple(_files_on(vm, disk, None, depth=0))


def _files_on(vm: VM, disk: Disk, delta: str | None, *, depth: int) -> Iterator[DiskFile]:
    found = next((one for one in disk.deltas if one.name == delta), None)
    yield DiskFile(
        delta=delta,
        name=f"{NAME}-{delta}-delta.vmdk" if delta else f"{NAME}-flat.vmdk",
        size_mb=found.used_mb if found else disk.base_mb,
        depth=depth,
        parent=found.parent if found else None,
        frozen_by=tuple(
            one.name
            for one in vm.snapshots.tree
            if (held := one.frozen(DISK)) is not None and held.delta == delta
        ),
        is_written=disk.top == delta,
    )
    for child in disk.deltas:
        if child.parent == delta:
            yield from _files_on(vm, disk, child.name, depth=depth + 1)


def _next_name(scene: Scene) -> str | None:
    """A name no snapshot of this scene ever had."""
    number = len(scene.done("take", "take-memory"))
    return SNAPSHOTS[number] if number < len(SNAPSHOTS) else None


def _about(words: Text, name: str) -> Text:
    return Text(zh=words.zh.format(name=name), en=words.en.format(name=name))


def _told(vm: VM, one: DiskFile, files: Iterable[DiskFile], language: str) -> str:
    names = listed((_flag(vm, name, language) for name in one.frozen_by), language)
    marks = _FROZEN.fill(language, {"names": names}) if names else ""
    facts = {"file": one.name, "size": size(one.size_mb), "marks": marks}
    if one.delta is None:
        return _ALONE.fill(language, facts)
    parent = next(each.name for each in files if each.delta == one.parent)
    return _ABOVE.fill(language, {**facts, "parent": parent})


def _flag(vm: VM, name: str, language: str) -> str:
    """A snapshot by name, and whether it holds the memory."""
    words = _WITH_MEMORY.fill(language, {"name": name})
    return words if vm.snapshot(name).memory_mb else name


def _paint_chain(sheet: Sheet, vm: VM, language: str) -> float:
    """One row a file, each indented under the one it rests on; where the last row ends."""
    step, wide = (10, 236) if sheet.is_tall else (22, 250)
    placed: dict[str | None, tuple[float, float]] = {}
    y = 1.0
    for one in chain(vm):
        x = 1.0 + step * min(one.depth, DEEPEST)
        if one.delta is not None:
            left, bottom = placed[one.parent]
            down = left + 5
            sheet.line("wire", f"M{x:g} {y + BOX / 2:g}H{down:g}V{bottom + 9:g}")
            sheet.head("rests", down, bottom, "up")
        sheet.plate("file written" if one.is_written else "file", x, y, wide, BOX)
        sheet.words(one.name, x + 9, y + 20.5, room=wide - 66)
        sheet.words(size(one.size_mb), x + wide - 9, y + 20.5, "b end")
        right = _paint_flags(sheet, vm, one, language, x=x + wide + 6, y=y)
        placed[one.delta] = (x, y + BOX)
        y += ROW
        if one.is_written:
            y += _paint_writer(sheet, vm, language, x=x, right=right, y=y - ROW)
    return y


def _paint_flags(
    sheet: Sheet, vm: VM, one: DiskFile, language: str, *, x: float, y: float
) -> float:
    """A flag for each snapshot that froze the file; where the last one ends."""
    for name in one.frozen_by:
        has_memory = bool(vm.snapshot(name).memory_mb)
        words = _flag(vm, name, language)
        wide = 14 + width_of(words, size=NOTE_PX)
        if x + wide > sheet.width:
            words, wide = name, 26
        kind, round_by = ("flag memory", 3) if has_memory else ("flag", 11)
        sheet.plate(kind, x, y + 5, wide, 22, round_by)
        sheet.words(words, x + wide / 2, y + 20.5, "m mid")
        x += wide + 4
    return x


def _paint_writer(
    sheet: Sheet, vm: VM, language: str, *, x: float, right: float, y: float
) -> float:
    """The machine and the file it writes to; the room it takes besides the file's row."""
    is_on = vm.power is PowerState.ON
    words = (_WRITES if is_on else _WOULD_WRITE).in_language(language)
    state = "on" if is_on else "off"
    kind = "path" if is_on else "path waiting"
    if sheet.is_tall:
        sheet.line(kind, f"M{x + 60:g} {y + BOX + 22:g}V{y + BOX + 9:g}")
        sheet.head("", x + 60, y + BOX, "up")
        sheet.machine(NAME, state, x + 16, y + BOX + 20, 96)
        sheet.words(words, x + 120, y + BOX + 41, "m")
        return BOX + 22
    start = sheet.width - 97
    sheet.line(kind, f"M{start:g} {y + BOX / 2:g}H{right + 9:g}")
    sheet.head("", right, y + BOX / 2, "left")
    sheet.words(words, (start + right) / 2 + 4, y + 11, "m mid", room=start - right - 8)
    sheet.machine(NAME, state, start, y - 1, 96)
    return 0
