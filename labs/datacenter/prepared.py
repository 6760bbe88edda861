"""What a legal site needs before some kinds of action make sense: snapshots, a failed link …"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from labs.datacenter.actions import BackUp, Migrate, UnregisterVM
from labs.datacenter.edits import (
    with_device,
    with_disk,
    with_distributed_switch,
    with_encryption,
    with_guest,
    with_hardware,
    with_host,
    with_leftover_deltas,
    with_links,
    with_paths,
    with_snapshots,
    with_task,
    with_thin_disks,
    with_vm,
)
from labs.datacenter.inventory.backup import BackupStore
from labs.datacenter.inventory.encryption import FIRST_WITH_STATE, KeyServer
from labs.datacenter.inventory.host import Path
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.snapshot import written
from labs.datacenter.inventory.tracking import ChangeTracking
from labs.datacenter.releases import version_key
from labs.datacenter.words import (
    BackingType,
    BackupKind,
    Connection,
    DatastoreKind,
    DeviceKind,
    Link,
    Maintenance,
    PathState,
    PowerState,
)


def prepared(site: Site, kind: str) -> Site:
    """The site with what a kind of action acts on; as it is where nothing is needed."""
    prepare = _PREPARED.get(kind)
    return prepare(site) if prepare else site


def with_two_paths(site: Site, first: PathState = PathState.ACTIVE) -> Site:
    """Two paths from every host to each of its block datastores; the first in a given state."""
    paths = (Path(name="vmhba1", state=first), Path(name="vmhba2"))
    for host in site.hosts.values():
        for mount in host.mounts:
            if site.datastores[mount.datastore].kind is DatastoreKind.VMFS:
                site = with_paths(site, host.name, mount.datastore, *paths)
    return site


def _with_every_vm_on_snapshots(site: Site) -> Site:
    for number, vm in enumerate(site.vms):
        site = with_snapshots(site, vm, 1 + number % 2, memory=True, written_mb=64)
    return site


def _with_the_idle_host(**changes: object) -> Callable[[Site], Site]:
    """The first host on which nothing runs, changed."""

    def prepare(site: Site) -> Site:
        idle = next((name for name in site.hosts if not site.running_on(name)), None)
        return with_host(site, idle, **changes) if idle else site

    return prepare


def _with_every_vm(change: Callable[[Site, str], Site]) -> Callable[[Site], Site]:
    def prepare(site: Site) -> Site:
        for name in site.vms:
            site = change(site, name)
        return site

    return prepare


def _with_every_link_down(site: Site) -> Site:
    for name in site.hosts:
        site = with_links(site, name, "Production", link=Link.DOWN)
    return site


def _with_every_clock_ahead(site: Site) -> Site:
    for vcenter in site.vcenters.values():
        site = site.put(replace(vcenter, clock_ahead_s=3600))
    return site


def _with_every_datastore_failed(site: Site) -> Site:
    for datastore in site.datastores.values():
        site = site.put(replace(datastore, accessible=False))
    return site


def _with_every_device_lost(site: Site) -> Site:
    for host in site.hosts.values():
        mounts = tuple(
            replace(one, device_lost=site.datastores[one.datastore].kind is DatastoreKind.VMFS)
            for one in host.mounts
        )
        site = site.put(replace(host, mounts=mounts))
    return site


def _with_a_task(site: Site) -> Site:
    """The first machine on its way to another host."""
    vm = next(iter(site.vms.values()))
    return with_task(site, Migrate(vm=vm.name, host=next(n for n in site.hosts if n != vm.host)))


def _with_small_partition(site: Site, vm: str) -> Site:
    first = site.vms[vm].disks[0]
    return with_disk(site, vm, first.label, partition_mb=first.size_mb - 1024)


def _with_hosts_that_encrypt(site: Site) -> Site:
    for name in site.hosts:
        if version_key(site.version_of(name)) < version_key(FIRST_WITH_STATE):
            site = with_host(site, name, version=FIRST_WITH_STATE)
    return site


def with_a_backup_store(site: Site) -> Site:
    vcenter = next(iter(site.vcenters))
    return site.put(BackupStore(name="backups", vcenter=vcenter, capacity_mb=4 * 1024 * 1024))


def _with_every_vm_backed_up(site: Site) -> Site:
    """A full backup of every machine, its changes tracked, and a little written since."""
    site = with_a_backup_store(site)
    for name in site.vms:
        site = with_vm(site, name, tracking=ChangeTracking(enabled=True, active=True))
        site, _ = BackUp(vm=name, store="backups", kind=BackupKind.FULL).effect(site)
        disks = tuple(written(disk, 64) for disk in site.vms[name].hardware.disks)
        site = with_hardware(site, name, disks=disks)
    return site


def _with_templates(site: Site) -> Site:
    for vm in site.vms.values():
        if vm.power is PowerState.OFF:
            site = with_vm(site, vm.name, template=True)
    return site


def _with_unregistered(site: Site) -> Site:
    """Every other machine that does not run removed from the inventory."""
    for number, vm in enumerate(site.vms.values()):
        if vm.power is not PowerState.ON and number % 4 in (1, 2):
            site, _ = UnregisterVM(vm=vm.name).effect(site)
    return site


def with_a_distributed_switch(site: Site) -> Site:
    """A distributed switch to which the first two hosts give their free NICs."""
    hosts = [name for name in site.hosts if site.free_nics(name)][:2]
    return with_distributed_switch(site, "dvs-01", "Spread", *hosts)


def _with_every_upstream_down(site: Site) -> Site:
    for name in site.hosts:
        site = with_links(site, name, "Production", upstream=Link.DOWN)
    return site


_PREPARED: dict[str, Callable[[Site], Site]] = {
    "RevertToSnapshot": _with_every_vm_on_snapshots,
    "RemoveSnapshot": _with_every_vm_on_snapshots,
    "RemoveAllSnapshots": _with_every_vm_on_snapshots,
    "WriteToDisk": _with_every_vm_on_snapshots,
    "ConsolidateDisks": _with_every_vm(lambda site, vm: with_leftover_deltas(site, vm, 64)),
    "CancelTask": _with_a_task,
    "DeployTemplate": _with_templates,
    "MarkAsVirtualMachine": _with_templates,
    "RegisterVM": _with_unregistered,
    "ReconnectHost": _with_the_idle_host(connection=Connection.DISCONNECTED),
    "ExitMaintenanceMode": _with_the_idle_host(maintenance=Maintenance.IN),
    "SyncClock": _with_every_clock_ahead,
    "EncryptVM": lambda site: _with_hosts_that_encrypt(site).put(KeyServer(name="kms-01")),
    "SetVMotionEncryption": _with_hosts_that_encrypt,
    "FailKeyServer": lambda site: site.put(KeyServer(name="kms-01")),
    "DecryptVM": _with_every_vm(lambda site, vm: with_encryption(site, vm, "kms-01")),
    "RestoreKeyServer": lambda site: site.put(KeyServer(name="kms-01", reachable=False)),
    "FailPath": with_two_paths,
    "ReleaseFiles": _with_every_vm(
        lambda site, vm: with_vm(
            site, vm, files=replace(site.vms[vm].files, locked_by=site.vms[vm].host)
        )
    ),
    "ReturnDevice": _with_every_device_lost,
    "RestorePath": lambda site: with_two_paths(site, first=PathState.DEAD),
    "RestoreDatastore": _with_every_datastore_failed,
    "BackUp": _with_every_vm_backed_up,
    "RestoreVM": _with_every_vm_backed_up,
    "DeleteBackup": _with_every_vm_backed_up,
    "RemoveBackupStore": with_a_backup_store,
    "DisableChangeTracking": _with_every_vm(
        lambda site, vm: with_vm(site, vm, tracking=ChangeTracking(enabled=True))
    ),
    "RestoreHost": _with_the_idle_host(failed=True, connection=Connection.NOT_RESPONDING),
    "RepairGuest": _with_every_vm(lambda site, vm: with_guest(site, vm, tools=False)),
    "RepairLink": _with_every_link_down,
    "RemoveDevice": _with_every_vm(
        lambda site, vm: with_device(site, vm, BackingType.PASSTHROUGH, kind=DeviceKind.USB)
    ),
    "InflateDisk": _with_every_vm(with_thin_disks),
    "ExtendPartition": _with_every_vm(_with_small_partition),
    "RepairUpstream": _with_every_upstream_down,
    "AddHostToSwitch": with_a_distributed_switch,
    "RemoveHostFromSwitch": with_a_distributed_switch,
    "AddDistributedPortGroup": with_a_distributed_switch,
    "SetDistributedVlan": with_a_distributed_switch,
    "SetDistributedTeaming": with_a_distributed_switch,
    "UnmountToolsInstaller": _with_every_vm(
        lambda site, vm: with_guest(site, vm, tools_installer_mounted=True)
    ),
    "ClearAffinity": _with_every_vm(
        lambda site, vm: with_vm(site, vm, memory=replace(site.vms[vm].memory, affinity=(0,)))
    ),
}
