"""Derived numbers of a site, for a summary page: nothing here is stored anywhere."""

from __future__ import annotations

from labs.datacenter.inventory.site import Site
from labs.datacenter.standing import standing


def host_figures(site: Site, name: str) -> dict[str, object]:
    host = site.hosts[name]
    return {
        "vms": list(site.vms_of_host.get(name, ())),
        "running": [vm.name for vm in site.running_on(name)],
        "logical_cpus": host.cpu.logical,
        "reservable_mb": host.reservable_mb,
        "unreserved_mb": site.unreserved_mb(name),
        "reservable_mhz": host.reservable_mhz,
        "unreserved_mhz": site.unreserved_mhz(name),
        "configured_mb": sum(vm.hardware.memory_mb for vm in site.running_on(name)),
        "paths": {
            mount.datastore: {"live": list(mount.live), "carrying": list(mount.carrying)}
            for mount in host.mounts
            if mount.paths
        },
        "carrying": {
            switch.name: [nic.name for nic in host.carrying(switch)] for switch in host.switches
        },
    }


def datastore_figures(site: Site, name: str) -> dict[str, object]:
    return {
        "capacity_mb": site.datastores[name].capacity_mb,
        "used_mb": site.used_mb(name),
        "free_mb": site.free_mb(name),
        "hosts": list(site.hosts_of_datastore.get(name, ())),
        "vms": list(site.vms_of_datastore.get(name, ())),
    }


def vm_figures(site: Site, name: str) -> dict[str, object]:
    vm = site.vms[name]
    return {
        "datastores": list(vm.datastores),
        "files_mb": vm.files_mb,
        "state_file_mb": vm.state_file_mb,
        "cpu_seen": site.cpu_seen_by(vm),
        "snapshots": [one.name for one in vm.snapshots.tree],
        "snapshot_levels": vm.snapshots.levels,
        "deltas_mb": sum(disk.taken_mb - disk.base_mb for disk in vm.hardware.disks),
        "needs_consolidation": vm.needs_consolidation,
    }


def figures(site: Site) -> dict[str, object]:
    """Every figure of every object, and what is wrong as the site stands."""
    return {
        "release": site.release,
        "hosts": {name: host_figures(site, name) for name in site.hosts},
        "datastores": {name: datastore_figures(site, name) for name in site.datastores},
        "vms": {name: vm_figures(site, name) for name in site.vms},
        "warnings": [one.as_json() for one in standing(site)],
    }
