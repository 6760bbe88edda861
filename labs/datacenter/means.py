"""What would meet a goal: the actions that a plan branches on, kind of goal by kind of goal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import Field, fields

from labs.datacenter import goals as goal
from labs.datacenter.actions import (
    Action,
    BackUp,
    ChangeDiskMode,
    ConnectNetwork,
    EnableChangeTracking,
    EnterMaintenanceMode,
    MarkAsTemplate,
    MarkAsVirtualMachine,
    Migrate,
    PowerOff,
    PowerOn,
    ReserveCpu,
    ReserveMemory,
    RestoreVM,
    Resume,
    RevertToSnapshot,
    Suspend,
    TakeSnapshot,
    WriteToDisk,
)
from labs.datacenter.goals import Goal
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.means_of_resilience import let_see, strengthen, take_down
from labs.datacenter.naming import naming_fields
from labs.datacenter.words import BackupKind, DiskMode, Kind, Pacing, PowerState

ON = PowerState.ON
OFF = PowerState.OFF
INSTANT = Pacing.INSTANT


def aimed(
    kind: type[Action], one: Goal, site: Site, alike: Sequence[Goal] = ()
) -> Iterator[Action]:
    """Requests of a kind whose fields hold what the goal's fields of the same name hold.

    What is yet to be made should meet all goals `alike` at once: those that name the same objects.
    A machine that does not exist yet is the `name` of what makes it.
    """
    goals = (*alike, one)
    wanted = {field.name: getattr(each, field.name) for each in goals for field in fields(each)}
    if "vm" in wanted and site.machine(wanted["vm"]) is None:
        wanted["name"] = wanted.pop("vm")
    named = {one.name: one for one in naming_fields(kind)}

    def values(field: Field, chosen: dict[str, object]) -> tuple:
        value = wanted.get(field.name)
        if value is None:
            return kind.choices(site, field, chosen)
        known = named[field.name].known(site, chosen) if field.name in named else (value,)
        return (value,) if value in known else ()

    def choose(place: int, chosen: dict[str, object]) -> Iterator[Action]:
        if place == len(left):
            yield kind(**chosen)
            return
        for value in values(left[place], chosen):
            yield from choose(place + 1, {**chosen, left[place].name: value})

    left = fields(kind)
    return choose(0, {})


def names_all_of(action: Action, one: Goal) -> bool:
    mine = {field.name for field in fields(action)}
    return mine >= {field.name for field in fields(one)}


def _moves(vm: VM, site: Site, hosts: Collection[str]) -> Iterator[Action]:
    """The machine to one of these hosts, its files staying or going along."""
    for host in hosts:
        if host != vm.host:
            yield Migrate(vm=vm.name, host=host)
            for mount in site.hosts[host].mounts:
                if vm.datastores != (mount.datastore,):
                    yield Migrate(vm=vm.name, host=host, datastore=mount.datastore)


def _file_moves(vm: VM, site: Site, datastores: Collection[str]) -> Iterator[Action]:
    """The machine's files to one of these datastores, on its host or on another."""
    for datastore in datastores:
        if vm.datastores == (datastore,):
            continue
        yield Migrate(vm=vm.name, datastore=datastore)
        for host in site.hosts_of_datastore.get(datastore, ()):
            if host != vm.host:
                yield Migrate(vm=vm.name, host=host, datastore=datastore)


def _to_host(one: goal.VmOnHost, site: Site) -> Iterator[Action]:
    yield from _moves(site.vms[one.vm], site, (one.host,))


def _to_cluster(one: goal.VmInCluster, site: Site) -> Iterator[Action]:
    yield from _moves(site.vms[one.vm], site, site.hosts_of_cluster.get(one.cluster, ()))


def _off_host(one: goal.VmLeftHost, site: Site) -> Iterator[Action]:
    yield from _moves(site.vms[one.vm], site, tuple(site.hosts))


def _to_datastore(one: goal.VmOnDatastore, site: Site) -> Iterator[Action]:
    yield from _file_moves(site.vms[one.vm], site, (one.datastore,))


def _off_datastore(one: goal.VmLeftDatastore, site: Site) -> Iterator[Action]:
    others = [name for name in site.datastores if name != one.datastore]
    yield from _file_moves(site.vms[one.vm], site, others)


def _empty_host(one: goal.HostEmpty, site: Site) -> Iterator[Action]:
    for vm in site.vms_on(one.host):
        yield from _moves(vm, site, tuple(site.hosts))


def _empty_datastore(one: goal.DatastoreEmpty, site: Site) -> Iterator[Action]:
    others = [name for name in site.datastores if name != one.datastore]
    for name in site.vms_of_datastore.get(one.datastore, ()):
        yield from _file_moves(site.vms[name], site, others)


def _power(one: goal.VmPower, site: Site) -> Iterator[Action]:
    state = site.vms[one.vm].power
    if one.power is ON:
        yield PowerOn(vm=one.vm) if state is OFF else Resume(vm=one.vm)
    elif one.power is OFF and state is ON:
        yield PowerOff(vm=one.vm)
    else:
        yield from _suspend(one.vm, state)


def _suspend(vm: str, state: PowerState) -> Iterator[Action]:
    """To a suspended machine, or from one: both lead over a running one."""
    if state is ON:
        yield Suspend(vm=vm)
    else:
        yield PowerOn(vm=vm) if state is OFF else Resume(vm=vm)


