"""Small changes to a site, for worlds in which one thing is wrong; no rule and no action."""

from __future__ import annotations

from dataclasses import replace

from labs.datacenter.inventory.encryption import Encryption, KeyServer
from labs.datacenter.inventory.hardware import Device, DeviceBacking, RawMapping
from labs.datacenter.inventory.host import Host, Mount, Path
from labs.datacenter.inventory.network import (
    DistributedSwitch,
    Member,
    PortGroup,
    Switch,
    with_member,
    with_nic,
)
from labs.datacenter.inventory.places import Datacenter, VCenter
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.snapshot import (
    Snapshot,
    Snapshots,
    frozen,
    with_new_delta,
    written,
)
from labs.datacenter.inventory.storage import Datastore
from labs.datacenter.inventory.task import Request, Task
from labs.datacenter.inventory.vm import VM, Files
from labs.datacenter.words import (
    Backing,
    BackingType,
    DatastoreKind,
    DeviceKind,
    MountMode,
    Pacing,
    PowerState,
    Provision,
    RdmMode,
)


def with_host(site: Site, name: str, **changes: object) -> Site:
    return site.put(replace(site.hosts[name], **changes))


def with_cpu(site: Site, host: str, **changes: object) -> Site:
    return with_host(site, host, cpu=replace(site.hosts[host].cpu, **changes))


def with_far_vcenter(site: Site, host: str, **changes: object) -> Site:
    """The host under a vCenter Server of its own, which is otherwise as it comes."""
    site = site.put(VCenter(name="vc-far", **changes))
    site = site.put(Datacenter(name="dc-far", vcenter="vc-far"))
    return with_host(site, host, datacenter="dc-far", cluster=None)


def with_vm(site: Site, name: str, **changes: object) -> Site:
    """The machine changed, registered or not."""
    return site.put(replace(site.machine(name), **changes))


def with_encryption(site: Site, vm: str, key_server: str = "kms-far") -> Site:
    """The machine encrypted, with a key server of its own unless the site has that one."""
    if key_server not in site.key_servers:
        site = site.put(KeyServer(name=key_server))
    return with_vm(site, vm, encryption=Encryption(key_server=key_server))


def with_hardware(site: Site, vm: str, **changes: object) -> Site:
    return with_vm(site, vm, hardware=replace(site.machine(vm).hardware, **changes))


def with_guest(site: Site, vm: str, **changes: object) -> Site:
    return with_vm(site, vm, guest=replace(site.vms[vm].guest, **changes))


def with_device(
    site: Site,
    vm: str,
    backing: BackingType,
    *,
    datastore: str | None = None,
    kind: DeviceKind = DeviceKind.CDROM,
    connected: bool = True,
) -> Site:
    """The machine with one device more."""
    devices = site.vms[vm].hardware.devices
    taken = {device.label for device in devices}
    number = next(n for n in range(1, len(taken) + 2) if f"{kind.value} {n}" not in taken)
    file = "setup.iso" if backing is BackingType.ISO else None
    added = Device(
        label=f"{kind.value} {number}",
        kind=kind,
        backing=DeviceBacking(type=backing, datastore=datastore, file=file),
        connected=connected,
    )
    both = tuple(sorted((*devices, added), key=lambda device: device.label))
    return with_hardware(site, vm, devices=both)


def with_raw_disk(
    site: Site, vm: str, lun: str, *hosts: str, mode: RdmMode = RdmMode.VIRTUAL
) -> Site:
    """The machine's first disk made a raw device mapping; `hosts` and its own see the LUN."""
    first, *others = site.machine(vm).hardware.disks
    raw = replace(
        first, rdm=RawMapping(lun=lun, mode=mode), provision=Provision.THICK, used_mb=None
    )
    site = with_hardware(site, vm, disks=(raw, *others))
    for name in {site.machine(vm).host, *hosts}:
        luns = tuple(sorted({*site.hosts[name].luns, lun}))
        site = with_host(site, name, luns=luns)
    return site


