"""The whole simulated world at one instant: tables of values, and the indexes over them."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from labs.datacenter import releases
from labs.datacenter.inventory.backup import BackupStore, RestorePoint
from labs.datacenter.inventory.encryption import KeyServer
from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.limits import Limits, standard
from labs.datacenter.inventory.network import DistributedSwitch
from labs.datacenter.inventory.places import Cluster, Datacenter, VCenter
from labs.datacenter.inventory.site_networks import SiteNetworks
from labs.datacenter.inventory.storage import Datastore
from labs.datacenter.inventory.task import Request, Task
from labs.datacenter.inventory.vm import VM, UnregisteredVM
from labs.datacenter.table import Table
from labs.datacenter.words import Pacing, PowerState

Thing = (
    VCenter
    | KeyServer
    | Datacenter
    | Cluster
    | Host
    | Datastore
    | DistributedSwitch
    | VM
    | BackupStore
    | RestorePoint
    | UnregisteredVM
    | Task
)
Names = tuple[str, ...]

ON = PowerState.ON

_LIMITS = Limits()

# kind of object, as references print it -> (class, table of the site)
KINDS: dict[str, tuple[type, str]] = {
    "vcenter": (VCenter, "vcenters"),
    "key_server": (KeyServer, "key_servers"),
    "datacenter": (Datacenter, "datacenters"),
    "cluster": (Cluster, "clusters"),
    "host": (Host, "hosts"),
    "datastore": (Datastore, "datastores"),
    "distributed_switch": (DistributedSwitch, "distributed_switches"),
    "vm": (VM, "vms"),
    "unregistered_vm": (UnregisteredVM, "unregistered"),
    "task": (Task, "tasks"),
    "backup_store": (BackupStore, "backup_stores"),
    "restore_point": (RestorePoint, "restore_points"),
}
TABLE_OF: dict[type, str] = dict(KINDS.values())
INDEXES = (
    "vms_of_host",
    "vms_of_datastore",
    "unregistered_of_datastore",
    "hosts_of_datastore",
    "hosts_of_cluster",
    "switches_of_host",
    "tasks_of",
    "points_of_vm",
    "points_of_store",
)


def _entries(thing: Thing) -> Iterable[tuple[str, str]]:
    """(index, key) pairs under which a thing is to be found."""
    if isinstance(thing, UnregisteredVM):
        return [("unregistered_of_datastore", name) for name in thing.datastores]
    if isinstance(thing, VM):
        on = [("vms_of_datastore", name) for name in thing.datastores]
        return [("vms_of_host", thing.host), *on]
    return _entries_of_others(thing)


def _entries_of_others(thing: Thing) -> Iterator[tuple[str, str]]:
    if isinstance(thing, Host):
        for mount in thing.mounts:
            yield "hosts_of_datastore", mount.datastore
        if thing.cluster is not None:
            yield "hosts_of_cluster", thing.cluster
    elif isinstance(thing, DistributedSwitch):
        for member in thing.members:
            yield "switches_of_host", member.host
    elif isinstance(thing, Task):
        for subject in thing.subjects:
            yield "tasks_of", str(subject)
    elif isinstance(thing, RestorePoint):
        yield "points_of_vm", thing.vm
        yield "points_of_store", thing.store


@dataclass(frozen=True, kw_only=True)  # no slots: a dictionary is copied fastest
class Site(SiteNetworks):
    """An immutable value; only `put` and `drop` write, and they keep the indexes right."""

    release: str = releases.DEFAULT
    seed: int = 0
    now_s: int = 0
    pacing: Pacing = Pacing.INSTANT
    limits: Limits = _LIMITS
    last_task: int = 0
    vcenters: Table[VCenter] = field(default_factory=Table)
    key_servers: Table[KeyServer] = field(default_factory=Table)
    datacenters: Table[Datacenter] = field(default_factory=Table)
    clusters: Table[Cluster] = field(default_factory=Table)
    hosts: Table[Host] = field(default_factory=Table)
    datastores: Table[Datastore] = field(default_factory=Table)
    distributed_switches: Table[DistributedSwitch] = field(default_factory=Table)
    vms: Table[VM] = field(default_factory=Table)
    unregistered: Table[UnregisteredVM] = field(default_factory=Table)
    tasks: Table[Task] = field(default_factory=Table)
    backup_stores: Table[BackupStore] = field(default_factory=Table)
    restore_points: Table[RestorePoint] = field(default_factory=Table)
    vms_of_host: Table[Names] = field(default_factory=Table, compare=False, repr=False)
    vms_of_datastore: Table[Names] = field(default_factory=Table, compare=False, repr=False)
    unregistered_of_datastore: Table[Names] = field(
        default_factory=Table, compare=False, repr=False
    )
    hosts_of_datastore: Table[Names] = field(default_factory=Table, compare=False, repr=False)
    hosts_of_cluster: Table[Names] = field(default_factory=Table, compare=False, repr=False)
    switches_of_host: Table[Names] = field(default_factory=Table, compare=False, repr=False)
    tasks_of: Table[Names] = field(default_factory=Table, compare=False, repr=False)
    points_of_vm: Table[Names] = field(default_factory=Table, compare=False, repr=False)
    points_of_store: Table[Names] = field(default_factory=Table, compare=False, repr=False)

    @classmethod
    def of(cls, things: Iterable[Thing], **settings: object) -> Site:
        """A site of these things, its tables and indexes built once."""
        tables: dict[str, dict[str, Thing]] = {table: {} for table in TABLE_OF.values()}
        found: dict[str, dict[str, list[str]]] = {index: {} for index in INDEXES}
        for thing in things:
            tables[TABLE_OF[type(thing)]][thing.name] = thing
        for thing in (one for table in tables.values() for one in table.values()):
            for index, key in _entries(thing):
                found[index].setdefault(key, []).append(thing.name)
        indexes = {
            index: Table({key: tuple(sorted(names)) for key, names in keys.items()})
            for index, keys in found.items()
        }
        return cls(**{name: Table(table) for name, table in tables.items()}, **indexes, **settings)

    def put(self, thing: Thing) -> Site:
        """The site in which `thing` stands under its name."""
        name = TABLE_OF[type(thing)]
        table: Table = getattr(self, name)
        old = table.get(thing.name)
        changes = self._moved(old, thing)
        changes[name] = table.put(thing.name, thing)
        return self._with(changes)

    def drop(self, thing: Thing) -> Site:
        """The site without `thing`; KeyError where it has none of that name."""
        name = TABLE_OF[type(thing)]
        table: Table = getattr(self, name)
        old = table[thing.name]
        changes = self._moved(old, None)
        changes[name] = table.drop(thing.name)
        return self._with(changes)

    def with_release(self, release: str) -> Site:
        """The same world under another release."""
        return self._with({"release": release})

    def _with(self, changes: dict[str, object]) -> Site:
        """`dataclasses.replace` past the constructor, which takes ten times as long."""
        new = object.__new__(Site)
        values = vars(new)
        values.update(vars(self))
        values.update(changes)
        return new

    @property
    def things(self) -> Iterator[Thing]:
        """Everything in it, by kind, then by name."""
        for table in TABLE_OF.values():
            yield from getattr(self, table).values()

    def find(self, kind: str, name: str) -> Thing | None:
        """The object of that kind and name; KeyError for a kind that does not exist."""
        return getattr(self, KINDS[kind][1]).get(name)

    def machine(self, name: str) -> VM | UnregisteredVM | None:
        """The machine of that name, registered or not."""
        return self.vms.get(name) or self.unregistered.get(name)

    def _moved(self, old: Thing | None, new: Thing | None) -> dict[str, Table[Names]]:
        """The indexes that change when one thing takes the place of another."""
        before = {*_entries(old)} if old else set()
        after = {*_entries(new)} if new else set()
        moved: dict[str, Table[Names]] = {}
        if before == after:
            return moved
        name = (old or new).name
        for entry in sorted(before ^ after):
            index, key = entry
            table = moved[index] if index in moved else getattr(self, index)
            names = list(table.get(key, ()))
            if entry in before:
                names.remove(name)
            else:
                insort(names, name)
            moved[index] = table.put(key, tuple(names)) if names else table.drop(key)
        return moved

    def limit(self, name: str, version: str | None = None) -> int:
        """A limit or duration: its own, else what the version has, that of the release unless told.

        KeyError or AttributeError for a name that is none of `Limits`.
        """
        own = getattr(self.limits, name)
        if own is not None:
            return own
        return standard(name, version or releases.version_of(self.release))

    def host_limit(self, name: str, host: str) -> int:
        """A limit that belongs to the hypervisor: its own, else by the version of the host."""
        return self.limit(name, self.version_of(host))

    # derived figures

    def vms_on(self, host: str) -> tuple[VM, ...]:
        return tuple(self.vms.pick(self.vms_of_host.get(host, ())))

    def running_on(self, host: str) -> tuple[VM, ...]:
        return tuple(vm for vm in self.vms_on(host) if vm.power is ON)

    def used_mb(self, datastore: str) -> int:
        names = self.vms_of_datastore.get(datastore, ())
        left = self.unregistered_of_datastore.get(datastore, ())
        files = sum([vm.taken_mb(datastore) for vm in self.vms.pick(names)])
        files += sum([vm.taken_mb(datastore) for vm in self.unregistered.pick(left)])
        return files + self.datastores[datastore].other_mb + self.copying_mb(datastore)

    def copying_mb(self, datastore: str) -> int:
        """Room that copies in progress hold on a datastore."""
        tasks = self.tasks_on("datastore", datastore) if self.tasks else ()
        return sum(task.on_datastore(datastore).mb for task in tasks)

    def free_mb(self, datastore: str) -> int:
        return self.datastores[datastore].capacity_mb - self.used_mb(datastore)

    def unreserved(self, host: str) -> tuple[int, int]:
        """Memory (MB) and CPU (MHz) of a host promised to no machine, running or on its way."""
        mb = mhz = 0
        for task in self.tasks_on("host", host) if self.tasks else ():
            mb += task.on_host(host).memory_mb
            mhz += task.on_host(host).mhz
        for vm in self.vms.pick(self.vms_of_host.get(host, ())):
            if vm.power is ON:
                memory = vm.memory  # not vm.reserved_mb: each report asks for every machine here
                mb += memory.reservation_mb + memory.overhead_mb
                mhz += vm.cpu.reservation_mhz
        offered = self.hosts[host]
        return offered.reservable_mb - mb, offered.reservable_mhz - mhz

    def unreserved_mb(self, host: str) -> int:
        return self.unreserved(host)[0]

    def unreserved_mhz(self, host: str) -> int:
        return self.unreserved(host)[1]

    def tasks_on(self, kind: str, name: str) -> tuple[Task, ...]:
        """Tasks that work on an object, or take something of it; by name."""
        return tuple(self.tasks[task] for task in self.tasks_of.get(f"{kind}:{name}", ()))

    def jobs_on(self, store: str) -> tuple[Task, ...]:
        """Tasks, running or waiting, that read or write a backup store; by name."""
        return tuple(task for task in self.tasks.values() if self.store_of(task.action) == store)

    def store_of(self, action: Request) -> str | None:
        """The backup store that a request reads or writes."""
        point = self.restore_points.get(getattr(action, "restore_point", None) or "")
        return point.store if point else getattr(action, "store", None)

    def stored_mb(self, store: str) -> int:
        """Space that restore points take in a backup store."""
        points = self.points_of_store.get(store, ())
        return sum(self.restore_points[name].size_mb for name in points)

    def vms_in_store(self, store: str) -> set[str]:
        """Names of the machines of which a backup store holds restore points."""
        points = self.points_of_store.get(store, ())
        return {self.restore_points[name].vm for name in points}

    def version_of(self, host: str) -> str:
        """The product version installed on a host."""
        return self.hosts[host].version or releases.version_of(self.release)

    def version_of_vcenter(self, vcenter: str) -> str:
        """The product version installed on a vCenter Server."""
        return self.vcenters[vcenter].version or releases.version_of(self.release)

    def vcenter_of(self, host: str) -> str:
        return self.datacenters[self.hosts[host].datacenter].vcenter

    def datacenters_of(self, datastore: str) -> tuple[str, ...]:
        """Where a datastore belongs: its own datacenter, else those of the hosts that mount it."""
        own = self.datastores[datastore].datacenter
        if own is not None:
            return (own,)
        mounting = self.hosts_of_datastore.get(datastore, ())
        return tuple(sorted({self.hosts[name].datacenter for name in mounting}))

    def cpu_seen_by(self, vm: VM) -> str:
        """The processor generation a machine sees, or would see where it stands."""
        return vm.cpu_generation or self.hosts[vm.host].cpu.generation
