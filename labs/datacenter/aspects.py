"""Aspects of a request: what only some machines, sites or moves have, and some rules are about.

A rule may name aspects, and is then asked only about requests that have one of them. A test asks
every rule all the same and compares. Bits of a number, because a report tests them each time.
"""

from __future__ import annotations

from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM

DEVICES = 1
RAW_DISKS = 2
SNAPSHOTS = 4
AFFINITY = 8
ENCRYPTION = 16
INSTALLER = 32  # the VMware Tools installer is mounted
LOCKED = 64  # files that another host keeps
TASKS = 128  # of the site: some run or wait
DISTRIBUTED = 256  # of the site: it has distributed switches
MAPPED = 512  # of the request: it names networks
ACROSS = 1024  # of the request: to another vCenter Server
ALL = 2047


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
    if vm.guest.tools_installer_mounted:
        found |= INSTALLER
    if vm.files.locked_by is not None:
        found |= LOCKED
    for disk in hardware.disks:
        if disk.rdm is not None:
            return found | RAW_DISKS
    return found


def aspects_around(site: Site, *, maps: bool, across: bool) -> int:
    """The aspects of a site and of a request that maps networks, or goes to another vCenter."""
    found = 0
    if site.tasks:
        found = TASKS
    if site.distributed_switches:
        found |= DISTRIBUTED
    if maps:
        found |= MAPPED
    return found | ACROSS if across else found
