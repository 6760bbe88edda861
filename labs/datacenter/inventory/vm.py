"""Virtual machines, in small groups of fields so that a change copies little."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from labs.datacenter.inventory.encryption import Encryption
from labs.datacenter.inventory.files import VmFile, files_of
from labs.datacenter.inventory.hardware import Device, Disk, Hardware, VirtualNic
from labs.datacenter.inventory.snapshot import Snapshot, Snapshots, merged
from labs.datacenter.inventory.tracking import ChangeTracking, settled
from labs.datacenter.meaning import describe, meaning
from labs.datacenter.text import Text
from labs.datacenter.words import PowerState, Quiescing

ON = PowerState.ON
SUSPENDED = PowerState.SUSPENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class CpuAllocation:
    """What the machine is promised of the processors.

    `affinity`: numbers of the only logical processors it may run on; () means any.
    """

    reservation_mhz: int = 0
    affinity: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryAllocation:
    """What the machine is promised of the memory, and what running it costs besides.

    `affinity`: numbers of the only NUMA nodes its memory may come from; () means any.
    """

    reservation_mb: int = 0
    overhead_mb: int = 0
    affinity: tuple[int, ...] = ()

    def within(self, memory_mb: int) -> MemoryAllocation:
        """The same for a machine of that much memory: no more than that can be reserved."""
        return replace(self, reservation_mb=min(self.reservation_mb, memory_mb))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """The guest operating system.

    `crashed`: it has stopped with an error of its own, while the machine goes on running.
    `quiescing` is how freezing it for a snapshot would end.
    """

    is_64_bit: bool = True
    crashed: bool = False
    tools: bool = True
    tools_installer_mounted: bool = False
    quiescing: Quiescing = Quiescing.SUCCEEDS

    @property
    def answers(self) -> bool:
        """Whether VMware Tools in it answers."""
        return self.tools and not self.crashed


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Where the machine's own files lie; swap file and memory image lie beside the config file.

    `locked_by` is the host that keeps them locked against any other use; None: nobody does.
    """

    config: str
    locked_by: str | None = None


_NO_CPU = CpuAllocation()
_NO_MEMORY = MemoryAllocation()
_GUEST = Guest()
_NO_SNAPSHOTS = Snapshots()
_PLAIN = Encryption()
_NOT_TRACKED = ChangeTracking()


@dataclass(frozen=True, slots=True, kw_only=True)
class VM:
    """A virtual machine, or a template.

    `cpu_generation` is the processor it saw at power-on, where that is not its host's: a running
    or suspended machine keeps it until it is powered off.
    """

    name: str
    host: str
    power: PowerState = PowerState.OFF
    template: bool = False
    cpu_generation: str | None = None
    files: Files
    hardware: Hardware = field(default_factory=Hardware)
    cpu: CpuAllocation = _NO_CPU
    memory: MemoryAllocation = _NO_MEMORY
    guest: Guest = _GUEST
    snapshots: Snapshots = _NO_SNAPSHOTS
    encryption: Encryption = _PLAIN
    tracking: ChangeTracking = _NOT_TRACKED

    @property
    def is_encrypted(self) -> bool:
        return self.encryption.key_server is not None

    def with_disks(self, disks: Iterable[Disk]) -> VM:
        """The machine with these disks instead of its own."""
        return replace(self, hardware=replace(self.hardware, disks=tuple(disks)))

    def reopened(self) -> VM:
        """The machine after its files were opened anew: settings that waited for it are in effect.

        That happens when it is powered on or resumed, when a snapshot comes or goes, and when it
        migrates while it runs.
        """
        tracking = settled(self.tracking)
        return self if tracking is self.tracking else replace(self, tracking=tracking)

    def stopped(self) -> VM:
        """The machine without power: it keeps its files and nothing of its memory."""
        return replace(
            self,
            power=PowerState.OFF,
            cpu_generation=None,
            guest=replace(self.guest, crashed=False),
        )

    @property
    def disks(self) -> tuple[Disk, ...]:
        """The disks it has; `hardware.disks` also holds removed ones that snapshots rest on."""
        return tuple(disk for disk in self.hardware.disks if disk.attached)

    @property
    def raw_disks(self) -> tuple[Disk, ...]:
        """Its disks that map a LUN."""
        return tuple(disk for disk in self.disks if disk.rdm is not None)

    @property
    def has_affinity(self) -> bool:
        """Whether it is bound to processors or NUMA nodes of its host."""
        return bool(self.cpu.affinity or self.memory.affinity)

    def nic(self, label: str) -> VirtualNic | None:
        return next((nic for nic in self.hardware.nics if nic.label == label), None)

    def device(self, label: str) -> Device | None:
        return next((one for one in self.hardware.devices if one.label == label), None)

    def disk(self, label: str) -> Disk | None:
        return next((one for one in self.hardware.disks if one.label == label), None)

    def snapshot(self, name: str) -> Snapshot | None:
        return self.snapshots.find(name)

    @property
    def needs_consolidation(self) -> bool:
        """Whether disks have deltas that no snapshot needs any more."""
        return any(
            merged(disk, self.snapshots.frozen_files(disk.label)).disk != disk
            for disk in self.hardware.disks
        )

    @property
    def datastores(self) -> tuple[str, ...]:
        """Every datastore that holds a file of the machine (mounted images are not its files)."""
        config, disks = self.files.config, self.hardware.disks
        for disk in disks:
            if disk.datastore != config:
                return tuple(sorted({config, *(disk.datastore for disk in disks)}))
        return (config,)

    @property
    def swap_file_mb(self) -> int:
        """Size the swap file has while the machine runs: memory less its reservation."""
        return max(0, self.hardware.memory_mb - self.memory.reservation_mb)

    @property
    def state_file_mb(self) -> int:
        """What the present power state keeps beside the config file: swap file, memory image."""
        if self.power is ON:
            return self.swap_file_mb
        return self.hardware.memory_mb if self.power is SUSPENDED else 0

    def taken_mb(self, datastore: str) -> int:
        """Space the machine's files take on a datastore."""
        disks = sum(d.taken_mb for d in self.hardware.disks if d.datastore == datastore)
        if self.files.config != datastore:
            return disks
        return disks + self.state_file_mb + self.snapshots.memory_mb

    @property
    def file_list(self) -> tuple[VmFile, ...]:
        """Its files by name; on each datastore their sizes add up to `taken_mb`."""
        return files_of(self)

    @property
    def files_mb(self) -> int:
        return sum(self.taken_mb(datastore) for datastore in self.datastores)

    @property
    def reserved_mb(self) -> int:
        """Memory that running it takes from its host for certain."""
        return self.memory.reservation_mb + self.memory.overhead_mb


