"""The virtual hardware of a machine, its disks with their delta files among it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from labs.datacenter.inventory.extents import Content
from labs.datacenter.meaning import describe
from labs.datacenter.text import Text
from labs.datacenter.words import (
    BackingType,
    BusSharing,
    DeviceKind,
    DiskMode,
    Provision,
    RdmMode,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """A delta file of a disk: what was written after a snapshot; `parent` None: the base disk.

    `content`: which writes it holds (see `extents`).
    """

    name: str
    parent: str | None = None
    used_mb: int = 0
    content: Content = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawMapping:
    """A LUN that a disk stands for; the disk's file is then only a pointer to it."""

    lun: str
    mode: RdmMode = RdmMode.VIRTUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """A virtual disk; `used_mb` is what was written to its base disk (None: all of it).

    A thin one takes so much room, a thick one all of its size. `top` is the delta the machine
    writes to; None: the base disk. `lost`: the base disk's file is gone or corrupt. `rdm`: the raw
    device it maps; its data then lie on the LUN and take no room on the datastore. `partition_mb`
    is how much of it the guest's partition covers; None: all. `sharing` is that of the controller
    it hangs on. Not `attached`: the machine no longer has it, but snapshots rest on its files.
    `written_mb`: what was ever written to it, counted on through reverts; `content`: which of
    these writes the base disk's file holds (see `extents`).
    """

    label: str
    datastore: str
    size_mb: int
    used_mb: int | None = None
    provision: Provision = Provision.THICK
    mode: DiskMode = DiskMode.PERSISTENT
    deltas: tuple[Delta, ...] = ()
    top: str | None = None
    lost: bool = False
    rdm: RawMapping | None = None
    written_mb: int = 0
    content: Content = ()
    partition_mb: int | None = None
    sharing: BusSharing = BusSharing.NONE
    attached: bool = True

    @property
    def base_mb(self) -> int:
        """Space of the base disk's file."""
        if self.rdm is not None:
            return 0
        return self.size_mb if self.provision is Provision.THICK else self.filled_mb

    @property
    def filled_mb(self) -> int:
        """Data in the base disk, whatever room its file takes."""
        return self.size_mb if self.used_mb is None else self.used_mb

    @property
    def guest_mb(self) -> int:
        """What the guest's partition covers, and so can be written to."""
        return self.size_mb if self.partition_mb is None else self.partition_mb

    @property
    def taken_mb(self) -> int:
        """Space on its datastore, deltas included."""
        return self.base_mb + sum(one.used_mb for one in self.deltas)

    @property
    def is_independent(self) -> bool:
        """Whether its mode keeps it out of snapshots."""
        return self.mode is not DiskMode.PERSISTENT

    @property
    def is_physical_mapping(self) -> bool:
        """Whether it is a raw device mapping in physical mode, which no snapshot can hold."""
        return self.rdm is not None and self.rdm.mode is RdmMode.PHYSICAL

    @property
    def is_left_out(self) -> bool:
        """Whether a snapshot does not hold it."""
        return self.is_independent or self.is_physical_mapping

    @property
    def is_captured(self) -> bool:
        """Whether the next snapshot will hold it."""
        return self.attached and not self.is_left_out

    def copied_as(self, provision: Provision) -> Disk:
        """It in that format, as a copy comes out; a raw device becomes a file, full of its data."""
        used_mb = None if self.rdm else self.used_mb
        return replace(self, provision=provision, rdm=None, used_mb=used_mb)


