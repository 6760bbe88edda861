"""What makes up for failures: teams of NICs made strong, paths put in the place of others."""

from __future__ import annotations

from collections.abc import Iterator

from labs.datacenter import goals as goal
from labs.datacenter.actions import (
    Action,
    AddUplink,
    FailPath,
    Migrate,
    MountDatastore,
    RemoveUplink,
    RepairLink,
    RepairUpstream,
    RestorePath,
    SetDistributedTeaming,
    SetTeaming,
)
from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.network import AnySwitch, PhysicalNic
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.teaming import Network, nics_behind


def links_needed(one: goal.NetworkRedundant, site: Site) -> Iterator[str]:
    """Each NIC that its switch still lacks, at least one: no action helps two switches."""
    there = site.network_of(one.host, one.network)
    if there is None:
        yield f"host:{one.host}"
        return
    lacking = goal.FEWEST_IN_A_TEAM - len(_working(there.host, there.switch))
    for number in range(max(1, lacking)):
        yield f"switch:{one.host}/{there.switch.name}/{number}"


def take_down(one: goal.PathDown, site: Site) -> Iterator[Action]:
    """The path, or another one back first where it is the last that lives."""
    mount = site.hosts[one.host].mount(one.datastore)
    if mount is None or mount.path(one.path) is None:
        return
    where = {"host": one.host, "datastore": one.datastore}
    yield FailPath(**where, path=one.path)
    if mount.live == (one.path,):
        for other in mount.paths:
            yield RestorePath(**where, path=other.name)


def strengthen(one: goal.NetworkRedundant, site: Site) -> Iterator[Action]:
    """Other NICs for the switch of the network, those it has mended, or all that work in use."""
    there = site.network_of(one.host, one.network)
    if there is None:
        return
    switch, serving = there.switch.name, there.team
    for nic in serving:
        yield RepairLink(host=one.host, nic=nic.name)
        yield RepairUpstream(host=one.host, nic=nic.name)
        if not nic.passes:
            yield RemoveUplink(host=one.host, switch=switch, nic=nic.name)
    for nic in _spare(there.host, switch, site):
        yield AddUplink(host=one.host, switch=switch, nic=nic.name)
    yield from _all_in_use(there)


def _spare(host: Host, wanting: str, site: Site) -> Iterator[PhysicalNic]:
    """NICs that work and serve no switch, or one that keeps a team without them."""
    yield from (nic for nic in site.free_nics(host.name) if nic.passes)
    for switch in site.switches_on(host.name):
        working = _working(host, switch)
        if switch.name != wanting and len(working) > goal.FEWEST_IN_A_TEAM:
            yield from working


def _working(host: Host, switch: AnySwitch) -> tuple[PhysicalNic, ...]:
    return tuple(nic for nic in nics_behind(host, switch, switch.uplinks) if nic.passes)


def _all_in_use(there: Network) -> Iterator[Action]:
    """The team of the network, or of its whole switch, made of every uplink that works."""
    host, switch = there.host, there.switch
    working = tuple(
        uplink
        for uplink in switch.uplinks
        if all(nic.passes for nic in nics_behind(host, switch, (uplink,)))
    )
    for network in (None, there.name):
        order = {"switch": switch.name, "network": network, "active": working}
        if there.is_distributed:
            yield SetDistributedTeaming(**order)
        else:
            yield SetTeaming(host=host.name, **order)


def let_see(one: goal.VmReachableFrom, site: Site) -> Iterator[Action]:
    """The machine's files where its own host can put them, or their datastores for the other."""
    vm = site.vms[one.vm]
    for mount in site.hosts[vm.host].mounts:
        if vm.datastores != (mount.datastore,):
            yield Migrate(vm=one.vm, datastore=mount.datastore)
    for datastore in vm.datastores:
        yield MountDatastore(host=one.host, datastore=datastore)
