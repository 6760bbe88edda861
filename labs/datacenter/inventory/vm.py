"""Virtual machines, in small groups of fields so that a change copies little."""

from __future__ import annotations

from dataclasses import dataclass, field

from labs.datacenter.words import (
    BackingType,
    DeviceKind,
    DiskMode,
    PowerState,
    Provision,
    RdmMode,
)

ON = PowerState.ON
SUSPENDED = PowerState.SUSPENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class RawMapping:
    """A LUN that a disk stands for; the disk's file is then only a pointer to it."""

    lun: str
    mode: RdmMode = RdmMode.VIRTUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """A virtual disk; `used_mb` is what a thin one has written (None: all of it).

    `rdm`: the raw device it maps; its data then lie on the LUN and take no room on the datastore.
    """

    label: str
    datastore: str
    size_mb: int
    used_mb: int | None = None
    provision: Provision = Provision.THICK
    mode: DiskMode = DiskMode.PERSISTENT
    rdm: RawMapping | None = None

    @property
    def taken_mb(self) -> int:
        """Space on its datastore."""
        if self.rdm is not None:
            return 0
        if self.provision is Provision.THICK or self.used_mb is None:
            return self.size_mb
        return self.used_mb


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
    """A removable or passed-through device."""

    label: str
    kind: DeviceKind = DeviceKind.CDROM
    backing: DeviceBacking
    connected: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """The virtual hardware; `version` is None for one that every host runs."""

    vcpus: int = 1
    memory_mb: int = 1024
    disks: tuple[Disk, ...] = ()
    nics: tuple[VirtualNic, ...] = ()
    devices: tuple[Device, ...] = ()
    version: int | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """The guest operating system, and whether the installer of VMware Tools is mounted in it."""

    is_64_bit: bool = True
    tools_installer_mounted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Where the machine's own files lie; swap file and memory image lie beside the config file."""

    config: str


_NO_CPU = CpuAllocation()
_NO_MEMORY = MemoryAllocation()
_GUEST = Guest()


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

    @property
    def raw_disks(self) -> tuple[Disk, ...]:
        """Its disks that map a LUN."""
        return tuple(disk for disk in self.hardware.disks if disk.rdm is not None)

    @property
    def has_affinity(self) -> bool:
        """Whether it is bound to processors or NUMA nodes of its host."""
        return bool(self.cpu.affinity or self.memory.affinity)

    def nic(self, label: str) -> VirtualNic | None:
        return next((nic for nic in self.hardware.nics if nic.label == label), None)

    def device(self, label: str) -> Device | None:
        return next((one for one in self.hardware.devices if one.label == label), None)

    @property
    def datastores(self) -> tuple[str, ...]:
        """Every datastore that holds a file of the machine (mounted images are not its files)."""
        return tuple(sorted({self.files.config, *(disk.datastore for disk in self.hardware.disks)}))

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
        return disks + (self.state_file_mb if self.files.config == datastore else 0)

    @property
    def files_mb(self) -> int:
        return sum(self.taken_mb(datastore) for datastore in self.datastores)

    @property
    def reserved_mb(self) -> int:
        """Memory that running it takes from its host for certain."""
        return self.memory.reservation_mb + self.memory.overhead_mb
