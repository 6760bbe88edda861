"""Hosts: maintenance mode by hand, connection, datastores, switches, vMotion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.actions.long import LongAction
from labs.datacenter.events import event
from labs.datacenter.inventory.host import Mount
from labs.datacenter.inventory.network import PortGroup, Switch, with_nic
from labs.datacenter.inventory.site import Site
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Connection, Maintenance, MountMode, Service

NORMAL = Maintenance.NORMAL
READ_WRITE = MountMode.READ_WRITE


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterMaintenanceMode(LongAction):
    """`EnterMaintenanceMode_Task`, by hand: somebody else has to move the running machines.

    In a timed site the task waits until none runs there; `timeout_s` is how long, 0 for ever.
    """

    label: ClassVar = Text(zh="进入维护模式", en="Enter maintenance mode")
    samples: ClassVar = {"timeout_s": (0,)}
    sentence: ClassVar = Text(zh="让{host}进入维护模式", en="Put {host} into maintenance mode")
    waits: ClassVar = True
    host: str = naming("host")
    timeout_s: int = 0

    def changes_nothing(self, site: Site) -> bool:
        if site.hosts[self.host].maintenance is Maintenance.IN:
            return True
        tasks = (task.action for task in site.tasks.values())
        return any(isinstance(one, EnterMaintenanceMode) and one.host == self.host for one in tasks)

    def effect(self, site: Site) -> Outcome:
        after = self._with_state(site, Maintenance.IN)
        return after, (event("MaintenanceModeEntered", site.now_s, **self.facts),)

    def seconds(self, site: Site) -> int:
        return self.timeout_s

    def prepared(self, site: Site) -> Site:
        return self._with_state(site, Maintenance.ENTERING)

    def is_done(self, site: Site) -> bool:
        return not site.running_on(self.host)

    def is_called_off(self, site: Site) -> bool:
        return site.hosts[self.host].maintenance is not Maintenance.ENTERING

    def given_up(self, site: Site) -> Site:
        return site if self.is_called_off(site) else self._with_state(site, NORMAL)

    def _with_state(self, site: Site, state: Maintenance) -> Site:
        return site.put(replace(site.hosts[self.host], maintenance=state))


describe(
    EnterMaintenanceMode,
    timeout_s=Text(
        zh="最多等多久；0为一直等（仅在操作需要时间的站点中）",
        en="how long it waits at most; 0: for ever (in a timed site only)",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitMaintenanceMode(Action):
    """`ExitMaintenanceMode_Task`; also calls off an entering that still waits."""

    label: ClassVar = Text(zh="退出维护模式", en="Exit maintenance mode")
    sentence: ClassVar = Text(zh="让{host}退出维护模式", en="Take {host} out of maintenance mode")
    host: str = naming("host")

    def changes_nothing(self, site: Site) -> bool:
        return site.hosts[self.host].maintenance is NORMAL

    def effect(self, site: Site) -> Outcome:
        host = replace(site.hosts[self.host], maintenance=NORMAL)
        return site.put(host), (event("MaintenanceModeExited", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconnectHost(Action):
    """`ReconnectHost_Task`."""

    label: ClassVar = Text(zh="重新连接主机", en="Reconnect a host")
    sentence: ClassVar = Text(zh="重新连接{host}", en="Reconnect {host}")
    host: str = naming("host")

    def changes_nothing(self, site: Site) -> bool:
        return site.hosts[self.host].connection is Connection.CONNECTED

    def effect(self, site: Site) -> Outcome:
        host = replace(site.hosts[self.host], connection=Connection.CONNECTED)
        return site.put(host), (event("HostReconnected", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class MountDatastore(Action):
    """Presents a shared datastore to a host, read-write; a read-only mount becomes read-write."""

    label: ClassVar = Text(zh="挂载数据存储", en="Mount a datastore")
    sentence: ClassVar = Text(
        zh="把{datastore}以读写方式挂载到{host}", en="Mount {datastore} read-write on {host}"
    )
    host: str = naming("host")
    datastore: str = naming("datastore")

    def changes_nothing(self, site: Site) -> bool:
        mount = site.hosts[self.host].mount(self.datastore)
        return mount is not None and mount.mode is READ_WRITE

    def effect(self, site: Site) -> Outcome:
        host = site.hosts[self.host]
        others = tuple(mount for mount in host.mounts if mount.datastore != self.datastore)
        old = host.mount(self.datastore) or Mount(datastore=self.datastore)
        mounts = sorted((*others, replace(old, mode=READ_WRITE)), key=lambda m: m.datastore)
        told = event("DatastoreMounted", site.now_s, **self.facts)
        datastore = replace(site.datastores[self.datastore], local_to=None)
        return site.put(replace(host, mounts=tuple(mounts))).put(datastore), (told,)


def _with_switch(site: Site, host: str, switch: Switch) -> Site:
    old = site.hosts[host]
    switches = tuple(switch if one.name == switch.name else one for one in old.switches)
    return site.put(replace(old, switches=switches))


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
    def facts(self) -> dict:
        return {
            "host": Ref("host", self.host),
            "switch": Ref("switch", self.switch),
            "network": Ref("network", self.network),
        }

    def changes_nothing(self, site: Site) -> bool:
        return site.network_of(self.host, self.network) is not None

    def effect(self, site: Site) -> Outcome:
        switch = site.hosts[self.host].switch(self.switch)
        groups = (*switch.port_groups, PortGroup(name=self.network))
        groups = tuple(sorted(groups, key=lambda group: group.name))
        told = event("PortGroupAdded", site.now_s, **self.facts)
        return _with_switch(site, self.host, replace(switch, port_groups=groups)), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddUplink(Action):
    """Gives a switch one more physical NIC; in a distributed switch it serves the next uplink."""

    label: ClassVar = Text(zh="添加上行链路", en="Add an uplink")
    sentence: ClassVar = Text(
        zh="把{nic}作为上行链路加入{host}的{switch}",
        en="Add {nic} as an uplink to {switch} of {host}",
    )
    host: str = naming("host")
    switch: str = naming("switch", of="host")
    nic: str = naming("pnic", of="host")

    def changes_nothing(self, site: Site) -> bool:
        """A NIC that serves any switch already is not free to be added."""
        return all(nic.name != self.nic for nic in site.free_nics(self.host))

    def effect(self, site: Site) -> Outcome:
        told = event("UplinkAdded", site.now_s, **self.facts)
        switch = site.hosts[self.host].switch(self.switch)
        if switch is None:
            switch = site.distributed_switches[self.switch]
            return site.put(with_nic(switch, self.host, self.nic)), (told,)
        uplinks = (*switch.uplinks, self.nic)
        return _with_switch(site, self.host, replace(switch, uplinks=uplinks)), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnableVMotion(Action):
    """Lets a VMkernel port carry vMotion traffic (`SelectVnicForNicType`)."""

    label: ClassVar = Text(zh="启用vMotion", en="Enable vMotion")
    sentence: ClassVar = Text(
        zh="在{host}的{vmkernel}上启用vMotion", en="Enable vMotion on {vmkernel} of {host}"
    )
    host: str = naming("host")
    vmkernel: str = naming("vmkernel", of="host")

    def changes_nothing(self, site: Site) -> bool:
        port = site.hosts[self.host].vmkernel_port(self.vmkernel)
        return Service.VMOTION in port.services

    def effect(self, site: Site) -> Outcome:
        host = site.hosts[self.host]
        ports = tuple(
            replace(one, services=tuple(sorted((*one.services, Service.VMOTION))))
            if one.name == self.vmkernel
            else one
            for one in host.vmkernel
        )
        told = event("VMotionEnabled", site.now_s, **self.facts)
        return site.put(replace(host, vmkernel=ports)), (told,)


describe(
    AddPortGroup,
    network=Text(zh="新端口组的名称", en="name of the new port group"),
)
