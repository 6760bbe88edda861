"""Goals about hosts, networks and storage as they are in the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from labs.datacenter.goals.goal import Goal, History
from labs.datacenter.inventory.host import Mount
from labs.datacenter.inventory.teaming import Network, nics_behind
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.standing import StandingWarning, standing
from labs.datacenter.text import Fact, Quantity, Ref, Text

_OF_HOST = Text(zh="{host}没有任何警告", en="{host} has no standing warning")


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfNetwork(Goal):
    """What goals about a network on a host have in common."""

    host: str = naming("host")
    network: str

    def there(self, history: History) -> Network | None:
        return history.site.network_of(self.host, self.network)

    @property
    def facts(self) -> dict[str, Fact]:
        return {"host": Ref("host", self.host), "network": Ref("network", self.network)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfMount(Goal):
    """What goals about a datastore on a host have in common."""

    host: str = naming("host")
    datastore: str = naming("datastore")

    def mount(self, history: History) -> Mount | None:
        return history.site.hosts[self.host].mount(self.datastore)

    def live(self, history: History) -> tuple[Ref, ...]:
        mount = self.mount(history)
        return tuple(Ref("path", name) for name in mount.live) if mount else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkOutside(_OfNetwork):
    """The network's traffic leaves the host over a NIC that works."""

    code: ClassVar = "network.outside"
    sentence: ClassVar = Text(
        zh="{host}上的{network}能与外界通信", en="{network} on {host} reaches the outside"
    )

    def holds(self, history: History) -> bool:
        there = self.there(history)
        return there is not None and any(nic.passes for nic in there.in_use)

    def found(self, history: History) -> tuple[Fact, ...]:
        there = self.there(history)
        return tuple(Ref("pnic", nic.name) for nic in there.in_use if nic.passes) if there else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkVlan(_OfNetwork):
    """The network on that host has that VLAN; 0: none."""

    code: ClassVar = "network.vlan"
    sentence: ClassVar = Text(
        zh="{host}上的{network}的VLAN为{vlan}", en="{network} on {host} has VLAN {vlan}"
    )
    vlan: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {**_OfNetwork.facts.fget(self), "vlan": self.vlan}

    def holds(self, history: History) -> bool:
        there = self.there(history)
        return there is not None and there.group.vlan == self.vlan

    def found(self, history: History) -> tuple[Fact, ...]:
        there = self.there(history)
        return (there.group.vlan,) if there else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchUplinks(Goal):
    """The switch has at least so many uplinks with a link on that host."""

    code: ClassVar = "switch.uplinks"
    sentence: ClassVar = Text(
        zh="{host}的{switch}至少有{at_least}条接通的上行链路",
        en="{switch} of {host} has at least this many uplinks with a link: {at_least}",
    )
    host: str = naming("host")
    switch: str = naming("switch", of="host")
    at_least: int = 1

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "host": Ref("host", self.host),
            "switch": Ref("switch", self.switch),
            "at_least": self.at_least,
        }

    def holds(self, history: History) -> bool:
        return len(self.found(history)) >= self.at_least

    def distance(self, history: History) -> int:
        if next(self.missing(history.site), None):
            return 1
        return max(0, self.at_least - len(self.found(history)))

    def found(self, history: History) -> tuple[Fact, ...]:
        host = history.site.hosts[self.host]
        switches = history.site.switches_on(self.host)
        switch = next(one for one in switches if one.name == self.switch)
        nics = nics_behind(host, switch, switch.uplinks)
        return tuple(Ref("pnic", nic.name) for nic in nics if nic.passes)


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchStandby(Goal):
    """The uplink is on standby for the switch of that host."""

    code: ClassVar = "switch.standby"
    sentence: ClassVar = Text(
        zh="{host}的{switch}以{nic}为备用", en="{nic} is on standby for {switch} of {host}"
    )
    host: str = naming("host")
    switch: str = naming("standard_switch", of="host")
    nic: str = naming("pnic", of="host")

    def holds(self, history: History) -> bool:
        switch = history.site.hosts[self.host].switch(self.switch)
        return self.nic in switch.standby

    def found(self, history: History) -> tuple[Fact, ...]:
        switch = history.site.hosts[self.host].switch(self.switch)
        return tuple(Ref("pnic", name) for name in switch.standby)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostMounts(_OfMount):
    """The host mounts the datastore."""

    code: ClassVar = "host.mounts"
    sentence: ClassVar = Text(zh="{host}挂载了{datastore}", en="{host} mounts {datastore}")

    def holds(self, history: History) -> bool:
        return self.mount(history) is not None

    def found(self, history: History) -> tuple[Fact, ...]:
        mounts = history.site.hosts[self.host].mounts
        return tuple(Ref("datastore", one.datastore) for one in mounts)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostPaths(_OfMount):
    """The host has at least so many live paths to the datastore."""

    code: ClassVar = "host.paths"
    sentence: ClassVar = Text(
        zh="{host}到{datastore}至少有{at_least}条可用路径",
        en="{host} has at least this many live paths to {datastore}: {at_least}",
    )
    at_least: int = 1

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "host": Ref("host", self.host),
            "datastore": Ref("datastore", self.datastore),
            "at_least": self.at_least,
        }

    def holds(self, history: History) -> bool:
        return len(self.live(history)) >= self.at_least

    def distance(self, history: History) -> int:
        if next(self.missing(history.site), None):
            return 1
        return max(0, self.at_least - len(self.live(history)))

    def found(self, history: History) -> tuple[Fact, ...]:
        return self.live(history)


