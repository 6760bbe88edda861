"""A case: one request, resolved once against the site, so that rules look no name up."""

from __future__ import annotations

from dataclasses import dataclass

from labs.datacenter.actions import (
    Action,
    AddDisk,
    MarkAsVirtualMachine,
    Migrate,
    PowerOn,
)
from labs.datacenter.actions.migrate import POWER_OF_KIND
from labs.datacenter.aspects import aspects_around, aspects_of
from labs.datacenter.inventory.hardware import VirtualNic
from labs.datacenter.inventory.host import Host, Mount
from labs.datacenter.inventory.network import VMotionNetwork
from labs.datacenter.inventory.places import VCenter
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.storage import Datastore
from labs.datacenter.inventory.teaming import Network
from labs.datacenter.inventory.vm import VM
from labs.datacenter.lazy import lazy
from labs.datacenter.releases import since, version_of
from labs.datacenter.words import PowerState, Verb

OFF = PowerState.OFF
SUSPENDED = PowerState.SUSPENDED

# How far a request makes sense. Each rule judges requests of one stage, so the basic rule speaks
# and the finer ones, which would judge what is not there, are not asked.
UNRESOLVED = "unresolved"  # it names what the site does not hold
MISFIT = "misfit"  # the power state does not fit the verb
IDLE = "idle"  # nothing would change
MISSHAPEN = "misshapen"  # the verb and what changes contradict each other
COMPLETE = "complete"
STAGES = (UNRESOLVED, MISFIT, IDLE, MISSHAPEN, COMPLETE)

_SHAPES = {
    Verb.VMOTION: (True, False),
    Verb.STORAGE_VMOTION: (False, True),
    Verb.CROSS_HOST: (True, True),
}
_NAME = {kind: kind.value for kind in POWER_OF_KIND}  # a member's value is found slowly
_NEEDS = {kind.value: (power,) for kind, power in POWER_OF_KIND.items()}
CHANGE_OF_NETWORK = since({"4.0": False, "6.0": True})  # of a running machine on the move


@dataclass(slots=True)
class Adapter:
    """An adapter of a machine: its network now, and on the host where it would be.

    Either is None where that host does not have it. `wanted` is the network that the request maps
    it to, None where it keeps its own.
    """

    nic: VirtualNic
    here: Network | None
    there: Network | None
    wanted: str | None

    @property
    def is_mapped(self) -> bool:
        return self.wanted is not None

    @property
    def arrives(self) -> bool:
        """Whether it would be on the network it has now, or on the one asked for."""
        here, there = self.here, self.there
        if there is None or here is None or self.wanted is not None:
            return there is not None
        return here.is_same_as(there)

    @property
    def changes(self) -> bool:
        """Whether the request takes it to another network."""
        if self.wanted is None or self.there is None:
            return False
        return self.here is None or not self.here.is_same_as(self.there)

    @property
    def is_distributed(self) -> bool:
        """Whether its network now is one of a distributed switch."""
        return self.here is not None and self.here.is_distributed


