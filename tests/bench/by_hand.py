"""The conditions of a vMotion in one plain function: what the rules are measured against.

No case, no rules, no findings: the codes of what objects, as somebody in a hurry would write it.
"""

from __future__ import annotations

from labs.datacenter.actions import Migrate, PowerOn
from labs.datacenter.inventory.cpu import GENERATIONS, missing_features
from labs.datacenter.inventory.hardware_versions import newest_hardware
from labs.datacenter.inventory.site import Site
from labs.datacenter.rules import ALL_RULES
from labs.datacenter.words import (
    BackingType,
    Connection,
    EncryptedVMotion,
    Licence,
    Link,
    Maintenance,
    MountMode,
    PathState,
    PowerState,
    Service,
)
from labs.datacenter.worlds import world

RELEASE = "8.0"
ON, UP, VMOTION = PowerState.ON, Link.UP, Service.VMOTION
CONNECTED, NORMAL = Connection.CONNECTED, Maintenance.NORMAL
READ_ONLY, ACTIVE = MountMode.READ_ONLY, PathState.ACTIVE
ISO, HOST, CLIENT = BackingType.ISO, BackingType.HOST, BackingType.CLIENT
PASSTHROUGH = BackingType.PASSTHROUGH
UNLICENSED = (Licence.ESSENTIALS,)
ENTERPRISE_PLUS, REQUIRED = Licence.ENTERPRISE_PLUS, EncryptedVMotion.REQUIRED
SIX, SIX_FIVE = (6, 0), (6, 5)


def unknown_to_it() -> list[str]:
    """Rules asked about a vMotion whose conditions the function does not have."""
    asked = [rule for rule in ALL_RULES if rule.level("VMO", RELEASE) is not None]
    worlds = {rule.code: world(rule.code, "VMO", release=RELEASE) for rule in asked}
    told = {code: objections(made.site, made.action) for code, made in worlds.items()}
    return [code for code, codes in told.items() if codes != [code]]


def objections(site: Site, action: Migrate) -> list[str]:
    """Codes of everything that objects to a vMotion under 8.0."""
    vm = site.vms.get(action.vm)
    target = site.hosts.get(action.host or (vm and vm.host))
    if vm is None or target is None:
        return ["request.unknown_object"]
    if vm.power is not ON:
        return ["power.wrong_state"]
    if target.name == vm.host:
        return ["request.mapping_in_place" if action.networks else "request.nothing_changes"]
    disks = {disk.datastore for disk in vm.hardware.disks}
    files = {*disks, vm.files.config}
    if action.datastore is not None and files != {action.datastore}:
        return ["request.wrong_shape"]
    source = site.hosts[vm.host]
    found = []
    if source.connection is not CONNECTED:
        found.append("host.disconnected")
    if target.connection is not CONNECTED:
        found.append("host.target_disconnected")
    if target.maintenance is not NORMAL:
        found.append("host.in_maintenance")

    mounts = {mount.datastore: mount for mount in target.mounts}
    if any(name not in mounts for name in disks):
        found.append("storage.disks_unreachable")
    config = vm.files.config
    if config not in mounts and config not in disks:
        found.append("storage.config_unreachable")
    seen = [mount for mount in source.mounts if mount.datastore in files]
    seen += [mounts[name] for name in files if name in mounts]
    if not all(site.datastores[name].accessible for name in files):
        found.append("storage.datastore_inaccessible")
    elif any(mount.device_lost for mount in seen):
        found.append("storage.device_lost")
    else:
        for mount in seen:
            if mount.paths and not any(path.state is ACTIVE for path in mount.paths):
                found.append("storage.all_paths_down")
                break
    if any(mounts[name].mode is READ_ONLY for name in files if name in mounts):
        found.append("storage.datastore_read_only")
    hardware = vm.hardware
    if hardware.version is not None:
        newest = newest_hardware(site.version_of(target.name))
        if newest is not None and hardware.version > newest:
            found.append("host.hardware_too_new")
    largest = site.host_limit("disk_mb", target.name)
    if any(d.size_mb > largest and d.rdm is None for d in hardware.disks):
        found.append("disk.host_too_old")
    if any(d.rdm is not None and d.rdm.lun not in target.luns for d in hardware.disks):
        found.append("storage.raw_device_unseen")

    here, there = source.cpu.generation, target.cpu.generation
    if GENERATIONS[here].vendor is not GENERATIONS[there].vendor:
        found.append("cpu.vendor_differs")
    elif missing_features(vm.cpu_generation or here, there):
        found.append("cpu.features_missing")
    cpu = target.cpu
    if hardware.vcpus > cpu.sockets * cpu.cores * cpu.threads:
        found.append("cpu.too_few_logical")
    if vm.guest.is_64_bit and not cpu.hardware_virtualization:
        found.append("cpu.no_hardware_virtualization")
    if vm.cpu.affinity or vm.memory.affinity:
        found.append("cpu.affinity_set")

    found += _network(source, target)
    found += _adapters(site, action, source, target)
    for device in hardware.devices:
        kind = device.backing.type
        if kind is HOST or (kind is ISO and device.backing.datastore not in mounts):
            found.append("device.backing_unreachable")
        elif kind is CLIENT and device.connected:
            found.append("device.client_connected")
        elif kind is PASSTHROUGH:
            found.append("device.passthrough")
    if vm.guest.tools_installer_mounted:
        found.append("device.tools_installer")
    if vm.snapshots.tree:
        found.append("snapshot.revert_may_fail")
    if vm.files.locked_by is not None:
        found.append("task.files_locked")
    encryption = vm.encryption
    if encryption.key_server is not None:
        if _version(site.version_of(target.name)) < SIX_FIVE:
            found.append("encryption.host_too_old")
    elif encryption.vmotion is REQUIRED and any(
        _version(site.version_of(one.name)) < SIX_FIVE for one in (source, target)
    ):
        found.append("encryption.vmotion_unavailable")
    if site.tasks:
        for task in site.tasks.values():
            if getattr(task.action, "vm", None) == vm.name:
                starts = isinstance(task.action, PowerOn) and not task.is_queued
                found.append("task.not_ready" if starts else "task.in_progress")
    if source.datacenter != target.datacenter:
        found += _boundaries(site, source, target)

    mb = mhz = 0
    for name in site.vms_of_host.get(target.name, ()):
        other = site.vms[name]
        if other.power is ON:
            mb += other.memory.reservation_mb + other.memory.overhead_mb
            mhz += other.cpu.reservation_mhz
    if vm.memory.reservation_mb + vm.memory.overhead_mb > target.memory_mb - target.kept_mb - mb:
        found.append("admission.memory_short")
    if vm.cpu.reservation_mhz > cpu.sockets * cpu.cores * cpu.mhz - target.kept_mhz - mhz:
        found.append("admission.cpu_short")
    return found


