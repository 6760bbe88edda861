"""The virtual hardware of a machine, its disks with their delta files among it."""

from __future__ import annotations

from dataclasses import dataclass

from labs.datacenter.inventory.extents import Content
from labs.datacenter.words import BackingType, DeviceKind, DiskMode, Provision, RdmMode


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
    """A virtual disk; `used_mb` is what a thin one has written (None: all of it).

    `top` is the delta the machine writes to; None: the base disk. `lost`: the base disk's file is
    gone or corrupt. `rdm`: the raw device it maps; its data then lie on the LUN and take no room on
    the datastore. `written_mb`: what was ever written to it, counted on through reverts; `content`:
    which of these writes the base disk's file holds (see `extents`).
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

    @property
    def base_mb(self) -> int:
        """Space of the base disk's file."""
        if self.rdm is not None:
            return 0
        if self.provision is Provision.THICK or self.used_mb is None:
            return self.size_mb
        return self.used_mb

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
