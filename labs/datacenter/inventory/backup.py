"""Backups: the stores they lie in, the restore points, and what a point brings back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from labs.datacenter.inventory.extents import Content
from labs.datacenter.inventory.hardware import Disk, Hardware
from labs.datacenter.inventory.snapshot import flattened
from labs.datacenter.inventory.vm import CpuAllocation, Guest, MemoryAllocation
from labs.datacenter.meaning import describe
from labs.datacenter.text import Text
from labs.datacenter.words import BackupKind, BackupProduct, BusSharing, DiskMode, Provision

_MOST_VMS = {BackupProduct.VDP: 100, BackupProduct.VDR: 100}


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupStore:
    """A backup appliance with its store. `most_vms`: machines it protects; None: by product."""

    name: str
    vcenter: str
    product: BackupProduct = BackupProduct.VADP
    capacity_mb: int
    most_vms: int | None = None

    @property
    def vms_limit(self) -> int | None:
        """How many machines it protects at most; None: any number."""
        return _MOST_VMS.get(self.product) if self.most_vms is None else self.most_vms


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUpDisk:
    """A disk as a restore point holds it: its shape, and the data that were copied.

    `whole`: all of it was copied; else what `content` lists, on top of the point before.
    `written_mb` is its change id: how much had been written to it at the moment.
    """

    label: str
    datastore: str
    size_mb: int
    used_mb: int | None = None
    provision: Provision = Provision.THICK
    partition_mb: int | None = None
    sharing: BusSharing = BusSharing.NONE
    whole: bool = True
    copied_mb: int = 0
    content: Content = ()
    written_mb: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RestorePoint:
    """A machine at the moment of a backup. `parent`: the point an incremental one rests on.

    `number` counts the points of the site: of two, the later has the higher. `hardware` holds the
    settings; the disks stand in `disks`.
    """

    name: str
    number: int
    vm: str
    store: str
    kind: BackupKind
    parent: str | None = None
    at_s: int = 0
    hardware: Hardware = field(default_factory=Hardware)
    cpu: CpuAllocation = field(default_factory=CpuAllocation)
    memory: MemoryAllocation = field(default_factory=MemoryAllocation)
    guest: Guest = field(default_factory=Guest)
    disks: tuple[BackedUpDisk, ...] = ()

    @property
    def size_mb(self) -> int:
        """Space it takes in its store."""
        return sum(disk.copied_mb for disk in self.disks)

    def disk(self, label: str) -> BackedUpDisk | None:
        return next((one for one in self.disks if one.label == label), None)


def data_mb(disk: Disk) -> int:
    """What the guest sees on a disk, as far as its space is known."""
    return disk.size_mb if disk.rdm is not None else flattened(disk).filled_mb


def restored(saved: BackedUpDisk, content: Content, place: str, present: Disk | None) -> Disk:
    """The disk of a restore point with that content, in the place of the present one if any.

    Data of a raw device mapping go back to the LUN that the present disk maps. What was ever
    written counts on, so that no later write takes the number of an earlier one.
    """
    shape = Disk(
        label=saved.label,
        datastore=place if present is None else present.datastore,
        size_mb=saved.size_mb,
        used_mb=saved.used_mb,
        provision=saved.provision,
        partition_mb=saved.partition_mb,
        sharing=saved.sharing,
        mode=DiskMode.PERSISTENT,
        written_mb=saved.written_mb,
        content=content,
    )
    if present is None:
        return shape
    written_mb = max(saved.written_mb, present.written_mb)
    return replace(shape, rdm=present.rdm, written_mb=written_mb)


describe(
    BackupStore,
    Text(zh="一个备份设备及其存储空间", en="a backup appliance with its store"),
    vcenter=Text(zh="所属的vCenter Server", en="the vCenter Server it belongs to"),
    product=Text(zh="备份产品", en="the product"),
    capacity_mb=Text(zh="容量", en="capacity"),
    most_vms=Text(
        zh="最多保护的虚拟机数；null按产品而定", en="machines it protects at most; null: by product"
    ),
)
describe(
    BackedUpDisk,
    Text(zh="恢复点中的一块磁盘", en="a disk as a restore point holds it"),
    datastore=Text(zh="当时所在的数据存储", en="where it lay at the moment"),
    size_mb=Text(zh="当时的大小", en="its size at the moment"),
    used_mb=Text(zh="当时已写入的空间；null为全部", en="what was written to it by then; null: all"),
    partition_mb=Text(
        zh="客户机分区覆盖的大小；null为全部",
        en="how much of it the guest's partition covered; null: all",
    ),
    sharing=Text(zh="控制器的总线共享", en="bus sharing of its controller"),
    provision=Text(zh="置备方式", en="how it takes its space"),
    whole=Text(zh="是否复制了整块磁盘", en="whether all of it was copied"),
    copied_mb=Text(zh="复制的数据量", en="data copied"),
    content=Text(zh="复制了哪些写入", en="which writes were copied"),
    written_mb=Text(
        zh="更改ID：当时写入的总量", en="its change id: how much had been written to it by then"
    ),
)
describe(
    RestorePoint,
    Text(zh="一个恢复点", en="a restore point"),
    number=Text(zh="站点内的序号", en="its number within the site"),
    vm=Text(zh="备份的虚拟机", en="the machine it is of"),
    store=Text(zh="所在的备份存储", en="the backup store it lies in"),
    kind=Text(zh="完整或增量", en="full or incremental"),
    parent=Text(zh="增量所依赖的恢复点", en="the point an incremental one rests on"),
    at_s=Text(zh="备份的时刻", en="when it was made"),
    hardware=Text(
        zh="当时的设置；磁盘另列于disks", en="the settings of the moment; its disks stand in disks"
    ),
    cpu=Text(zh="处理器资源", en="processor resources"),
    memory=Text(zh="内存资源", en="memory resources"),
    guest=Text(zh="客户机操作系统", en="its guest operating system"),
    disks=Text(zh="当时的磁盘", en="the disks of the moment"),
)
