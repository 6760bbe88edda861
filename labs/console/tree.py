"""The inventory as trees: hosts and clusters, machines and templates, storage, networks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.text import slugify

from labs.console.subjects import DV_NETWORK, STANDARD_NETWORK, STANDARD_SWITCH, ref_of_part
from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.site import KINDS, Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.standing import StandingWarning
from labs.datacenter.text import Ref
from labs.datacenter.words import Connection, Maintenance
from labs.vocabulary import state_of_machine

HOSTS, VMS, STORAGE, NETWORKS = "hosts", "vms", "storage", "networks"
VIEWS = (HOSTS, VMS, STORAGE, NETWORKS)
# kind of object -> the view in which to look for it
VIEW_OF_KIND = {
    "datastore": STORAGE,
    "distributed_switch": NETWORKS,
    STANDARD_SWITCH: NETWORKS,
    STANDARD_NETWORK: NETWORKS,
    DV_NETWORK: NETWORKS,
}
# kinds that have a place in a tree; every other kind of a site is listed beneath storage
_PLACED = (
    "vcenter",
    "datacenter",
    "cluster",
    "host",
    "datastore",
    "distributed_switch",
    "vm",
    "task",
)


@dataclass(frozen=True, kw_only=True)
class Node:
    """One line of a tree. `state`: as the glyphs are named, empty for what has none.

    `count` is the number of what stands beneath it, None where that is nothing to count. `within`:
    the datacenter of a line whose object stands in several. `is_hidden`: it is not looked for.
    """

    kind: str
    name: str
    owner: str = ""
    within: str = ""
    state: str = ""
    warns: bool = False
    count: int | None = None
    children: tuple[Node, ...] = ()
    is_hidden: bool = False

    @property
    def ref(self) -> str:
        return (
            ref_of_part(self.kind, self.owner, self.name)
            if self.owner
            else f"{self.kind}:{self.name}"
        )

    @property
    def anchor(self) -> str:
        """An id of its own on the page."""
        parts = (self.kind, self.owner, self.within, self.name)
        return "-".join(("node", *(slugify(part, allow_unicode=True) for part in parts if part)))


def sought(trees: Iterable[Node], words: str) -> tuple[Node, ...]:
    """The trees with all lines hidden but those whose name holds the words, and the way to them."""
    wanted = words.strip().casefold()
    return tuple(_sought(one, wanted) for one in trees) if wanted else tuple(trees)


def _sought(node: Node, wanted: str) -> Node:
    children = tuple(_sought(one, wanted) for one in node.children)
    is_on_the_way = any(not one.is_hidden for one in children)
    hidden = not is_on_the_way and wanted not in node.name.casefold()
    return replace(node, children=children, is_hidden=hidden)


def tree_of(site: Site, view: str = HOSTS, warned: Collection[str] = ()) -> tuple[Node, ...]:
    """A view of the site, everything by name; `warned` are references of objects to be marked."""
    planted = _Tree(site, warned)
    within = {
        HOSTS: planted.hosts,
        VMS: planted.machines,
        STORAGE: planted.stores,
        NETWORKS: planted.networks,
    }[view]
    trees = tuple(
        planted.node(
            "vcenter",
            vcenter,
            children=tuple(
                planted.node("datacenter", place.name, children=tuple(within(place.name)))
                for place in site.datacenters.values()
                if place.vcenter == vcenter
            ),
        )
        for vcenter in site.vcenters
    )
    return trees + (tuple(planted.others()) if view == STORAGE else ())


def warned_of(warnings: Iterable[StandingWarning]) -> frozenset[str]:
    """References of the objects that standing warnings name first: where to go and look."""
    return frozenset(str(ref) for one in warnings if (ref := subject_of(one)) is not None)


def subject_of(warning: StandingWarning) -> Ref | None:
    """The object a standing warning is about: the first it names that the site has a table for."""
    refs = (fact for _, fact in warning.facts if isinstance(fact, Ref))
    return next((ref for ref in refs if ref.kind in KINDS), None)


@dataclass(frozen=True)
class _Tree:
    site: Site
    warned: Collection[str]

    def node(
        self, kind: str, name: str, *, children: tuple[Node, ...] = (), **more: object
    ) -> Node:
        warns = f"{kind}:{name}" in self.warned
        counted = len(children) if children else None
        return Node(
            kind=kind, name=name, children=children, warns=warns, **{"count": counted} | more
        )

    def machine(self, vm: VM) -> Node:
        return self.node("vm", vm.name, state=state_of_machine(vm))

    def hosts(self, datacenter: str) -> Iterator[Node]:
        hosts = [host for host in self.site.hosts.values() if host.datacenter == datacenter]
        for cluster in self.site.clusters.values():
            if cluster.datacenter == datacenter:
                inside = tuple(self.host(host) for host in hosts if host.cluster == cluster.name)
                yield self.node("cluster", cluster.name, children=inside)
        yield from (self.host(host) for host in hosts if host.cluster is None)

    def host(self, host: Host) -> Node:
        machines = tuple(self.machine(vm) for vm in self.site.vms_on(host.name))
        return self.node("host", host.name, state=state_of_host(host), children=machines)

    def machines(self, datacenter: str) -> Iterator[Node]:
        here = [
            vm for vm in self.site.vms.values() if self.site.hosts[vm.host].datacenter == datacenter
        ]
        yield from (self.machine(vm) for vm in here if not vm.template)
        yield from (self.machine(vm) for vm in here if vm.template)

    def stores(self, datacenter: str) -> Iterator[Node]:
        for name, store in self.site.datastores.items():
            places = self.site.datacenters_of(name)
            if datacenter in places:
                within = datacenter if len(places) > 1 else ""
                state = "" if store.accessible else "error"
                count = len(self.site.vms_of_datastore.get(name, ()))
                yield self.node("datastore", name, state=state, count=count, within=within)

    def networks(self, datacenter: str) -> Iterator[Node]:
        for name, switch in self.site.distributed_switches.items():
            if switch.datacenter == datacenter:
                groups = tuple(
                    self.node(DV_NETWORK, group.name, owner=name) for group in switch.port_groups
                )
                yield self.node("distributed_switch", name, children=groups)
        hosts = [host for host in self.site.hosts.values() if host.datacenter == datacenter]
        names = {group.name for host in hosts for one in host.switches for group in one.port_groups}
        for name in sorted(names):
            yield self.node(STANDARD_NETWORK, name, owner=datacenter)
        for host in hosts:
            switches = tuple(
                self.node(STANDARD_SWITCH, one.name, owner=host.name) for one in host.switches
            )
            yield self.node("host", host.name, state=state_of_host(host), children=switches)

    def others(self) -> Iterator[Node]:
        """What belongs to no datacenter, datastores that no host mounts among it."""
        for name in self.site.datastores:
            if not self.site.datacenters_of(name):
                yield self.node("datastore", name)
        for kind, (_, table) in KINDS.items():
            if kind not in _PLACED:
                for thing in getattr(self.site, table).values():
                    lost = not getattr(thing, "reachable", True)
                    yield self.node(kind, thing.name, state="error" if lost else "")


def state_of_host(host: Host) -> str:
    """on, maintenance or error, as the glyphs are named."""
    if host.connection is not Connection.CONNECTED:
        return "error"
    return "on" if host.maintenance is Maintenance.NORMAL else "maintenance"
