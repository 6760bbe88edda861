"""Goals about what may fail without harm, and about what one failure must not touch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.goals.goal import Goal, History
from labs.datacenter.inventory.host import Path
from labs.datacenter.inventory.network import PhysicalNic
from labs.datacenter.inventory.teaming import Network
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Ref, Text
from labs.datacenter.words import Connection, Link, PathState, PowerState

DOWN = Link.DOWN
CONNECTED = Connection.CONNECTED
DEAD = PathState.DEAD
ON = PowerState.ON
FEWEST_IN_A_TEAM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkRedundant(Goal):
    """All of the network's traffic leaves the host, and still does with any one link cut.

    A NIC that has a link and carries nothing beyond the physical switch spoils it: part of the
    traffic goes there.
    """

    code: ClassVar = "network.redundant"
    sentence: ClassVar = Text(
        zh="{host}上任何一块网卡断线后，{network}仍能与外界通信",
        en="{network} on {host} reaches the outside whichever one NIC loses its link",
    )
    host: str = naming("host")
    network: str

    @property
    def facts(self) -> dict[str, Fact]:
        return {"host": Ref("host", self.host), "network": Ref("network", self.network)}

    def holds(self, history: History) -> bool:
        there = self._there(history)
        if there is None or not _all_passes(there):
            return False
        return all(_all_passes(_without_link(there, nic)) for nic in there.team)

    def distance(self, history: History) -> int:
        """How many NICs that work its team lacks, and one more while anything is wrong."""
        if self.is_met(history):
            return 0
        there = self._there(history)
        working = sum(nic.passes for nic in there.team) if there else 0
        return 1 + max(0, FEWEST_IN_A_TEAM - working)

    def found(self, history: History) -> tuple[Fact, ...]:
        """The NICs of its team that work, and those that are used although nothing passes."""
        there = self._there(history)
        if there is None:
            return ()
        working = tuple(Ref("pnic", nic.name) for nic in there.team if nic.passes)
        silent = tuple(Ref("pnic", nic.name) for nic in there.in_use if not nic.passes)
        return (*working, _IN_VAIN, *silent) if silent else working

    def _there(self, history: History) -> Network | None:
        return history.site.network_of(self.host, self.network)


_IN_VAIN = Text(zh="使用中却不通", en="in use, though nothing passes")


def _all_passes(network: Network) -> bool:
    in_use = network.in_use
    return bool(in_use) and all(nic.passes for nic in in_use)


def _without_link(network: Network, lost: PhysicalNic) -> Network:
    host = network.host
    nics = tuple(replace(nic, link=DOWN) if nic.name == lost.name else nic for nic in host.nics)
    return network._replace(host=replace(host, nics=nics))


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkInternal(Goal):
    """The network is there, and its switch has no physical NIC: its traffic stays on the host."""

    code: ClassVar = "network.internal"
    sentence: ClassVar = Text(
        zh="{host}上{network}的流量不出主机", en="traffic of {network} stays on {host}"
    )
    host: str = naming("host")
    network: str

    @property
    def facts(self) -> dict[str, Fact]:
        return {"host": Ref("host", self.host), "network": Ref("network", self.network)}

    def holds(self, history: History) -> bool:
        there = history.site.network_of(self.host, self.network)
        return there is not None and there.is_internal

    def found(self, history: History) -> tuple[Fact, ...]:
        there = history.site.network_of(self.host, self.network)
        return tuple(Ref("pnic", nic.name) for nic in there.team) if there else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverCutOff(Goal):
    """The host reaches the datastore, and did so through the whole history."""

    code: ClassVar = "never.cut_off"
    lasts: ClassVar = True
    sentence: ClassVar = Text(
        zh="{host}从未失去{datastore}", en="{host} never lost its way to {datastore}"
    )
    host: str = naming("host")
    datastore: str = naming("datastore")

    def holds(self, history: History) -> bool:
        return not self.found(history)

    def found(self, history: History) -> tuple[Fact, ...]:
        return tuple(dict.fromkeys(self._losses(history)))

    def _losses(self, history: History) -> Iterator[Text]:
        mine = (Ref("host", self.host), Ref("datastore", self.datastore))
        for one in history.events:
            if one.code in _LOSSES and (one.fact("host"), one.fact("datastore")) == mine:
                yield _LOSSES[one.code]


_LOSSES = {
    "AllPathsDown": Text(zh="路径全部中断过", en="every path was down"),
    "DeviceLost": Text(zh="设备永久丢失过", en="its device was lost"),
    "DatastoreUnmounted": Text(zh="被卸载过", en="it was unmounted"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PathDown(Goal):
    """The path is dead; the others may live."""

    code: ClassVar = "path.down"
    sentence: ClassVar = Text(
        zh="{host}到{datastore}的路径{path}已中断",
        en="path {path} of {host} to {datastore} is down",
    )
    host: str = naming("host")
    datastore: str = naming("datastore")
    path: str

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "host": Ref("host", self.host),
            "datastore": Ref("datastore", self.datastore),
            "path": Ref("path", self.path),
        }

    def holds(self, history: History) -> bool:
        path = self._path(history)
        return path is not None and path.state is DEAD

    def found(self, history: History) -> tuple[Fact, ...]:
        path = self._path(history)
        return (path.state,) if path else ()

    def _path(self, history: History) -> Path | None:
        mount = history.site.hosts[self.host].mount(self.datastore)
        return mount.path(self.path) if mount else None


@dataclass(frozen=True, slots=True, kw_only=True)
class VmReachableFrom(Goal):
    """The host reaches every datastore that holds files of the machine."""

    code: ClassVar = "vm.reachable_from"
    sentence: ClassVar = Text(
        zh="{host}能访问{vm}的全部文件", en="{host} reaches every file of {vm}"
    )
    vm: str = naming("vm")
    host: str = naming("host")

    def holds(self, history: History) -> bool:
        return set(self.found(history)) == set(_refs(history.site.vms[self.vm].datastores))

    def found(self, history: History) -> tuple[Fact, ...]:
        """Which of the machine's datastores the host reaches."""
        site = history.site
        mounts = {one.datastore: one for one in site.hosts[self.host].mounts}
        return _refs(
            name
            for name in site.vms[self.vm].datastores
            if name in mounts and not mounts[name].is_cut_off and site.datastores[name].accessible
        )


