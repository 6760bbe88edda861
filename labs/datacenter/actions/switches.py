"""Standard switches of a host: made, removed, given port groups, VLANs and uplinks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.actions.failover import settled
from labs.datacenter.events import event
from labs.datacenter.inventory.network import (
    DistributedSwitch,
    PortGroup,
    Switch,
    with_nic,
    without_nic,
)
from labs.datacenter.inventory.site import Site
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Ref, Text


def with_standard(site: Site, host: str, switch: Switch) -> Site:
    """The host with that switch in the place of the one of its name, or besides the others."""
    old = site.hosts[host]
    others = (one for one in old.switches if one.name != switch.name)
    switches = sorted((*others, switch), key=lambda one: one.name)
    return site.put(replace(old, switches=tuple(switches)))


def with_group(switch: Switch | DistributedSwitch, group: PortGroup) -> Switch | DistributedSwitch:
    """The switch with that port group in the place of the one of its name, or besides others."""
    others = (one for one in switch.port_groups if one.name != group.name)
    groups = sorted((*others, group), key=lambda one: one.name)
    return replace(switch, port_groups=tuple(groups))


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSwitch(Action):
    """`AddVirtualSwitch`: a standard switch without port groups and uplinks."""

    label: ClassVar = Text(zh="添加标准交换机", en="Add a standard switch")
    sentence: ClassVar = Text(zh="在{host}上添加标准交换机{switch}", en="Add {switch} to {host}")
    samples: ClassVar = {"switch": ("vSwitch9",)}
    host: str = naming("host")
    switch: str

    @property
    def facts(self) -> dict[str, Fact]:
        return {**self.named(), "switch": Ref("switch", self.switch)}

    def effect(self, site: Site) -> Outcome:
        told = event("SwitchAdded", site.now_s, **self.facts)
        return with_standard(site, self.host, Switch(name=self.switch)), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSwitch(Action):
    """`RemoveVirtualSwitch`, with its port groups."""

    destroys: ClassVar = True
    label: ClassVar = Text(zh="移除标准交换机", en="Remove a standard switch")
    sentence: ClassVar = Text(zh="移除{host}的{switch}", en="Remove {switch} of {host}")
    host: str = naming("host")
    switch: str = naming("standard_switch", of="host")

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        old = site.hosts[self.host]
        switches = tuple(one for one in old.switches if one.name != self.switch)
        after, moved = settled(site, site.put(replace(old, switches=switches)), self.host)
        return after, (event("SwitchRemoved", site.now_s, **self.facts), *moved)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPortGroup(Action):
    """Adds a port group to a standard switch; `network` is the name it gets."""

    label: ClassVar = Text(zh="添加端口组", en="Add a port group")
    samples: ClassVar = {"network": ("Added",)}
    sentence: ClassVar = Text(
        zh="在{host}的{switch}上添加端口组{network}",
        en="Add port group {network} to {switch} of {host}",
    )
    host: str = naming("host")
    switch: str = naming("standard_switch", of="host")
    network: str

    @property
    def facts(self) -> dict[str, Fact]:
        return {**self.named(), "network": Ref("network", self.network)}

    def changes_nothing(self, site: Site) -> bool:
        return site.hosts[self.host].switch(self.switch).port_group(self.network) is not None

    def effect(self, site: Site) -> Outcome:
        switch = site.hosts[self.host].switch(self.switch)
        told = event("PortGroupAdded", site.now_s, **self.facts)
        new = with_group(switch, PortGroup(name=self.network))
        return with_standard(site, self.host, new), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePortGroup(Action):
    """`RemovePortGroup` of a standard switch."""

    destroys: ClassVar = True
    label: ClassVar = Text(zh="移除端口组", en="Remove a port group")
    sentence: ClassVar = Text(
        zh="移除{host}的端口组{network}", en="Remove port group {network} of {host}"
    )
    host: str = naming("host")
    network: str = naming("standard_network", of="host")

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        switch = site.hosts[self.host].switch_of(self.network)
        groups = tuple(one for one in switch.port_groups if one.name != self.network)
        after = with_standard(site, self.host, replace(switch, port_groups=groups))
        after, moved = settled(site, after, self.host)
        return after, (event("PortGroupRemoved", site.now_s, **self.facts), *moved)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetVlan(Action):
    """`UpdatePortGroup`: the VLAN of a standard port group; 0 none, 4095 left to the guest."""

    label: ClassVar = Text(zh="设置VLAN", en="Set a VLAN")
    sentence: ClassVar = Text(
        zh="把{host}的端口组{network}的VLAN设为{vlan}",
        en="Set the VLAN of port group {network} of {host} to {vlan}",
    )
    samples: ClassVar = {"vlan": (0, 20, 4096)}
    host: str = naming("host")
    network: str = naming("standard_network", of="host")
    vlan: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {**self.named(), "vlan": self.vlan}

    def changes_nothing(self, site: Site) -> bool:
        return site.network_of(self.host, self.network).group.vlan == self.vlan

    def effect(self, site: Site) -> Outcome:
        switch = site.hosts[self.host].switch_of(self.network)
        group = replace(switch.port_group(self.network), vlan=self.vlan)
        told = event("VlanSet", site.now_s, **self.facts)
        return with_standard(site, self.host, with_group(switch, group)), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _UplinkAction(Action):
    """What both have in common: they name a switch of a host, of either kind, and a NIC."""

    host: str = naming("host")
    switch: str = naming("switch", of="host")
    nic: str = naming("pnic", of="host")

    def _outcome(self, site: Site, code: str, after: Site) -> Outcome:
        after, moved = settled(site, after, self.host)
        return after, (event(code, site.now_s, **self.facts), *moved)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddUplink(_UplinkAction):
    """Gives a switch one more physical NIC; in a distributed switch it serves the next uplink."""

    label: ClassVar = Text(zh="添加上行链路", en="Add an uplink")
    sentence: ClassVar = Text(
        zh="把{nic}作为上行链路加入{host}的{switch}",
        en="Add {nic} as an uplink to {switch} of {host}",
    )

    def changes_nothing(self, site: Site) -> bool:
        return self.nic in site.nics_of_switch(self.host, self.switch)

    def effect(self, site: Site) -> Outcome:
        switch = site.hosts[self.host].switch(self.switch)
        if switch is None:
            spread = with_nic(site.distributed_switches[self.switch], self.host, self.nic)
            return self._outcome(site, "UplinkAdded", site.put(spread))
        new = replace(switch, uplinks=(*switch.uplinks, self.nic))
        return self._outcome(site, "UplinkAdded", with_standard(site, self.host, new))


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveUplink(_UplinkAction):
    """Takes a physical NIC from a switch; its team, and those of its port groups, forget it."""

    label: ClassVar = Text(zh="移除上行链路", en="Remove an uplink")
    sentence: ClassVar = Text(
        zh="从{host}的{switch}移除上行链路{nic}",
        en="Remove the uplink {nic} from {switch} of {host}",
    )

    def changes_nothing(self, site: Site) -> bool:
        return self.nic not in site.nics_of_switch(self.host, self.switch)

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        switch = site.hosts[self.host].switch(self.switch)
        if switch is None:
            spread = without_nic(site.distributed_switches[self.switch], self.host, self.nic)
            return self._outcome(site, "UplinkRemoved", site.put(spread))
        new = _without_uplink(switch, self.nic)
        return self._outcome(site, "UplinkRemoved", with_standard(site, self.host, new))


def _without_uplink(switch: Switch, nic: str) -> Switch:
    def kept(names: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if names is None else tuple(name for name in names if name != nic)

    groups = tuple(
        replace(
            group,
            teaming=replace(
                group.teaming,
                active=kept(group.teaming.active),
                standby=kept(group.teaming.standby),
            ),
        )
        for group in switch.port_groups
    )
    return replace(
        switch,
        uplinks=kept(switch.uplinks),
        standby=kept(switch.standby),
        unused=kept(switch.unused),
        port_groups=groups,
    )


describe(AddSwitch, switch=Text(zh="新交换机的名称", en="name of the new switch"))
describe(AddPortGroup, network=Text(zh="新端口组的名称", en="name of the new port group"))
describe(SetVlan, vlan=Text(zh="VLAN编号；0表示没有", en="the VLAN; 0: none"))
