"""Derived numbers of a site, for a summary page: nothing here is stored anywhere."""

from __future__ import annotations

from labs.datacenter.capacity import datastore_cost, host_costs
from labs.datacenter.inventory.hardware import Disk
from labs.datacenter.inventory.host import Host, Mount
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.task import Task
from labs.datacenter.inventory.teaming import Network, carrying
from labs.datacenter.inventory.vm import VM
from labs.datacenter.standing import standing
from labs.datacenter.text import LANGUAGES

Figures = dict[str, object]


def host_figures(site: Site, name: str) -> Figures:
    host = site.hosts[name]
    return {
        "version": site.version_of(name),
        "vcenter": site.vcenter_of(name),
        "vms": list(site.vms_of_host.get(name, ())),
        "running": [vm.name for vm in site.running_on(name)],
        **_processor_figures(site, host),
        **_memory_figures(site, host),
        "networks": [one.name for one in site.networks_of(name)],
        "vmotion_ports": [port.name for port in host.vmotion_ports],
        "costs": host_costs(site, name),
        "free_nics": [nic.name for nic in site.free_nics(name)],
        "paths": {
            mount.datastore: _path_figures(site, mount)
            for mount in host.mounts
            if mount.paths or mount.device_lost
        },
        "carrying": {
            switch.name: [nic.name for nic in carrying(host, switch)]
            for switch in site.switches_on(name)
        },
        "teams": {one.name: _team_figures(one) for one in site.networks_of(name)},
    }


def _path_figures(site: Site, mount: Mount) -> Figures:
    outage = mount.outage(site.now_s, site.limit("apd_timeout_s"))
    return {
        "live": list(mount.live),
        "carrying": list(mount.carrying),
        "outage": outage.value if outage else None,
    }


def _team_figures(network: Network) -> Figures:
    return {
        "switch": network.switch.name,
        "distributed": network.is_distributed,
        "vlan": network.group.vlan,
        "active": [nic.name for nic in network.active],
        "standby": [nic.name for nic in network.standby],
        "in_use": [nic.name for nic in network.in_use],
        "benched": list(network.benched),
    }


def _adapter_figures(site: Site, vm: VM) -> Figures:
    """Which uplinks carry the traffic of each adapter, and whether it comes beyond the host."""
    told: Figures = {}
    for nic in vm.hardware.nics:
        network = site.network_of(vm.host, nic.network)
        uplinks = network.serving(vm.name, nic.label) if network else ()
        told[nic.label] = {
            "network": nic.network,
            "uplinks": [one.name for one in uplinks],
            "reaches_outside": nic.connected and any(one.passes for one in uplinks),
        }
    return told


def _processor_figures(site: Site, host: Host) -> Figures:
    return {
        "cores": host.cpu.sockets * host.cpu.cores,
        "logical_cpus": host.cpu.logical,
        "total_mhz": host.cpu.total_mhz,
        "reservable_mhz": host.reservable_mhz,
        "unreserved_mhz": site.unreserved_mhz(host.name),
        "running_vcpus": sum(vm.hardware.vcpus for vm in site.running_on(host.name)),
    }


def _memory_figures(site: Site, host: Host) -> Figures:
    configured = sum(vm.hardware.memory_mb for vm in site.running_on(host.name))
    return {
        "reservable_mb": host.reservable_mb,
        "unreserved_mb": site.unreserved_mb(host.name),
        "configured_mb": configured,
        "overcommitted_mb": max(0, configured - host.reservable_mb),
    }


def datastore_figures(site: Site, name: str) -> Figures:
    return {
        "capacity_mb": site.datastores[name].capacity_mb,
        "used_mb": site.used_mb(name),
        "free_mb": site.free_mb(name),
        "copying_mb": site.copying_mb(name),
        "cost": datastore_cost(site, name),
        "provisioned_mb": site.used_mb(name) + _unwritten_mb(site, name),
        "datacenters": list(site.datacenters_of(name)),
        "hosts": list(site.hosts_of_datastore.get(name, ())),
        "vms": list(site.vms_of_datastore.get(name, ())),
        "unregistered": list(site.unregistered_of_datastore.get(name, ())),
    }