@dataclass(frozen=True, slots=True, kw_only=True)
class UnregisteredVM(VM):
    """A machine or template that stands in no inventory: its files lie where they were left.

    `host` is the last that had it.
    """


describe(
    CpuAllocation,
    Text(zh="处理器资源", en="what a machine is promised of the processors"),
    reservation_mhz=Text(zh="预留", en="reservation"),
    affinity=Text(
        zh="只能使用的逻辑处理器编号；空表示不限",
        en="numbers of the only logical processors it may run on; empty: any",
    ),
)
describe(
    MemoryAllocation,
    Text(zh="内存资源", en="what a machine is promised of the memory"),
    reservation_mb=Text(zh="预留", en="reservation"),
    overhead_mb=Text(zh="运行它另需的内存", en="memory that running it costs besides"),
    affinity=Text(
        zh="只能使用的NUMA节点编号；空表示不限",
        en="numbers of the only NUMA nodes its memory may come from; empty: any",
    ),
)
describe(
    Guest,
    Text(zh="客户机操作系统", en="the guest operating system"),
    is_64_bit=Text(zh="是否为64位", en="whether it is a 64-bit one"),
    crashed=Text(zh="客户机是否已崩溃", en="whether it has crashed while the machine runs on"),
    tools=Text(zh="是否安装VMware Tools", en="whether VMware Tools are installed"),
    tools_installer_mounted=Text(
        zh="VMware Tools安装程序是否已挂载", en="whether the installer of VMware Tools is mounted"
    ),
    quiescing=Text(zh="为快照静默时的结果", en="how quiescing it for a snapshot ends"),
)
describe(
    Files,
    Text(zh="虚拟机自身文件的位置", en="where the files of a machine lie"),
    config=Text(
        zh="配置文件所在的数据存储；交换文件和内存映像与它在一起",
        en="datastore of the configuration file; swap file and memory image lie beside it",
    ),
    locked_by=Text(
        zh="锁住文件不放的主机；null为没有", en="the host that keeps them locked; null: none"
    ),
)
describe(
    VM,
    Text(zh="一台虚拟机或一个模板", en="a virtual machine or a template"),
    host=Text(zh="所在的主机", en="the host it is on"),
    power=Text(zh="电源状态", en="power state"),
    template=Text(zh="是否为模板", en="whether it is a template"),
    cpu_generation=Text(
        zh="开机时看到的处理器代次；null与所在主机相同",
        en="the processor generation it saw at power-on; null: that of its host",
    ),
    files=Text(zh="自身文件的位置", en="where its files lie"),
    hardware=Text(zh="虚拟硬件", en="its virtual hardware"),
    cpu=Text(zh="处理器资源", en="processor resources"),
    memory=Text(zh="内存资源", en="memory resources"),
    guest=Text(zh="客户机操作系统", en="its guest operating system"),
    snapshots=Text(zh="快照", en="its snapshots"),
    encryption=Text(
        zh="虚拟机及其vMotion的加密", en="encryption of the machine and of its vMotion"
    ),
    tracking=Text(zh="更改块跟踪", en="changed-block tracking"),
)
describe(
    UnregisteredVM,
    Text(
        zh="不在清单中、文件仍在数据存储上的一台虚拟机或一个模板",
        en="a virtual machine or a template that is in no inventory, its files left on datastores",
    ),
    **{
        **meaning(VM).of_fields,
        "host": Text(zh="最后注册它的主机", en="the last host that had it"),
        "power": Text(zh="电源状态；不能是poweredOn", en="power state; never poweredOn"),
    },
)
