"""Names that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from labs.datacenter.inventory.cpu import GENERATIONS
from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.problem import Problem, pointer, problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.words import KIND_NAMES


def dangling(site: Site) -> Iterator[Problem]:
    for path, kind, name in _references(site):
        if name is not None and site.find(kind, name) is None:
            yield problem(
                path,
                "引用了不存在的{kind}“{name}”",
                'names {kind} "{name}", which does not exist',
                kind=KIND_NAMES[kind],
                name=name,
            )
    for host in site.hosts.values():
        yield from _generation(pointer("hosts", host.name, "cpu", "generation"), host)
    for table in ("vms", "unregistered"):
        for vm in getattr(site, table).values():
            if vm.cpu_generation is not None and vm.cpu_generation not in GENERATIONS:
                path = pointer(table, vm.name, "cpu_generation")
                yield _unknown_generation(path, vm.cpu_generation)


def _generation(path: str, host: Host) -> Iterator[Problem]:
    if host.cpu.generation not in GENERATIONS:
        yield _unknown_generation(path, host.cpu.generation)


def _unknown_generation(path: str, name: str) -> Problem:
    return problem(
        path,
        "“{name}”不是已知的处理器代次；已知的有：{known}",
        '"{name}" is not a processor generation; known are {known}',
        name=name,
        known=", ".join(sorted(GENERATIONS)),
    )


def _references(site: Site) -> Iterator[tuple[str, str, str | None]]:
    """(path, kind, name) of every reference from one object to another."""
    for name, datacenter in site.datacenters.items():
        yield pointer("datacenters", name, "vcenter"), "vcenter", datacenter.vcenter
    for name, cluster in site.clusters.items():
        yield pointer("clusters", name, "datacenter"), "datacenter", cluster.datacenter
    for name, datastore in site.datastores.items():
        yield pointer("datastores", name, "datacenter"), "datacenter", datastore.datacenter
        yield pointer("datastores", name, "local_to"), "host", datastore.local_to
    for name, host in site.hosts.items():
        yield pointer("hosts", name, "datacenter"), "datacenter", host.datacenter
        yield pointer("hosts", name, "cluster"), "cluster", host.cluster
        for mount in host.mounts:
            path = pointer("hosts", name, "mounts", mount.datastore)
            yield path, "datastore", mount.datastore
    for name, switch in site.distributed_switches.items():
        path = pointer("distributed_switches", name)
        yield f"{path}/datacenter", "datacenter", switch.datacenter
        for member in switch.members:
            yield f"{path}/members" + pointer(member.host), "host", member.host
    for table in ("vms", "unregistered"):
        for vm in getattr(site, table).values():
            yield from _references_of_vm(table, vm)
    for task in site.tasks.values():
        for subject in task.subjects:
            yield pointer("tasks", task.name), subject.kind, subject.name
    for name, store in site.backup_stores.items():
        yield pointer("backup_stores", name, "vcenter"), "vcenter", store.vcenter
    for name, point in site.restore_points.items():
        yield pointer("restore_points", name, "store"), "backup_store", point.store
        yield pointer("restore_points", name, "parent"), "restore_point", point.parent


def _references_of_vm(table: str, vm: VM) -> Iterator[tuple[str, str, str | None]]:
    yield pointer(table, vm.name, "host"), "host", vm.host
    path = pointer(table, vm.name, "encryption", "key_server")
    yield path, "key_server", vm.encryption.key_server
    yield pointer(table, vm.name, "files", "config"), "datastore", vm.files.config
    yield pointer(table, vm.name, "files", "locked_by"), "host", vm.files.locked_by
    for disk in vm.hardware.disks:
        path = pointer(table, vm.name, "hardware", "disks", disk.label, "datastore")
        yield path, "datastore", disk.datastore
    for device in vm.hardware.devices:
        path = pointer(table, vm.name, "hardware", "devices", device.label, "backing", "datastore")
        yield path, "datastore", device.backing.datastore
    for snapshot in vm.snapshots.tree:
        path = pointer(table, vm.name, "snapshots", "tree", snapshot.name, "hardware", "devices")
        for device in snapshot.hardware.devices:
            yield path + pointer(device.label), "datastore", device.backing.datastore
