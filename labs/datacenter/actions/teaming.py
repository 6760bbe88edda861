"""Teams of uplinks: order, load balancing, failover, of a switch or of one port group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.actions.failover import settled
from labs.datacenter.actions.switches import with_group, with_standard
from labs.datacenter.events import event
from labs.datacenter.inventory.network import ORDERED, AnySwitch
from labs.datacenter.inventory.site import Site
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Labelled, Ref, Text
from labs.datacenter.words import Balancing, Detection

_SETTINGS = ("balancing", "detection", "failback", "notify")
_WORDS = {
    "failback": {
        True: Text(zh="故障恢复", en="failback"),
        False: Text(zh="不故障恢复", en="no failback"),
    },
    "notify": {
        True: Text(zh="通知物理交换机", en="notify switches"),
        False: Text(zh="不通知物理交换机", en="do not notify switches"),
    },
}
_ACTIVE = Text(zh="活动", en="active")
_STANDBY = Text(zh="备用", en="standby")
_NONE_ACTIVE = Text(zh="没有活动的上行链路", en="no active uplinks")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teaming(Action):
    """What both have in common: the settings; None leaves one as it is.

    `active` and `standby` are given together, in their order; uplinks in neither are unused.
    """

    # whoever combines fields gets few requests; `every` gives each setting once
    samples: ClassVar = {
        "active": (None,),
        "standby": ((),),
        "balancing": (None,),
        "failback": (None, False),
        "notify": (None,),
    }
    active: tuple[str, ...] | None = field(default=None, metadata=ORDERED)
    standby: tuple[str, ...] = field(default=(), metadata=ORDERED)
    balancing: Balancing | None = None
    detection: Detection | None = None
    failback: bool | None = None
    notify: bool | None = None

    @property
    def facts(self) -> dict[str, Fact]:
        named = self.named()
        team = named.get("network", named["switch"])
        return {**named, "team": team, "settings": tuple(self._told())}

    def _told(self) -> Iterator[Fact]:
        if self.active == ():
            yield _NONE_ACTIVE
        for key, names in ((_ACTIVE, self.active), (_STANDBY, self.standby)):
            if names:
                yield Labelled(key, tuple(Ref("uplink", name) for name in names))
        for key in _SETTINGS:
            value = getattr(self, key)
            if value is not None:
                yield _WORDS[key][value] if key in _WORDS else value

    def _switch(self, site: Site) -> AnySwitch:
        raise NotImplementedError

    def missing(self, site: Site) -> Iterator[Ref]:
        found = tuple(Action.missing(self, site))
        yield from found
        if not found:
            known = self._switch(site).uplinks
            for name in (*(self.active or ()), *self.standby):
                if name not in known:
                    yield Ref("uplink", name)

    def changes_nothing(self, site: Site) -> bool:
        switch = self._switch(site)
        is_whole = self.active is not None or not self.standby
        return is_whole and self._changed(switch) == switch

    def is_gentle(self, site: Site) -> bool:
        return self.active is None

    def _changed(self, switch: AnySwitch) -> AnySwitch:
        """The switch with the settings, in itself or in one of its port groups."""
        given = {key: getattr(self, key) for key in _SETTINGS if getattr(self, key) is not None}
        if self.network is not None:
            group = switch.port_group(self.network)
            if self.active is not None:
                given |= {"active": self.active, "standby": self.standby}
            return with_group(switch, replace(group, teaming=replace(group.teaming, **given)))
        if self.active is not None:
            named = (*self.active, *self.standby)
            unused = tuple(name for name in switch.uplinks if name not in named)
            uplinks = (*named, *unused)
            given |= {"uplinks": uplinks, "standby": self.standby, "unused": tuple(sorted(unused))}
        return replace(switch, **given)

    @classmethod
    def _changes(cls, switch: AnySwitch) -> Iterator[dict[str, object]]:
        """One setting at a time."""
        for key, words in (("balancing", Balancing), ("detection", Detection)):
            yield from ({key: member} for member in words)
        for key in ("failback", "notify"):
            yield from ({key: value} for value in (False, True))
        if switch.uplinks:
            yield {"active": switch.uplinks[:1], "standby": switch.uplinks[1:]}
            yield {"active": switch.uplinks[:1]}


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTeaming(_Teaming):
    """Sets the team of a standard switch, or of one of its port groups."""

    label: ClassVar = Text(zh="设置网卡组合", en="Set teaming and failover")
    sentence: ClassVar = Text(
        zh="设置{host}的{team}的网卡组合：{settings}",
        en="Set teaming of {team} of {host}: {settings}",
    )
    host: str = naming("host")
    switch: str = naming("standard_switch", of="host")
    network: str | None = naming("standard_network", of="host", default=None)

    def _switch(self, site: Site) -> AnySwitch:
        return site.hosts[self.host].switch(self.switch)

    def missing(self, site: Site) -> Iterator[Ref]:
        found = tuple(_Teaming.missing(self, site))
        yield from found
        if found or self.network is None:
            return
        if self._switch(site).port_group(self.network) is None:
            yield Ref("network", self.network)

    def effect(self, site: Site) -> Outcome:
        after = with_standard(site, self.host, self._changed(self._switch(site)))
        after, moved = settled(site, after, self.host)
        return after, (event("TeamingSet", site.now_s, **self.facts), *moved)

    @classmethod
    def every(cls, site: Site) -> Iterator[Action]:
        for host in site.hosts.values():
            for switch in host.switches:
                for network in (None, *(group.name for group in switch.port_groups)):
                    for change in cls._changes(switch):
                        yield cls(host=host.name, switch=switch.name, network=network, **change)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDistributedTeaming(_Teaming):
    """Sets the team of a distributed switch, or of one of its port groups, on every member."""

    label: ClassVar = Text(
        zh="设置分布式交换机的网卡组合", en="Set teaming of a distributed switch"
    )
    sentence: ClassVar = Text(
        zh="在所有成员主机上设置{team}的网卡组合：{settings}",
        en="Set teaming of {team} on every member: {settings}",
    )
    switch: str = naming("distributed_switch")
    network: str | None = naming("dv_network", of="switch", default=None)

    def _switch(self, site: Site) -> AnySwitch:
        return site.distributed_switches[self.switch]

    def effect(self, site: Site) -> Outcome:
        new = self._changed(self._switch(site))
        after, moved = settled(site, site.put(new), *(one.host for one in new.members))
        return after, (event("DistributedTeamingSet", site.now_s, **self.facts), *moved)

    @classmethod
    def every(cls, site: Site) -> Iterator[Action]:
        for switch in site.distributed_switches.values():
            for network in (None, *(group.name for group in switch.port_groups)):
                for change in cls._changes(switch):
                    yield cls(switch=switch.name, network=network, **change)


_MEANINGS = {
    "active": Text(
        zh="活动的上行链路，按顺序；null不变", en="active uplinks, in their order; null: as it is"
    ),
    "standby": Text(zh="备用的上行链路，按顺序", en="uplinks on standby, in their order"),
    "balancing": Text(zh="负载均衡方式；null不变", en="load balancing; null: as it is"),
    "detection": Text(
        zh="如何发现链路失效；null不变", en="how the failure of a link is detected; null: as it is"
    ),
    "failback": Text(
        zh="恢复后是否切回；null不变",
        en="whether traffic goes back to a link that works again; null: as it is",
    ),
    "notify": Text(
        zh="切换链路时是否通知物理交换机；null不变",
        en="whether physical switches are told of a change of uplink; null: as it is",
    ),
    "network": Text(
        zh="要设置的端口组；null为整个交换机", en="the port group; null: the switch as a whole"
    ),
}
describe(SetTeaming, **_MEANINGS)
describe(SetDistributedTeaming, **_MEANINGS)
