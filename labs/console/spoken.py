"""A site in sentences: lists and descriptions that tell all its drawing shows, one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from labs.console.tree import state_of_host
from labs.datacenter.inventory import cpu
from labs.datacenter.inventory.hardware import Disk, VirtualNic
from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.site import KINDS, Site
from labs.datacenter.inventory.storage import Datastore
from labs.datacenter.inventory.task import Task
from labs.datacenter.inventory.teaming import Network, nics_behind
from labs.datacenter.inventory.vm import VM
from labs.datacenter.meaning import meaning
from labs.datacenter.standing import StandingWarning, standing
from labs.datacenter.text import Ref, word
from labs.datacenter.wire.schema.records import KIND_NAMES
from labs.datacenter.words import Connection, Link, Maintenance
from labs.timing import clock_time, progress_of
from labs.vocabulary import host_state, machine_state, size, speed, state_of_machine, state_of_power

# what the sentences of a kind say themselves, and what only repeats other fields
_TOLD = {
    VM: ("name", "host", "power", "template", "cpu_generation", "files", "hardware", "snapshots"),
    Host: (
        "name", "datacenter", "cluster", "connection", "maintenance", "cpu", "memory_mb",
        "nics", "switches", "vmkernel", "mounts",
    ),
    Datastore: ("name", "kind", "backing", "capacity_mb", "datacenter"),
    Task: ("name", "action", "state", "vms", "asked_s", "started_s", "ends_s"),
}  # fmt: skip


def both(parts: Sequence[str]) -> str:
    """Several names or clauses in one line."""
    return _(", ").join(parts)


def line(label: str, told: str) -> str:
    return _("%(label)s: %(told)s") % {"label": label, "told": told}


# lists


def listed(site: Site, name: str, language: str) -> Iterator[str]:
    """One line for every object of a table; without a name, the tables that hold something."""
    special: dict[str, Callable[[Site, str], Iterator[str]]] = {
        "": _tables,
        "networks": _networks,
        "switches": _switches,
        "alarms": _warnings,
        "warnings": _warnings,
    }
    if name in special:
        yield from special[name](site, language)
        return
    kind = next(kind for kind, (_cls, table) in KINDS.items() if table == name)
    for one in getattr(site, name):
        yield state_of(site, f"{kind}:{one}", language)


def _tables(site: Site, language: str) -> Iterator[str]:
    for _kind, (_cls, table) in KINDS.items():
        names = tuple(getattr(site, table))
        if names:
            yield line(f"{table} ({len(names)})", both(names))
    yield line("warnings", str(len(standing(site))))


def _networks(site: Site, language: str) -> Iterator[str]:
    for host in site.hosts:
        for network in site.networks_of(host):
            yield line(f"{host}, {network.name}", _network(site, network))


def _network(site: Site, network: Network) -> str:
    parts = [network.switch.name]
    if network.group.vlan:
        parts.append(f"VLAN {network.group.vlan}")
    if network.is_internal:
        parts.append(_("no uplink"))
    else:
        names = both([nic.name for nic in network.in_use]) or _("none")
        parts.append(_("in use: %s") % names)
    adapters = [
        f"{vm.name} {nic.label}"
        for vm in site.vms_on(network.host.name)
        for nic in vm.hardware.nics
        if nic.network == network.name
    ]
    if adapters:
        parts.append(_("machines on it: %s") % both(adapters))
    return both(parts)


def _switches(site: Site, language: str) -> Iterator[str]:
    for host in site.hosts.values():
        yield from _switches_of(site, host, language)


def _switches_of(site: Site, host: Host, language: str) -> Iterator[str]:
    for switch in site.switches_on(host.name):
        found = [one for one in site.networks_of(host.name) if one.switch.name == switch.name]
        nics = nics_behind(host, switch, switch.uplinks)
        links = _("uplinks %s") % both([_physical(nic) for nic in nics]) if nics else _("no uplink")
        groups = both([_named(one) for one in found]) or _("none")
        label = _("%(host)s, switch %(switch)s") % {"host": host.name, "switch": switch.name}
        yield line(label, both([links, _("port groups %s") % groups]))


def _named(network: Network) -> str:
    """The port group, with its VLAN and the team it sets for itself."""
    vlan, own = network.group.vlan, network.group.teaming
    parts = [f"VLAN {vlan}"] if vlan else []
    if own.active is not None:
        parts.append(_("active uplinks %s") % (both(own.active) or _("none")))
        if own.standby:
            parts.append(_("standby uplinks %s") % both(own.standby))
    return f"{network.name} ({'; '.join(parts)})" if parts else network.name


def _physical(nic: object) -> str:
    if nic.link is not Link.UP:
        return _("%s, link down") % nic.name
    return f"{nic.name} {speed(nic.mbps)}"


def _warnings(site: Site, language: str) -> Iterator[str]:
    for warning in standing(site):
        yield line(_("Warning"), warning.say(language))


# one object in one line


# what a machine is called once it was registered, or removed from the inventory
_ALSO = {"vm": "unregistered_vm", "unregistered_vm": "vm"}


def state_of(site: Site, ref: str, language: str) -> str:
    """An object as it stands now, in a sentence; its bare name where the site has lost it."""
    kind, _colon, name = ref.partition(":")
    thing = site.find(kind, name) if kind in KINDS else None
    if thing is None and kind in _ALSO:
        kind = _ALSO[kind]
        thing = site.find(kind, name)
    if thing is None:
        return _("%s is no longer there.") % name
    if type(thing) is VM:
        parts = _vm_in_short(site, thing)
    elif isinstance(thing, Host):
        parts = _host_in_short(site, thing)
    elif isinstance(thing, Datastore):
        parts = _store_in_short(site, thing, language)
    elif isinstance(thing, Task):
        parts = _task_in_short(site, thing, language)
    else:
        parts = (KIND_NAMES[kind].in_language(language),)
    return line(name, both(tuple(parts)))


def _vm_in_short(site: Site, vm: VM) -> Iterator[str]:
    yield machine_state(state_of_machine(vm))
    yield _("on %s") % vm.host
    yield _("files on %s") % both(vm.datastores)
    yield from (_adapter(site, vm, nic) for nic in vm.hardware.nics)
    yield from (_("%s connected") % one.label for one in vm.hardware.devices if one.connected)
    count = len(vm.snapshots.tree)
    if count:
        yield _("snapshots: %d") % count


def _adapter(site: Site, vm: VM, nic: VirtualNic) -> str:
    where = nic.network if nic.connected else _("%s, disconnected") % nic.network
    return _("%(adapter)s on %(network)s") % {"adapter": nic.label, "network": where}


def _host_in_short(site: Site, host: Host) -> Iterator[str]:
    yield host_state(state_of_host(host))
    yield _("in %s") % (host.cluster or host.datacenter)
    yield cpu.label(host.cpu.generation).en
    yield _memory(site, host)
    machines = [vm.name for vm in site.vms_on(host.name)]
    yield _("machines: %s") % (both(machines) or _("none"))


def _memory(site: Site, host: Host) -> str:
    running = sum(vm.hardware.memory_mb for vm in site.running_on(host.name))
    return _("%(used)s of %(all)s memory configured for running machines") % {
        "used": size(running),
        "all": size(host.memory_mb),
    }


def _store_in_short(site: Site, store: Datastore, language: str) -> Iterator[str]:
    yield word(store.kind).in_language(language)
    yield word(store.backing).in_language(language)
    yield _("%(free)s free of %(all)s") % {
        "free": size(site.free_mb(store.name)),
        "all": size(store.capacity_mb),
    }
    hosts = site.hosts_of_datastore.get(store.name, ())
    yield _("mounted on %s") % (both(hosts) or _("no host"))


def _task_in_short(site: Site, task: Task, language: str) -> Iterator[str]:
    yield task.action.say(language)
    yield word(task.state).in_language(language)
    percent = progress_of(task, site.now_s)
    if percent is not None:
        yield _("%d%% done") % percent
    if not task.is_queued and task.ends_s is not None:
        yield _("until %s") % clock_time(task.ends_s)


# everything about one object


def described(site: Site, ref: str, language: str) -> Iterator[str]:
    """All there is to say of an object, a line for each thing."""
    kind, _colon, name = ref.partition(":")
    thing = site.find(kind, name)
    yield state_of(site, ref, language)
    if type(thing) is VM:
        yield from _vm(site, thing, language)
    elif isinstance(thing, Host):
        yield from _host(site, thing, language)
    elif isinstance(thing, Datastore):
        yield from _store(site, thing)
    else:
        hosts = [
            host.name
            for host in site.hosts.values()
            if name in (host.datacenter, host.cluster, site.vcenter_of(host.name))
        ]
        if hosts:
            yield line(_("Hosts"), both(hosts))
    yield from _settings(thing, language, told=_TOLD.get(type(thing), ("name",)))
    for task in site.tasks_on(kind, name):
        yield line(_("Task"), state_of(site, f"task:{task.name}", language))
    for warning in standing(site):
        if Ref(kind, name) in refs_in(warning):
            yield line(_("Warning"), warning.say(language))


def refs_in(told: StandingWarning | object) -> Iterator[Ref]:
    """Every object that the facts of a warning or of an event name."""
    for _name, fact in told.facts:
        for one in fact if isinstance(fact, tuple) else (fact,):
            if isinstance(one, Ref):
                yield one


def _vm(site: Site, vm: VM, language: str) -> Iterator[str]:
    hardware = vm.hardware
    yield line(_("Processor seen"), cpu.label(site.cpu_seen_by(vm)).en)
    yield line(_("vCPU and memory"), f"{hardware.vcpus} vCPU, {size(hardware.memory_mb)}")
    if hardware.version is not None:
        yield line(_("Virtual hardware version"), str(hardware.version))
    yield line(_("Files"), both([f"{name} {size(vm.taken_mb(name))}" for name in vm.datastores]))
    if vm.files.locked_by:
        yield line(_("Files locked by"), vm.files.locked_by)
    for disk in vm.disks:
        yield line(disk.label, _disk(disk, language))
    for nic in hardware.nics:
        yield line(nic.label, _nic(site, vm, nic))
    for device in hardware.devices:
        backing = device.backing
        file = f"[{backing.datastore}] {backing.file}" if backing.datastore else ""
        what = file or word(backing.type).in_language(language)
        kind = word(device.kind).in_language(language)
        yield line(device.label, both([kind, what, _connection(device.connected)]))
    for snapshot in vm.snapshots.tree:
        yield line(_("Snapshot %s") % snapshot.name, _snapshot(vm, snapshot, language))
    if vm.snapshots.tree and vm.snapshots.current is None:
        yield line(_("You are here"), _("on no snapshot"))


def _connection(connected: bool) -> str:
    return _("connected") if connected else _("disconnected")


def _disk(disk: Disk, language: str) -> str:
    parts = [size(disk.size_mb), _("on %s") % disk.datastore]
    parts.append(word(disk.rdm.mode if disk.rdm else disk.provision).in_language(language))
    if disk.rdm:
        parts.append(_("LUN %s") % disk.rdm.lun)
    parts.append(word(disk.mode).in_language(language))
    if disk.deltas:
        parts.append(_("delta files: %d") % len(disk.deltas))
    if disk.lost:
        parts.append(_("base disk lost"))
    return both(parts)


def _nic(site: Site, vm: VM, nic: VirtualNic) -> str:
    network = site.network_of(vm.host, nic.network)
    parts = [nic.network]
    if network is None:
        parts.append(_("not on this host"))
    else:
        parts.append(network.switch.name)
        if network.is_internal:
            parts.append(_("no uplink"))
        elif nic.connected and not network.reaches_outside(vm.name, nic.label):
            parts.append(_("cut off from outside"))
    return both([*parts, _connection(nic.connected)])


def _snapshot(vm: VM, snapshot: object, language: str) -> str:
    parts = [_("on %s") % snapshot.parent if snapshot.parent else _("the first")]
    parts.append(_("taken at %s") % clock_time(snapshot.at_s))
    parts.append(machine_state(state_of_power(snapshot.power)))
    parts.append(_("with memory") if snapshot.memory_mb else _("without memory"))
    if snapshot.quiesced:
        parts.append(_("quiesced"))
    if vm.snapshots.current == snapshot.name:
        parts.append(_("you are here"))
    return both(parts)


def _host(site: Site, host: Host, language: str) -> Iterator[str]:
    yield line(_("Datacenter"), host.datacenter)
    if host.connection is not Connection.CONNECTED:
        yield line(_("Connection"), word(host.connection).in_language(language))
    if host.maintenance is not Maintenance.NORMAL:
        yield line(_("Maintenance mode"), word(host.maintenance).in_language(language))
    yield line(
        _("Processor"),
        _("%(label)s, %(logical)d logical processors")
        % {"label": cpu.label(host.cpu.generation).en, "logical": host.cpu.logical},
    )
    yield line(_("Product version"), f"ESXi {site.version_of(host.name)}")
    yield from _switches_of(site, host, language)
    loose = [_physical(nic) for nic in site.free_nics(host.name)]
    if loose:
        yield line(_("NICs without a switch"), both(loose))
    for port in host.vmkernel:
        services = [word(one).in_language(language) for one in port.services]
        yield line(_("VMkernel port %s") % port.name, both([port.network, *services]))
    for mount in host.mounts:
        yield line(_("Datastore %s") % mount.datastore, _mount(site, mount, language))


def _mount(site: Site, mount: object, language: str) -> str:
    parts = [_("%s free") % size(site.free_mb(mount.datastore))]
    parts.append(word(mount.mode).in_language(language))
    for path in mount.paths:
        using = _("%s, in use") if path.name in mount.carrying else "%s"
        parts.append(using % f"{path.name} {word(path.state).in_language(language)}")
    if mount.paths:
        parts.append(word(mount.policy).in_language(language))
    return both(parts)


def _store(site: Site, store: Datastore) -> Iterator[str]:
    names = site.vms_of_datastore.get(store.name, ())
    files = [f"{vm} {size(site.vms[vm].taken_mb(store.name))}" for vm in names]
    yield line(_("Files of"), both(files) or _("no machine"))
    left = site.unregistered_of_datastore.get(store.name, ())
    if left:
        yield line(_("Files of machines in no inventory"), both(left))
    yield line(_("Datacenter"), both(site.datacenters_of(store.name)) or _("none"))


# whatever else was set


def _settings(record: object, language: str, *, told: Sequence[str]) -> Iterator[str]:
    """The fields that are not as they come, in the words of the format's description."""
    labels = meaning(type(record)).of_fields
    for one in fields(record):
        value = getattr(record, one.name)
        if one.name in told or value == _default(one) or one.name not in labels:
            continue
        if is_dataclass(value) and not isinstance(value, Ref):
            yield from _settings(value, language, told=("name",))
        else:
            yield line(labels[one.name].in_language(language), _shown(one.name, value, language))


def _default(one: Field) -> object:
    return one.default_factory() if one.default_factory is not MISSING else one.default


def _shown(name: str, value: object, language: str) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, StrEnum):
        return word(value).in_language(language)
    if isinstance(value, tuple):
        return both([_shown(name, one, language) for one in value])
    if is_dataclass(value):
        return str(getattr(value, "name", "") or getattr(value, "label", "") or _item(value))
    if name.endswith("_mb"):
        return size(value)
    unit = {"mhz": "MHz", "ms": "ms", "s": "s"}.get(name.rpartition("_")[2])
    return f"{value} {unit}" if unit else str(value)


def _item(record: object) -> str:
    return " ".join(str(getattr(record, one.name)) for one in fields(record))
