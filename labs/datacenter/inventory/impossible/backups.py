"""What no backup store and no restore point may be."""

from __future__ import annotations

from collections.abc import Iterator

from labs.datacenter.inventory.backup import BackupStore, RestorePoint
from labs.datacenter.inventory.problem import Problem, pointer, problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.words import BackupKind, BackupProduct

VDP = BackupProduct.VDP


def store_limits(site: Site, store: BackupStore) -> Iterator[Problem]:
    path = pointer("backup_stores", store.name)
    largest_mb, most = site.limit("vdp_store_mb"), site.limit("vdp_appliances")
    if store.product is VDP and store.capacity_mb > largest_mb:
        yield problem(
            f"{path}/capacity_mb",
            "vSphere Data Protection的存储最大{most} MB",
            "is more than the {most} MB that a store of vSphere Data Protection can have",
            most=largest_mb,
        )
    if site.stored_mb(store.name) > store.capacity_mb:
        yield problem(
            f"{path}/capacity_mb",
            "恢复点所占的空间超过容量",
            "is less than what its restore points take",
        )
    if store.vms_limit is not None and len(site.vms_in_store(store.name)) > store.vms_limit:
        yield problem(
            f"{path}/most_vms",
            "保护的虚拟机超过上限",
            "is less than the number of machines that it protects",
        )
    appliances = [
        one.name
        for one in site.backup_stores.values()
        if one.product is VDP and one.vcenter == store.vcenter
    ]
    if store.name in appliances[most:]:
        yield problem(
            f"{path}/vcenter",
            "一个vCenter Server最多有{most}个vSphere Data Protection设备",
            "has more than {most} appliances of vSphere Data Protection",
            most=most,
        )


def point_chain(site: Site, point: RestorePoint) -> Iterator[Problem]:
    path = pointer("restore_points", point.name)
    parent = site.restore_points[point.parent] if point.parent else None
    if (point.kind is BackupKind.INCREMENTAL) != (parent is not None):
        yield problem(
            f"{path}/parent",
            "增量备份要有上一个恢复点，完整备份没有",
            "must be given for an incremental backup, and for no full one",
        )
    if parent is not None and (
        (parent.vm, parent.store) != (point.vm, point.store) or parent.number >= point.number
    ):
        yield problem(
            f"{path}/parent",
            "要是同一台虚拟机在同一存储中更早的恢复点",
            "must be an earlier point of the same machine in the same store",
        )
    if any(one.number == point.number and one.name < point.name for one in _all(site)):
        yield problem(f"{path}/number", "序号重复", "is the number of another point")
    if point.hardware.disks:
        yield problem(
            f"{path}/hardware/disks",
            "恢复点的磁盘写在它的disks里",
            "must be empty: the disks of a restore point stand in its own disks",
        )
    if point.memory.reservation_mb > point.hardware.memory_mb:
        yield problem(
            f"{path}/memory/reservation_mb",
            "内存预留大于虚拟机的内存",
            "reserves more memory than the machine has",
        )


def _all(site: Site) -> Iterator[RestorePoint]:
    return iter(site.restore_points.values())


def point_disks(site: Site, point: RestorePoint) -> Iterator[Problem]:
    parent = site.restore_points[point.parent] if point.parent else None
    for disk in point.disks:
        path = pointer("restore_points", point.name, "disks", disk.label)
        if not disk.whole and (parent is None or parent.disk(disk.label) is None):
            yield problem(
                f"{path}/whole",
                "上一个恢复点没有这块磁盘，必须复制整块",
                "must be true: the point before does not hold the disk",
            )
        sizes = (disk.used_mb or 0, disk.partition_mb or 0, disk.copied_mb)
        if disk.size_mb < 1 or max(sizes) > disk.size_mb:
            yield problem(
                path,
                "磁盘至少1 MB，已用和复制的数据不大于磁盘大小",
                "needs a size of at least 1 MB, and no more used or copied than that",
            )
        if len(disk.content) % 2 or (disk.content and disk.content[-1] > disk.written_mb):
            yield problem(
                f"{path}/content",
                "写入的内容要用成对的边界表示，且不超过写入总量",
                "must be pairs of boundaries, none beyond what was written",
            )


def tracked_points(site: Site, vm: VM) -> Iterator[Problem]:
    path = pointer("vms", vm.name, "tracking")
    if vm.tracking.points and not vm.tracking.active:
        yield problem(
            f"{path}/points",
            "更改块跟踪没有生效，不能有有效的更改ID",
            "needs tracking to be in effect",
        )
    unknown = set(vm.tracking.points).difference(site.points_of_vm.get(vm.name, ()))
    if unknown:
        yield problem(
            f"{path}/points",
            "不是这台虚拟机的恢复点：{names}",
            "names what are no restore points of the machine: {names}",
            names=", ".join(sorted(unknown)),
        )
    for name in set(vm.tracking.points) - unknown:
        for saved in site.restore_points[name].disks:
            disk = vm.disk(saved.label)
            if disk is not None and disk.written_mb < saved.written_mb:
                yield problem(
                    f"{path}/points",
                    "更改ID比磁盘的写入总量还新",
                    "names a point whose change ids are later than the disks",
                )


OF_STORE = (store_limits,)
OF_POINT = (point_chain, point_disks)