class Case:
    """What a rule is asked about. Fields past `missing` exist only for a resolved request.

    `vm` is the machine an action is about, `source` its host (or the host an action is about);
    both are None where there is none. `target` is the host after the action, `datastore` the one
    files move to or are added on, None where they stay. `newcomer` is the machine that the action
    would add: a copy comes to its host as a migrated machine does, its files to their datastore.
    """

    def __init__(self, site: Site, action: Action) -> None:
        self.site = site
        self.action = action
        self.kind = type(action).__name__
        self.moves_host = self.moves_files = False
        self.missing = tuple(action.missing(site))
        if self.missing:
            self.stage = UNRESOLVED
            self.aspects = 0
            return
        self._resolve()
        self.aspects = aspects_of(self.vm) | aspects_around(
            self.site, maps=self.maps_networks, across=self.moves_host and self.crosses_vcenters
        )
        self.stage = self._stage()

    def _resolve(self) -> None:
        site, action = self.site, self.action
        name = getattr(action, "vm", None)
        self.vm: VM | None = site.vms.get(name) if name else None
        host = self.vm.host if self.vm else getattr(action, "host", None)
        if name and self.vm is None:
            self.vm = site.unregistered[name]
        self.source: Host | None = site.hosts[host] if host else None
        self.target: Host | None = self.source
        self.datastore: Datastore | None = None
        self.newcomer: VM | None = action.newcomer(site)
        if self.newcomer is not None or isinstance(action, MarkAsVirtualMachine):
            self._resolve_arrival()
        elif isinstance(action, Migrate):
            self._resolve_migration(action)
        elif isinstance(action, AddDisk):
            self.datastore = site.datastores[action.datastore]
        elif isinstance(action, PowerOn) and self.vm.power is SUSPENDED:
            self.kind = "Resume"

    def _resolve_migration(self, action: Migrate) -> None:
        self.kind = _NAME[action.kind(self.vm)]
        self.moves_host = action.moves_host(self.vm)
        self.moves_files = action.moves_files(self.vm)
        if self.moves_host:
            self.target = self.site.hosts[action.host]
        if self.moves_files:
            self.datastore = self.site.datastores[action.datastore]

    def _resolve_arrival(self) -> None:
        """A registered machine comes from its host; any other comes from nowhere."""
        self.target = self.site.hosts[self.action.host]
        self.moves_host = self.kind == "RegisterVM" or self.target is not self.source
        self.moves_files = self.action.places_files(self.site)
        if self.moves_files:
            self.datastore = self.site.datastores[self.action.datastore]

    def _stage(self) -> str:
        needs = self.needs_power
        if needs and self.vm.power not in needs:
            return MISFIT
        if self.action.changes_nothing(self.site):
            return IDLE
        if self.contradicts_verb or (self.maps_networks and not self.moves_host):
            return MISSHAPEN
        return COMPLETE

    @property
    def contradicts_verb(self) -> bool:
        """Whether what changes is not what the type asked for by name changes."""
        shape = _SHAPES.get(getattr(self.action, "verb", None))
        return shape is not None and shape != (self.moves_host, self.moves_files)

    @property
    def maps_networks(self) -> bool:
        return bool(getattr(self.action, "networks", ()))

    @property
    def mapped(self) -> dict[str, str]:
        """Networks that the request names, by the adapter that it maps to them."""
        networks = getattr(self.action, "networks", ())
        return {one.nic: one.network for one in networks} if networks else {}

    @property
    def needs_power(self) -> tuple[PowerState, ...]:
        """Power states in which the request makes sense; () where any does."""
        if isinstance(self.action, Migrate):
            return _NEEDS[self.kind]
        return self.action.needs_power

    @property
    def then(self) -> Case | None:
        """What the request carries out on the way: a revert may power on, a backup snapshots."""
        if self.stage != COMPLETE:
            return None
        entailed = self.action.entails(self.site)
        return Case(*entailed) if entailed else None

    @property
    def version(self) -> str:
        """The product version whose management judges."""
        return version_of(self.site.release)

    # sums and questions that several rules share

    @lazy
    def source_vcenter(self) -> VCenter:
        """The vCenter Server of which the request is asked."""
        return self.site.vcenters[self.site.vcenter_of(self.source.name)]

    @lazy
    def target_vcenter(self) -> VCenter:
        if self.target.datacenter == self.source.datacenter:
            return self.source_vcenter
        return self.site.vcenters[self.site.vcenter_of(self.target.name)]

    @property
    def arrival(self) -> VM:
        """The machine that comes to stand on the target host, or stays there."""
        return self.newcomer or self.vm

    @lazy
    def crosses_vcenters(self) -> bool:
        if self.target.datacenter == self.source.datacenter:
            return False
        return self.site.vcenter_of(self.source.name) != self.site.vcenter_of(self.target.name)

    @property
    def crosses_datacenters(self) -> bool:
        """Whether the machine would come to another datacenter of the same vCenter Server."""
        if self.moves_host:
            return self.source.datacenter != self.target.datacenter and not self.crosses_vcenters
        if not self.moves_files:
            return False
        homes = self.site.datacenters_of(self.datastore.name)
        return bool(homes) and self.source.datacenter not in homes

    @property
    def cpu_seen(self) -> str:
        """The processor generation the machine goes on seeing while it runs or is suspended."""
        return self.site.cpu_seen_by(self.vm)

    @lazy
    def changes_vendor(self) -> bool:
        return self.source.cpu.vendor is not self.target.cpu.vendor

    @lazy
    def files_then_on(self) -> tuple[str, ...]:
        """Datastores on which the request writes files of the machine, or leaves all of them."""
        return (self.datastore.name,) if self.datastore else self.files_on

    @lazy
    def files_on(self) -> tuple[str, ...]:
        """Datastores that hold files of the machine."""
        return self.vm.datastores

    @lazy
    def cut_off(self) -> tuple[tuple[Host, Mount], ...]:
        """Where a host that reads or writes the machine's files does not reach them."""
        ends = [(self.source, self.files_on)] if self.vm else []
        if self.moves_host or self.datastore is not None:
            ends.append((self.target, self.files_then_on))
        found = {}
        for host, datastores in ends:
            for name in datastores:
                mount = host.mount(name)
                if mount is not None and mount.is_cut_off:
                    found[host.name, name] = (host, mount)
        return tuple([found[place] for place in sorted(found)]) if found else ()

    @lazy
    def unseen_disk_datastores(self) -> tuple[str, ...]:
        """Datastores with disks of the machine that the target host does not mount."""
        seen = self.target.mount
        unseen = {d.datastore for d in self.vm.hardware.disks if seen(d.datastore) is None}
        return tuple(sorted(unseen)) if unseen else ()

    @lazy
    def unreserved(self) -> tuple[int, int]:
        """Memory (MB) and CPU (MHz) of the target host that no running machine was promised."""
        return self.site.unreserved(self.target.name)

    @lazy
    def vmotion_ends(self) -> tuple[tuple[Host, VMotionNetwork], tuple[Host, VMotionNetwork]]:
        """Source and target host, each with what it has for vMotion."""
        source, target = self.source, self.target
        ask = self.site.vmotion_at
        return (source, ask(source)), (target, ask(target))

    @lazy
    def adapters(self) -> tuple[Adapter, ...]:
        """The machine's adapters, each with its network on the source and on the target host."""
        ask, source, target = self.site.network_at, self.source, self.target
        mapped = self.mapped
        return tuple(
            [
                Adapter(
                    nic,
                    ask(source, nic.network),
                    ask(target, mapped.get(nic.label, nic.network)),
                    mapped.get(nic.label),
                )
                for nic in self.vm.hardware.nics
            ]
        )

    @lazy
    def too_old_to_change_network(self) -> tuple[Host, ...]:
        """Hosts of the move that cannot give a running machine another network."""
        return tuple(
            host
            for host in (self.source, self.target)
            if not CHANGE_OF_NETWORK.at(self.site.version_of(host.name))
        )

    @property
    def mb_to_place(self) -> int:
        """Space the target datastore must give: for files that do not lie there yet."""
        return self.newcomer.files_mb if self.newcomer else self.action.mb_to_place(self.vm)