def _network(source: object, target: object) -> list[str]:
    found, names = [], []
    for host in (source, target):
        if host.licence in UNLICENSED:
            found.append("vmotion.not_licensed")
        ports = {port.network for port in host.vmkernel if VMOTION in port.services}
        names.append(ports)
        if not ports:
            found.append("vmotion.not_configured")
            continue
        uplinks = {
            name
            for switch in host.switches
            if any(group.name in ports for group in switch.port_groups)
            for name in switch.uplinks
            if name not in switch.unused
        }
        up = [nic.mbps for nic in host.nics if nic.name in uplinks and nic.link is UP]
        if not up:
            found.append("vmotion.link_down")
        elif max(up) < 1000:
            found.append("vmotion.link_slow")
    if source.address is not target.address:
        found.append("vmotion.address_families_differ")
    if names[0] and names[1]:
        if not names[0] & names[1]:
            found.append("vmotion.names_differ")
        if source.rtt_ms + target.rtt_ms > 150:
            found.append("vmotion.round_trip_long")
    return found


def _adapters(site: Site, action: Migrate, source: object, target: object) -> list[str]:
    found = []
    mapped = {one.nic: one.network for one in action.networks} if action.networks else {}
    for nic in site.vms[action.vm].hardware.nics:
        here = _switch_of(site, source, nic.network)
        there = _switch_of(site, target, mapped.get(nic.label, nic.network))
        if nic.label in mapped:
            if there is None:
                found.append("network.mapped_network_missing")
            elif mapped[nic.label] != nic.network:
                found += _change(site, source, target, here, there)
            continue
        if here in site.distributed_switches.values():
            if here is not there:
                found.append("network.not_a_member")
            continue
        if there is None:
            found.append("network.port_group_missing")
        if any(one is not None and not one.uplinks for one in (here, there)):
            found.append("network.internal_switch")
    return found


def _change(site: Site, source: object, target: object, here: object, there: object) -> list[str]:
    if any(_version(site.version_of(host.name)) < SIX for host in (source, target)):
        return ["network.change_not_supported"]
    distributed = tuple(site.distributed_switches.values())
    if here in distributed:
        if there not in distributed:
            return ["network.leaves_distributed"]
        if (here.version or RELEASE) != (there.version or RELEASE):
            return ["network.switch_versions_differ"]
    return []


def _switch_of(site: Site, host: object, network: str) -> object | None:
    for switch in host.switches:
        for group in switch.port_groups:
            if group.name == network:
                return switch
    for switch in site.distributed_switches.values():
        if any(one.host == host.name for one in switch.members):
            for group in switch.port_groups:
                if group.name == network:
                    return switch
    return None


def _boundaries(site: Site, source: object, target: object) -> list[str]:
    names = [site.datacenters[host.datacenter].vcenter for host in (source, target)]
    if names[0] == names[1]:
        return []
    here, there = (site.vcenters[name] for name in names)
    versions = [site.version_of_vcenter(name) for name in names]
    versions += [site.version_of(host.name) for host in (source, target)]
    found = ["boundary.version_too_old" for one in versions if _version(one) < SIX][:1]
    if any(host.licence is not ENTERPRISE_PLUS for host in (source, target)):
        found.append("boundary.enterprise_plus_missing")
    if abs(here.clock_ahead_s - there.clock_ahead_s) > min(
        here.clock_tolerance_s, there.clock_tolerance_s
    ):
        found.append("boundary.clocks_apart")
    return found


def _version(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))
