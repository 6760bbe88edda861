"""Distributed switches: made, joined and left by hosts, given port groups and VLANs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.actions.failover import settled
from labs.datacenter.actions.switches import with_group
from labs.datacenter.events import event
from labs.datacenter.inventory.network import DistributedSwitch, PortGroup, with_nic
from labs.datacenter.inventory.site import Site
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Ref, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateDistributedSwitch(Action):
    """`CreateDVS_Task`: without port groups and members; `uplinks` is how many each may give."""

    label: ClassVar = Text(zh="创建分布式交换机", en="Create a distributed switch")
    sentence: ClassVar = Text(
        zh="在{datacenter}中创建有{uplinks}条上行链路的分布式交换机{switch}",
        en="Create the distributed switch {switch} in {datacenter} (uplinks: {uplinks})",
    )
    samples: ClassVar = {"switch": ("dvs-added",), "uplinks": (2,)}
    datacenter: str = naming("datacenter")
    switch: str
    uplinks: int = 4

    @property
    def facts(self) -> dict[str, Fact]:
        switch = Ref("distributed_switch", self.switch)
        return {**self.named(), "switch": switch, "uplinks": self.uplinks}

    def effect(self, site: Site) -> Outcome:
        made = DistributedSwitch(
            name=self.switch,
            datacenter=self.datacenter,
            uplinks=tuple(f"Uplink {number}" for number in range(1, self.uplinks + 1)),
        )
        return site.put(made), (event("DistributedSwitchCreated", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddHostToSwitch(Action):
    """`ReconfigureDvs_Task`: the host becomes a member and gives a NIC for the first uplink."""

    label: ClassVar = Text(zh="把主机加入分布式交换机", en="Add a host to a distributed switch")
    sentence: ClassVar = Text(
        zh="把{host}和它的{nic}加入分布式交换机{switch}",
        en="Add {host} with its {nic} to the distributed switch {switch}",
    )
    host: str = naming("host")
    switch: str = naming("distributed_switch")
    nic: str = naming("pnic", of="host")

    def changes_nothing(self, site: Site) -> bool:
        return site.distributed_switches[self.switch].member(self.host) is not None

    def effect(self, site: Site) -> Outcome:
        new = with_nic(site.distributed_switches[self.switch], self.host, self.nic)
        return site.put(new), (event("HostAddedToSwitch", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveHostFromSwitch(Action):
    """`ReconfigureDvs_Task`: the host leaves the switch and has its NICs back."""

    label: ClassVar = Text(
        zh="把主机移出分布式交换机", en="Remove a host from a distributed switch"
    )
    sentence: ClassVar = Text(
        zh="把{host}移出分布式交换机{switch}",
        en="Remove {host} from the distributed switch {switch}",
    )
    host: str = naming("host")
    switch: str = naming("distributed_switch")

    def changes_nothing(self, site: Site) -> bool:
        return site.distributed_switches[self.switch].member(self.host) is None

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        old = site.distributed_switches[self.switch]
        members = tuple(one for one in old.members if one.host != self.host)
        after, moved = settled(site, site.put(replace(old, members=members)), self.host)
        return after, (event("HostRemovedFromSwitch", site.now_s, **self.facts), *moved)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddDistributedPortGroup(Action):
    """`AddDVPortgroup_Task`: one network more for every member, now and later."""

    label: ClassVar = Text(zh="添加分布式端口组", en="Add a distributed port group")
    sentence: ClassVar = Text(
        zh="在分布式交换机{switch}上添加端口组{network}，VLAN {vlan}",
        en="Add port group {network}, VLAN {vlan}, to the distributed switch {switch}",
    )
    samples: ClassVar = {"network": ("Added",), "vlan": (0, 4095)}
    switch: str = naming("distributed_switch")
    network: str
    vlan: int = 0

    @property
    def facts(self) -> dict[str, Fact]:
        return {**self.named(), "network": Ref("network", self.network), "vlan": self.vlan}

    def effect(self, site: Site) -> Outcome:
        old = site.distributed_switches[self.switch]
        new = with_group(old, PortGroup(name=self.network, vlan=self.vlan))
        return site.put(new), (event("DistributedPortGroupAdded", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDistributedVlan(Action):
    """`ReconfigureDVPortgroup_Task`: the VLAN of a distributed port group, on every member."""

    label: ClassVar = Text(
        zh="设置分布式端口组的VLAN", en="Set the VLAN of a distributed port group"
    )
    sentence: ClassVar = Text(
        zh="把分布式交换机{switch}的端口组{network}的VLAN设为{vlan}",
        en="Set the VLAN of port group {network} of the distributed switch {switch} to {vlan}",
    )
    samples: ClassVar = {"vlan": (0, 20, 4095)}
    switch: str = naming("distributed_switch")
    network: str = naming("dv_network", of="switch")
    vlan: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {**self.named(), "vlan": self.vlan}

    def changes_nothing(self, site: Site) -> bool:
        group = site.distributed_switches[self.switch].port_group(self.network)
        return group.vlan == self.vlan

    def effect(self, site: Site) -> Outcome:
        old = site.distributed_switches[self.switch]
        group = replace(old.port_group(self.network), vlan=self.vlan)
        told = event("DistributedVlanSet", site.now_s, **self.facts)
        return site.put(with_group(old, group)), (told,)


describe(
    CreateDistributedSwitch,
    switch=Text(zh="新交换机的名称", en="name of the new switch"),
    uplinks=Text(zh="每台成员主机最多提供几块网卡", en="how many NICs each member may give"),
)
describe(
    AddDistributedPortGroup,
    network=Text(zh="新端口组的名称", en="name of the new port group"),
    vlan=Text(zh="VLAN编号；0表示没有", en="its VLAN; 0: none"),
)
describe(SetDistributedVlan, vlan=Text(zh="VLAN编号；0表示没有", en="the VLAN; 0: none"))