def _unwritten_mb(site: Site, datastore: str) -> int:
    """What thin base disks on it may still take."""
    return sum(
        disk.size_mb - disk.base_mb
        for name in (
            *site.vms_of_datastore.get(datastore, ()),
            *site.unregistered_of_datastore.get(datastore, ()),
        )
        for disk in site.machine(name).hardware.disks
        if disk.datastore == datastore and disk.rdm is None
    )


def vm_figures(site: Site, name: str) -> Figures:
    vm = site.vms[name]
    return {
        "datastores": list(vm.datastores),
        "taken_mb": {datastore: vm.taken_mb(datastore) for datastore in vm.datastores},
        "files_mb": vm.files_mb,
        "swap_file_mb": vm.swap_file_mb,
        "files": [
            {"name": f"[{one.datastore}] {vm.name}/{one.name}", "kind": one.kind.value}
            | {"size_mb": one.size_mb}
            for one in vm.file_list
        ],
        "state_file_mb": vm.state_file_mb,
        "reserved_mb": vm.reserved_mb,
        "cpu_seen": site.cpu_seen_by(vm),
        "disks": {disk.label: _disk_figures(disk) for disk in vm.hardware.disks},
        "adapters": _adapter_figures(site, vm),
        **_snapshot_figures(vm),
    }


def _disk_figures(disk: Disk) -> Figures:
    return {
        "base_mb": disk.base_mb,
        "deltas_mb": disk.taken_mb - disk.base_mb,
        "taken_mb": disk.taken_mb,
    }


def _snapshot_figures(vm: VM) -> Figures:
    return {
        "snapshots": [one.name for one in vm.snapshots.tree],
        "snapshot_chain": list(vm.snapshots.chain(vm.snapshots.current)),
        "snapshot_levels": vm.snapshots.levels,
        "snapshot_memory_mb": vm.snapshots.memory_mb,
        "deltas_mb": sum(disk.taken_mb - disk.base_mb for disk in vm.hardware.disks),
        "needs_consolidation": vm.needs_consolidation,
    }


def task_figures(task: Task) -> Figures:
    return {
        "what": {language: task.action.say(language) for language in LANGUAGES},
        "state": task.state.value,
        "vms": list(task.vms),
        "ends_s": task.ends_s,
    }


def place_figures(site: Site, hosts: tuple[str, ...]) -> Figures:
    """Sums over the hosts of a cluster, a datacenter or a vCenter Server."""
    return {
        "hosts": list(hosts),
        "vms": sum(len(site.vms_of_host.get(name, ())) for name in hosts),
        "running": sum(len(site.running_on(name)) for name in hosts),
        "reservable_mb": sum(site.hosts[name].reservable_mb for name in hosts),
        "unreserved_mb": sum(site.unreserved_mb(name) for name in hosts),
        "reservable_mhz": sum(site.hosts[name].reservable_mhz for name in hosts),
        "unreserved_mhz": sum(site.unreserved_mhz(name) for name in hosts),
    }


def _places(site: Site) -> Figures:
    within: dict[str, dict[str, list[str]]] = {
        "vcenters": {name: [] for name in site.vcenters},
        "datacenters": {name: [] for name in site.datacenters},
        "clusters": {name: [] for name in site.clusters},
    }
    for name, host in site.hosts.items():
        within["vcenters"][site.vcenter_of(name)].append(name)
        within["datacenters"][host.datacenter].append(name)
        if host.cluster is not None:
            within["clusters"][host.cluster].append(name)
    return {
        table: {name: place_figures(site, tuple(hosts)) for name, hosts in places.items()}
        for table, places in within.items()
    }


def figures(site: Site) -> Figures:
    """Every figure of every object, and what is wrong as the site stands."""
    return {
        "release": site.release,
        "now_s": site.now_s,
        **_places(site),
        "hosts": {name: host_figures(site, name) for name in site.hosts},
        "datastores": {name: datastore_figures(site, name) for name in site.datastores},
        "vms": {name: vm_figures(site, name) for name in site.vms},
        "tasks": {name: task_figures(task) for name, task in site.tasks.items()},
        "warnings": [one.as_json() for one in standing(site)],
    }
