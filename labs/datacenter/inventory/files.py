"""The files of a machine, derived from its state; their sizes are what it takes on datastores.

Text files (.vmx, .nvram, .vmsd, logs, disk descriptors, pointers to LUNs) are of kilobytes and
count 0 MB. A snapshot's memory image is counted with its .vmsn, whatever the release; the product
numbers these files, here they bear the snapshot's name. Sources: vSphere Virtual Machine
Administration (6.5, 6.7, 8.0): virtual machine files; kinds: `VirtualMachineFileLayoutExFileType`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from labs.datacenter.inventory.hardware import Disk
from labs.datacenter.words import FileKind, PowerState, RdmMode

if TYPE_CHECKING:
    from labs.datacenter.inventory.vm import VM

_POINTER = {RdmMode.VIRTUAL: "-rdm", RdmMode.PHYSICAL: "-rdmp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class VmFile:
    """One file on a datastore, in the machine's folder there."""

    name: str
    kind: FileKind
    datastore: str
    size_mb: int = 0


def files_of(vm: VM) -> tuple[VmFile, ...]:
    """Every file of a machine or template: its own, then those of its disks."""
    stems = _stems(vm)
    disks = (one for disk in vm.hardware.disks for one in _of_disk(disk, stems[disk.label]))
    return (*_beside_the_config(vm), *disks)


def _beside_the_config(vm: VM) -> Iterator[VmFile]:
    def file(name: str, kind: FileKind, size_mb: int = 0) -> VmFile:
        return VmFile(name=name, kind=kind, datastore=vm.files.config, size_mb=size_mb)

    yield file(f"{vm.name}.{'vmtx' if vm.template else 'vmx'}", FileKind.CONFIG)
    yield file(f"{vm.name}.nvram", FileKind.NVRAM)
    yield file("vmware.log", FileKind.LOG)
    if vm.power is PowerState.ON:
        yield file(f"{vm.name}.vswp", FileKind.SWAP, vm.state_file_mb)
    elif vm.power is PowerState.SUSPENDED:
        yield file(f"{vm.name}.vmss", FileKind.SUSPEND, vm.state_file_mb)
    yield file(f"{vm.name}.vmsd", FileKind.SNAPSHOT_LIST)
    for one in vm.snapshots.tree:
        yield file(f"{vm.name}-{one.name}.vmsn", FileKind.SNAPSHOT_DATA, one.memory_mb)


def _of_disk(disk: Disk, stem: str) -> Iterator[VmFile]:
    def file(name: str, kind: FileKind, size_mb: int = 0) -> VmFile:
        return VmFile(name=f"{name}.vmdk", kind=kind, datastore=disk.datastore, size_mb=size_mb)

    data = "-flat" if disk.rdm is None else _POINTER[disk.rdm.mode]
    yield file(stem, FileKind.DISK_DESCRIPTOR)
    yield file(f"{stem}{data}", FileKind.DISK_EXTENT, disk.base_mb)
    for delta in disk.deltas:
        yield file(f"{stem}-{delta.name}", FileKind.DISK_DESCRIPTOR)
        yield file(f"{stem}-{delta.name}-delta", FileKind.DISK_EXTENT, delta.used_mb)


def _stems(vm: VM) -> dict[str, str]:
    """Disk label -> file name without its end: web-01, web-01_1, web-01_2 … by label."""
    labels = [disk.label for disk in vm.hardware.disks]
    found = [re.search(r"[0-9]+$", label) for label in labels]
    numbers = [int(match.group()) - 1 if match else -1 for match in found]
    if len(set(numbers)) < len(numbers) or min(numbers, default=0) < 0:
        numbers = list(range(len(labels)))
    return {
        label: f"{vm.name}_{number}" if number else vm.name
        for label, number in zip(labels, numbers, strict=True)
    }