def with_disk(site: Site, vm: str, label: str, **changes: object) -> Site:
    """The machine with one of its disks changed."""
    disks = tuple(
        replace(disk, **changes) if disk.label == label else disk
        for disk in site.vms[vm].hardware.disks
    )
    return with_hardware(site, vm, disks=disks)


def with_large_disk(site: Site, vm: str, size_mb: int) -> Site:
    """The machine with its first disk that large, thin and hardly written."""
    first, *others = site.machine(vm).hardware.disks
    large = replace(first, size_mb=size_mb, used_mb=1, provision=Provision.THIN, partition_mb=None)
    return with_hardware(site, vm, disks=(large, *others))


def with_files_on(site: Site, vm: str, datastore: str) -> Site:
    """The machine with every file of its own on one datastore."""
    old: VM = site.machine(vm)
    disks = tuple(replace(disk, datastore=datastore) for disk in old.hardware.disks)
    site = with_hardware(site, vm, disks=disks)
    return with_vm(site, vm, files=Files(config=datastore))


def with_new_datastore(site: Site, name: str, mounts: dict[str, MountMode]) -> Site:
    """An empty NFS datastore, large enough for everything, mounted on these hosts."""
    size = 1 + sum(vm.files_mb + vm.hardware.memory_mb for vm in site.vms.values())
    site = site.put(
        Datastore(name=name, kind=DatastoreKind.NFS, backing=Backing.NAS, capacity_mb=4 * size)
    )
    for host, mode in mounts.items():
        added = (*site.hosts[host].mounts, Mount(datastore=name, mode=mode))
        added = tuple(sorted(added, key=lambda mount: mount.datastore))
        site = with_host(site, host, mounts=added)
    return site


def with_paths(site: Site, host: str, datastore: str, *paths: Path, **changes: object) -> Site:
    """The host with these paths to a datastore it mounts."""
    mounts = tuple(
        replace(one, paths=paths, **changes) if one.datastore == datastore else one
        for one in site.hosts[host].mounts
    )
    return with_host(site, host, mounts=mounts)


def with_free_mb(site: Site, datastore: str, free_mb: int) -> Site:
    """The datastore filled up so far that this much is free."""
    old = site.datastores[datastore]
    other_mb = old.other_mb + site.free_mb(datastore) - free_mb
    return site.put(replace(old, other_mb=other_mb))


def with_kept_files(site: Site, datastore: str, size_mb: int) -> Site:
    """The datastore with files left behind that belong to no machine any more."""
    old = site.datastores[datastore]
    return site.put(replace(old, other_mb=old.other_mb + size_mb))


def with_switch(site: Site, host: str, switch: Switch) -> Site:
    """The host with that switch in the place of the one of its name."""
    switches = tuple(
        switch if one.name == switch.name else one for one in site.hosts[host].switches
    )
    return with_host(site, host, switches=switches)


def with_new_port_group(site: Site, host: str, beside: str, name: str) -> Site:
    """The host with a port group more, on the switch that offers another."""
    switch = site.hosts[host].switch_of(beside) or site.hosts[host].switches[0]
    groups = sorted((*switch.port_groups, PortGroup(name=name)), key=lambda group: group.name)
    return with_switch(site, host, replace(switch, port_groups=tuple(groups)))


def with_distributed_switch(
    site: Site, name: str, network: str, *hosts: str, **changes: object
) -> Site:
    """A distributed switch with one port group; each host gives the first NIC that is free."""
    made = DistributedSwitch(
        name=name,
        datacenter=site.hosts[hosts[0]].datacenter,
        uplinks=("Uplink 1", "Uplink 2"),
        port_groups=(PortGroup(name=network),),
        **changes,
    )
    for host in hosts:
        made = with_nic(made, host, site.free_nics(host)[0].name)
    return site.put(made)


def with_adapter_on(site: Site, vm: str, nic: str, network: str) -> Site:
    """The machine with an adapter on another network."""
    nics = tuple(
        replace(one, network=network) if one.label == nic else one
        for one in site.vms[vm].hardware.nics
    )
    return with_hardware(site, vm, nics=nics)