@dataclass(frozen=True, slots=True, kw_only=True)
class VirtualNic:
    """A network adapter; `connected` also means: to be connected at power-on."""

    label: str
    network: str
    connected: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceBacking:
    """What stands behind a device: an ISO file on a datastore, or a device of host or client."""

    type: BackingType
    datastore: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A removable or passed-through device.

    `vmotion`: a USB device of a host that is set up to stay connected while its machine moves.
    """

    label: str
    kind: DeviceKind = DeviceKind.CDROM
    backing: DeviceBacking
    connected: bool = True
    vmotion: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """The virtual hardware; `version` is None for one that every host runs."""

    vcpus: int = 1
    memory_mb: int = 1024
    disks: tuple[Disk, ...] = ()
    nics: tuple[VirtualNic, ...] = ()
    devices: tuple[Device, ...] = ()
    version: int | None = None


describe(
    Delta,
    Text(
        zh="磁盘的一个增量文件：快照之后写入的内容",
        en="a delta file of a disk: what was written after a snapshot",
    ),
    parent=Text(
        zh="所基于的增量文件；null为基础磁盘", en="the delta it rests on; null: the base disk"
    ),
    used_mb=Text(zh="已写入的空间", en="space written"),
    content=Text(
        zh="所含的写入：各区间的边界，依次递增",
        en="the writes it holds: boundaries of ranges, rising",
    ),
)
describe(
    RawMapping,
    Text(zh="磁盘所映射的裸设备", en="the raw device that a disk maps"),
    lun=Text(zh="所映射的LUN", en="the LUN it stands for"),
    mode=Text(zh="兼容模式", en="compatibility mode"),
)
describe(
    Disk,
    Text(zh="一块虚拟磁盘", en="a virtual disk"),
    datastore=Text(zh="文件所在的数据存储", en="the datastore its file is on"),
    size_mb=Text(zh="容量", en="size"),
    used_mb=Text(
        zh="基础磁盘中已写入的空间；null为全部",
        en="what was written to its base disk; null: all of it",
    ),
    provision=Text(zh="置备方式", en="how it takes its space"),
    mode=Text(zh="磁盘模式", en="disk mode"),
    deltas=Text(zh="增量文件", en="its delta files"),
    top=Text(
        zh="正在写入的增量文件；null为基础磁盘",
        en="the delta the machine writes to; null: the base disk",
    ),
    lost=Text(zh="基础磁盘的文件已丢失或损坏", en="the file of the base disk is gone or corrupt"),
    rdm=Text(zh="裸设备映射；null为普通磁盘", en="raw device mapping; null: a plain disk"),
    partition_mb=Text(
        zh="客户机分区的大小；null为整块磁盘",
        en="what the guest's partition covers; null: all of it",
    ),
    sharing=Text(zh="所接控制器的总线共享", en="bus sharing of the controller it hangs on"),
    attached=Text(
        zh="false：已从虚拟机移除，只有快照还依赖其文件",
        en="false: removed from the machine, and only snapshots rest on its files",
    ),
    written_mb=Text(
        zh="累计写入的数据量，还原也不减少",
        en="what was ever written to it, counted on through reverts",
    ),
    content=Text(
        zh="基础磁盘所含的写入：各区间的边界，依次递增",
        en="the writes its base disk holds: boundaries of ranges, rising",
    ),
)
describe(
    VirtualNic,
    Text(zh="一块虚拟网卡", en="a network adapter"),
    network=Text(zh="所连的端口组", en="the port group it is on"),
    connected=Text(
        zh="是否连接；关机时指开机后是否连接", en="whether it is connected, or will be at power-on"
    ),
)
describe(
    DeviceBacking,
    Text(zh="设备背后的实物", en="what stands behind a device"),
    type=Text(zh="种类", en="its kind"),
    datastore=Text(zh="ISO文件所在的数据存储", en="the datastore of an ISO file"),
    file=Text(zh="ISO文件名", en="the name of an ISO file"),
)
describe(
    Device,
    Text(zh="可移除设备或直通设备", en="a removable or passed-through device"),
    kind=Text(zh="设备种类", en="kind of device"),
    backing=Text(zh="设备背后的实物", en="what stands behind it"),
    connected=Text(zh="是否连接", en="whether it is connected"),
    vmotion=Text(
        zh="主机直通的USB设备是否在vMotion时保持连接",
        en="whether a USB device that a host passes through stays connected in a vMotion",
    ),
)
describe(
    Hardware,
    Text(zh="虚拟硬件", en="the virtual hardware"),
    vcpus=Text(zh="vCPU数", en="vCPUs"),
    memory_mb=Text(zh="配置的内存", en="memory it is configured with"),
    disks=Text(zh="虚拟磁盘", en="virtual disks"),
    nics=Text(zh="虚拟网卡", en="network adapters"),
    devices=Text(zh="其他设备", en="other devices"),
    version=Text(
        zh="虚拟硬件版本；null为所有主机都能运行的版本",
        en="virtual hardware version; null: one that every host runs",
    ),
)
