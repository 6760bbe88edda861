"""Aspects of a machine: what only some machines have, and whole groups of rules are about.

A rule may name aspects, and is then asked only about machines that have one of them. A test asks
every rule all the same and compares. Bits of a number, because a report tests them each time.
"""

from __future__ import annotations

from labs.datacenter.inventory.vm import VM

DEVICES = 1
RAW_DISKS = 2
SNAPSHOTS = 4
AFFINITY = 8
ENCRYPTION = 16
ALL = 31


def aspects_of(vm: VM | None) -> int:
    """The aspects that a machine has; none of no machine."""
    if vm is None:
        return 0
    hardware = vm.hardware
    found = 0
    if hardware.devices:
        found = DEVICES
    if vm.snapshots.tree:
        found |= SNAPSHOTS
    if vm.cpu.affinity or vm.memory.affinity:
        found |= AFFINITY
    if vm.encryption.matters:
        found |= ENCRYPTION
    for disk in hardware.disks:
        if disk.rdm is not None:
            return found | RAW_DISKS
    return found
