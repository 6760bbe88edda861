"""The inventory as a tree: vCenter Servers, datacenters, clusters, hosts, machines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.site import Site
from labs.datacenter.words import Connection, Maintenance
from labs.vocabulary import state_of_machine


@dataclass(frozen=True, kw_only=True)
class Node:
    """One line of the tree; `state` is that of a host or machine, empty for containers."""

    kind: str
    name: str
    state: str = ""
    children: tuple[Node, ...] = ()

    @property
    def ref(self) -> str:
        return f"{self.kind}:{self.name}"


def tree_of(site: Site) -> tuple[Node, ...]:
    """Everything in its place, by name."""
    return tuple(
        Node(
            kind="vcenter",
            name=vcenter,
            children=tuple(
                _datacenter(site, place.name)
                for place in site.datacenters.values()
                if place.vcenter == vcenter
            ),
        )
        for vcenter in site.vcenters
    )


def stores_of(site: Site) -> tuple[Node, ...]:
    """The datastores, by name: a list of their own beneath the tree."""
    return tuple(Node(kind="datastore", name=name) for name in site.datastores)


def _datacenter(site: Site, name: str) -> Node:
    hosts = [host for host in site.hosts.values() if host.datacenter == name]
    return Node(kind="datacenter", name=name, children=tuple(_members(site, name, hosts)))


def _members(site: Site, datacenter: str, hosts: list[Host]) -> Iterator[Node]:
    for cluster in site.clusters.values():
        if cluster.datacenter == datacenter:
            inside = tuple(_host(site, host) for host in hosts if host.cluster == cluster.name)
            yield Node(kind="cluster", name=cluster.name, children=inside)
    yield from (_host(site, host) for host in hosts if host.cluster is None)


def _host(site: Site, host: Host) -> Node:
    machines = tuple(
        Node(kind="vm", name=vm.name, state=state_of_machine(vm)) for vm in site.vms_on(host.name)
    )
    return Node(kind="host", name=host.name, state=state_of_host(host), children=machines)


def state_of_host(host: Host) -> str:
    """on, maintenance or error, as the glyphs are named."""
    if host.connection is not Connection.CONNECTED:
        return "error"
    return "on" if host.maintenance is Maintenance.NORMAL else "maintenance"
