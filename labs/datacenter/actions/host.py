"""Hosts: maintenance mode by hand, connection, datastores."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.actions.long import LongAction
from labs.datacenter.events import event
from labs.datacenter.inventory.host import Mount
from labs.datacenter.inventory.site import Site
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Text
from labs.datacenter.words import Connection, Maintenance, MountMode

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