def without_port_group(site: Site, host: str, network: str) -> Site:
    """The host without a network: of a distributed switch it is then no member."""
    switch = site.network_of(host, network).switch
    if isinstance(switch, DistributedSwitch):
        members = tuple(one for one in switch.members if one.host != host)
        return site.put(replace(switch, members=members))
    groups = tuple(group for group in switch.port_groups if group.name != network)
    return with_switch(site, host, replace(switch, port_groups=groups))


def without_uplinks(site: Site, host: str, network: str) -> Site:
    """The switch of a port group made internal, on this host."""
    switch = site.network_of(host, network).switch
    if not isinstance(switch, DistributedSwitch):
        return with_switch(site, host, replace(switch, uplinks=(), standby=(), unused=()))
    return site.put(with_member(switch, Member(host=host)))


def with_links(site: Site, host: str, network: str, **changes: object) -> Site:
    """Every physical NIC behind a port group changed."""
    old: Host = site.hosts[host]
    behind = {nic.name for nic in site.nics_behind(host, network)}
    nics = tuple(replace(nic, **changes) if nic.name in behind else nic for nic in old.nics)
    return with_host(site, host, nics=nics)


def with_snapshot(site: Site, vm: str, snapshot: Snapshot) -> Site:
    """The machine with that snapshot in the place of the one of its name."""
    tree = site.vms[vm].snapshots
    changed = tuple(snapshot if one.name == snapshot.name else one for one in tree.tree)
    return with_vm(site, vm, snapshots=replace(tree, tree=changed))


def with_snapshots(
    site: Site, vm: str, count: int, *, memory: bool = False, written_mb: int = 0
) -> Site:
    """The machine on a chain of that many snapshots, so much written after each."""
    old: VM = site.vms[vm]
    tree, disks = Snapshots(), old.hardware.disks
    memory = memory and old.power is not PowerState.OFF
    for number in range(1, count + 1):
        taken = Snapshot(
            name=f"level-{number:02}",
            parent=tree.current,
            power=old.power,
            cpu_generation=site.cpu_seen_by(old) if memory else None,
            memory_mb=old.hardware.memory_mb if memory else 0,
            hardware=replace(old.hardware, disks=()),
            disks=tuple(frozen(disk) for disk in disks if disk.is_captured),
        )
        tree = tree.with_taken(taken, running=True)
        disks = tuple(
            written(with_new_delta(disk, disk.top), written_mb) if disk.is_captured else disk
            for disk in disks
        )
    return with_hardware(with_vm(site, vm, snapshots=tree), vm, disks=disks)


def with_leftover_deltas(site: Site, vm: str, written_mb: int) -> Site:
    """The machine as a failed merge leaves it: deltas that belong to no snapshot."""
    return with_vm(with_snapshots(site, vm, 1, written_mb=written_mb), vm, snapshots=Snapshots())


def without_restore_points(site: Site, vm: str) -> Site:
    """As if the machine had never been backed up."""
    for name in site.points_of_vm.get(vm, ()):
        site = site.drop(site.restore_points[name])
    tracking = replace(site.vms[vm].tracking, points=())
    return with_vm(site, vm, tracking=tracking)


def with_thin_disks(site: Site, vm: str) -> Site:
    """The machine's disks thin and half written."""
    disks = tuple(
        replace(disk, provision=Provision.THIN, used_mb=disk.size_mb // 2)
        for disk in site.vms[vm].hardware.disks
    )
    return with_hardware(site, vm, disks=disks)


def with_task(site: Site, action: Request, *vms: str, seconds: int = 60) -> Site:
    """A timed site in which a task has just begun that carries the action out.

    It works on these machines, or on the one the action names, and claims nothing.
    """
    number = site.last_task + 1
    task = Task(
        name=f"task-{number}",
        action=action,
        vms=vms or (action.vm,),
        asked_s=site.now_s,
        started_s=site.now_s,
        ends_s=site.now_s + seconds,
    )
    return replace(site, pacing=Pacing.TIMED, last_task=number).put(task)