@dataclass(frozen=True, slots=True, kw_only=True)
class PathCarrying(_OfMount):
    """The path carries the traffic of the host to the datastore."""

    code: ClassVar = "path.carrying"
    sentence: ClassVar = Text(
        zh="{host}到{datastore}的流量经过{path}",
        en="traffic of {host} to {datastore} goes over {path}",
    )
    path: str

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "host": Ref("host", self.host),
            "datastore": Ref("datastore", self.datastore),
            "path": Ref("path", self.path),
        }

    def holds(self, history: History) -> bool:
        mount = self.mount(history)
        return mount is not None and self.path in mount.carrying

    def found(self, history: History) -> tuple[Fact, ...]:
        mount = self.mount(history)
        return tuple(Ref("path", name) for name in mount.carrying) if mount else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DatastoreFree(Goal):
    """At least so much room is free on the datastore."""

    code: ClassVar = "datastore.free"
    sentence: ClassVar = Text(
        zh="{datastore}至少有{at_least_mb}空闲", en="{datastore} has at least {at_least_mb} free"
    )
    datastore: str = naming("datastore")
    at_least_mb: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "datastore": Ref("datastore", self.datastore),
            "at_least_mb": Quantity(self.at_least_mb, "MB"),
        }

    def holds(self, history: History) -> bool:
        return history.site.free_mb(self.datastore) >= self.at_least_mb

    def distance(self, history: History) -> int:
        if next(self.missing(history.site), None):
            return 1
        return max(0, self.at_least_mb - history.site.free_mb(self.datastore))

    def found(self, history: History) -> tuple[Fact, ...]:
        return (Quantity(history.site.free_mb(self.datastore), "MB"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatastoreGone(Goal):
    """The site has no datastore of that name."""

    code: ClassVar = "datastore.gone"
    sentence: ClassVar = Text(zh="不再有数据存储{name}", en="the datastore {name} is gone")
    name: str

    @property
    def facts(self) -> dict[str, Fact]:
        return {"name": Ref("datastore", self.name)}

    def holds(self, history: History) -> bool:
        return self.name not in history.site.datastores

    def found(self, history: History) -> tuple[Fact, ...]:
        known = self.name in history.site.datastores
        return (Ref("datastore", self.name),) if known else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoWarnings(Goal):
    """Nothing is wrong with the site as it stands; with a host, nothing about that host."""

    code: ClassVar = "site.no_warnings"
    sentence: ClassVar = Text(zh="站点没有任何警告", en="the site has no standing warning")
    host: str | None = naming("host", default=None)

    def say(self, language: str) -> str:
        return (_OF_HOST if self.host else self.sentence).fill(language, self.facts)

    def _warnings(self, history: History) -> list[StandingWarning]:
        about = ("host", Ref("host", self.host))
        told = standing(history.site)
        return [one for one in told if self.host is None or about in one.facts]

    def holds(self, history: History) -> bool:
        return not self._warnings(history)

    def distance(self, history: History) -> int:
        if next(self.missing(history.site), None):
            return 1
        return len(self._warnings(history))

    def found(self, history: History) -> tuple[Fact, ...]:
        facts = [fact for one in self._warnings(history) for _, fact in one.facts]
        return tuple(dict.fromkeys(fact for fact in facts if isinstance(fact, Ref)))


describe(NetworkOutside, network=Text(zh="网络的名称", en="the network's name"))
describe(
    NetworkVlan,
    network=Text(zh="网络的名称", en="the network's name"),
    vlan=Text(zh="VLAN编号", en="VLAN number"),
)
describe(SwitchUplinks, at_least=Text(zh="至少几条", en="how many at least"))
describe(HostPaths, at_least=Text(zh="至少几条", en="how many at least"))
describe(PathCarrying, path=Text(zh="路径的名称", en="the path's name"))
describe(DatastoreFree, at_least_mb=Text(zh="至少空闲多少", en="how much at least"))
describe(DatastoreGone, name=Text(zh="数据存储的名称", en="the datastore's name"))