def _refs(datastores: object) -> tuple[Ref, ...]:
    return tuple(Ref("datastore", name) for name in datastores)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestAlive(Goal):
    """The machine runs, and so does its guest."""

    code: ClassVar = "guest.alive"
    sentence: ClassVar = Text(zh="{vm}的客户机正常运行", en="the guest of {vm} runs")
    vm: str = naming("vm")

    def holds(self, history: History) -> bool:
        vm = history.site.vms[self.vm]
        return vm.power is ON and not vm.guest.crashed

    def found(self, history: History) -> tuple[Fact, ...]:
        vm = history.site.vms[self.vm]
        return (_CRASHED,) if vm.guest.crashed else (vm.power,)


_CRASHED = Text(zh="客户机已崩溃", en="the guest has crashed")


@dataclass(frozen=True, slots=True, kw_only=True)
class HostConnected(Goal):
    """The host is connected to its vCenter Server."""

    code: ClassVar = "host.connected"
    sentence: ClassVar = Text(
        zh="{host}已连接到vCenter Server", en="{host} is connected to vCenter Server"
    )
    host: str = naming("host")

    def holds(self, history: History) -> bool:
        return history.site.hosts[self.host].connection is CONNECTED

    def found(self, history: History) -> tuple[Fact, ...]:
        return (history.site.hosts[self.host].connection,)


describe(NetworkRedundant, network=Text(zh="网络的名称", en="the network's name"))
describe(PathDown, path=Text(zh="路径的名称", en="the path's name"))
describe(NetworkInternal, network=Text(zh="网络的名称", en="the network's name"))