def _by_kind(one: goal.VmMigratedBy, site: Site) -> Iterator[Action]:
    vm = site.vms[one.vm]
    power = PowerState.SUSPENDED if one.kind is Kind.SUSP else OFF if one.kind is Kind.COLD else ON
    if vm.power is not power:
        yield from _power(goal.VmPower(vm=vm.name, power=power), site)
        return
    for action in (
        *_moves(vm, site, tuple(site.hosts)),
        *_file_moves(vm, site, tuple(site.datastores)),
    ):
        if action.kind(vm) is one.kind:
            yield action


def _maintenance(one: goal.HostInMaintenance, site: Site) -> Iterator[Action]:
    # with machines on it, a timed site would take the request and wait for them
    if site.pacing is INSTANT or not site.running_on(one.host):
        yield EnterMaintenanceMode(host=one.host)
    for vm in site.running_on(one.host):
        yield from _moves(vm, site, tuple(site.hosts))


def _template(one: goal.VmTemplate, site: Site) -> Iterator[Action]:
    """Converted one way or the other."""
    if one.template:
        yield MarkAsTemplate(vm=one.vm)
    else:
        yield from (MarkAsVirtualMachine(vm=one.vm, host=host) for host in site.hosts)


def _as_written(one: goal.DiskAsWritten, site: Site) -> Iterator[Action]:
    """Back to a moment by snapshot or backup, or on to it by writing what is missing.

    What the way back would throw away can be kept in a snapshot first.
    """
    vm = site.vms[one.vm]
    written_mb = vm.disk(one.disk).written_mb
    if vm.snapshots.ran_since:
        yield TakeSnapshot(vm=vm.name, name=f"snapshot-{len(vm.snapshots.tree) + 1}")
    if written_mb < one.written_mb:
        yield WriteToDisk(vm=vm.name, disk=one.disk, size_mb=one.written_mb - written_mb)
    for snapshot in vm.snapshots.tree:
        yield RevertToSnapshot(vm=vm.name, snapshot=snapshot.name)
    for point in site.points_of_vm.get(vm.name, ()):
        yield RestoreVM(vm=vm.name, restore_point=point)


def _with_memory(one: goal.VmMemorySnapshot, site: Site) -> Iterator[Action]:
    """A snapshot of a running machine that has no independent disk."""
    vm = site.vms[one.vm]
    for disk in vm.disks:
        if disk.is_independent:
            yield ChangeDiskMode(vm=vm.name, disk=disk.label, mode=DiskMode.PERSISTENT)
    if vm.power is OFF:
        yield PowerOn(vm=vm.name)
    else:
        name = one.name or f"snapshot-{len(vm.snapshots.tree) + 1}"
        yield TakeSnapshot(vm=vm.name, name=name, memory=True)


def _backups(one: goal.BackupsInStore | goal.BackupHoldsDisk, site: Site) -> Iterator[Action]:
    """One more backup, with its changes tracked so that the next is smaller."""
    if not site.vms[one.vm].tracking.enabled:
        yield EnableChangeTracking(vm=one.vm)
    for kind in BackupKind:
        yield BackUp(vm=one.vm, store=one.store, kind=kind)


def _disk_in_backup(one: goal.BackupHoldsDisk, site: Site) -> Iterator[Action]:
    """A disk that its mode keeps out of snapshots is kept out of backups too."""
    if site.vms[one.vm].disk(one.disk).is_independent:
        yield ChangeDiskMode(vm=one.vm, disk=one.disk, mode=DiskMode.PERSISTENT)
    else:
        yield from _backups(one, site)


def take_back(one: goal.HostUnreserved, site: Site, goals: Collection[Goal]) -> Iterator[Action]:
    """No more promised to a machine of the host than the goals ask for it."""
    left_mb, left_mhz = site.unreserved(one.host)
    for vm in site.running_on(one.host):
        mhz, mb = _asked(vm, goals)
        if left_mhz < one.mhz and mhz < vm.cpu.reservation_mhz:
            yield ReserveCpu(vm=vm.name, reservation_mhz=mhz)
        if left_mb < one.mb and mb < vm.memory.reservation_mb:
            yield ReserveMemory(vm=vm.name, reservation_mb=mb)


def _asked(vm: VM, goals: Collection[Goal]) -> tuple[int, int]:
    """CPU (MHz) and memory (MB) that the goals want promised to the machine."""
    cpu = [
        one.reservation_mhz
        for one in goals
        if isinstance(one, goal.VmCpuReservation) and one.vm == vm.name
    ]
    memory = [
        one.reservation_mb
        for one in goals
        if isinstance(one, goal.VmMemoryReservation) and one.vm == vm.name
    ]
    return max(cpu, default=0), max(memory, default=0)


def _connect(one: goal.NicConnected | goal.NeverDisconnected, site: Site) -> Iterator[Action]:
    yield ConnectNetwork(vm=one.vm, nic=one.nic)


MEANS: dict[type[Goal], Callable[[Goal, Site], Iterator[Action]]] = {
    goal.VmOnHost: _to_host,
    goal.VmLeftHost: _off_host,
    goal.VmInCluster: _to_cluster,
    goal.VmOnDatastore: _to_datastore,
    goal.VmLeftDatastore: _off_datastore,
    goal.HostEmpty: _empty_host,
    goal.DatastoreEmpty: _empty_datastore,
    goal.VmPower: _power,
    goal.VmMigratedBy: _by_kind,
    goal.HostInMaintenance: _maintenance,
    goal.NicConnected: _connect,
    goal.VmTemplate: _template,
    goal.DiskAsWritten: _as_written,
    goal.VmMemorySnapshot: _with_memory,
    goal.BackupsInStore: _backups,
    goal.BackupHoldsDisk: _disk_in_backup,
    goal.NetworkRedundant: strengthen,
    goal.PathDown: take_down,
    goal.VmReachableFrom: let_see,
}
