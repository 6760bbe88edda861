"""Datastores that are made, unmounted and removed; mounting is among what is done to hosts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.host import Host, Mount
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.storage import Datastore
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Quantity, Ref, Text
from labs.datacenter.words import Backing, DatastoreKind


def _with_mounts(host: Host, *mounts: Mount) -> Host:
    return replace(host, mounts=tuple(sorted(mounts, key=lambda mount: mount.datastore)))


def _others(host: Host, datastore: str) -> tuple[Mount, ...]:
    return tuple(mount for mount in host.mounts if mount.datastore != datastore)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddDatastore(Action):
    """`CreateVmfsDatastore` on a device of the host, or `CreateNasDatastore` for NAS.

    Mounted on that host alone; others mount it with `MountDatastore`.
    """

    label: ClassVar = Text(zh="新建数据存储", en="Add a datastore")
    samples: ClassVar = {"name": ("added",), "capacity_mb": (512_000,)}
    sentence: ClassVar = Text(
        zh="在{host}上新建数据存储{name}（{backing}，{capacity}）",
        en="Add datastore {name} on {host} ({backing}, {capacity})",
    )
    host: str = naming("host")
    name: str
    capacity_mb: int
    backing: Backing = Backing.SAN

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "host": Ref("host", self.host),
            "name": Ref("datastore", self.name),
            "backing": self.backing,
            "capacity": Quantity(self.capacity_mb, "MB"),
        }

    def effect(self, site: Site) -> Outcome:
        host = site.hosts[self.host]
        kind = DatastoreKind.NFS if self.backing is Backing.NAS else DatastoreKind.VMFS
        made = Datastore(
            name=self.name, kind=kind, backing=self.backing, capacity_mb=self.capacity_mb
        )
        after = site.put(made).put(_with_mounts(host, *host.mounts, Mount(datastore=self.name)))
        return after, (event("DatastoreAdded", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmountDatastore(Action):
    """`UnmountVmfsVolume` and its like: one host gives the datastore up, its data stay."""

    label: ClassVar = Text(zh="卸载数据存储", en="Unmount a datastore")
    sentence: ClassVar = Text(
        zh="从{host}卸载数据存储{datastore}", en="Unmount {datastore} from {host}"
    )
    host: str = naming("host")
    datastore: str = naming("datastore")

    def changes_nothing(self, site: Site) -> bool:
        return site.hosts[self.host].mount(self.datastore) is None

    def effect(self, site: Site) -> Outcome:
        host = site.hosts[self.host]
        after = site.put(_with_mounts(host, *_others(host, self.datastore)))
        datastore = site.datastores[self.datastore]
        if datastore.backing is Backing.LOCAL:
            after = after.put(replace(datastore, local_to=host.name))
        return after, (event("DatastoreUnmounted", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveDatastore(Action):
    """`RemoveDatastore`, for every host that mounts it: the datastore and what else lies on it."""

    label: ClassVar = Text(zh="删除数据存储", en="Remove a datastore")
    destroys: ClassVar = True
    sentence: ClassVar = Text(zh="删除数据存储{datastore}", en="Remove datastore {datastore}")
    datastore: str = naming("datastore")

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        after = site.drop(site.datastores[self.datastore])
        for name in site.hosts_of_datastore.get(self.datastore, ()):
            host = site.hosts[name]
            after = after.put(_with_mounts(host, *_others(host, self.datastore)))
        others = Quantity(site.datastores[self.datastore].other_mb, "MB")
        return after, (event("DatastoreRemoved", site.now_s, **self.facts, size=others),)


describe(
    AddDatastore,
    name=Text(zh="新数据存储的名称", en="the name of the new datastore"),
    backing=Text(
        zh="数据块所在；NAS为NFS，其余为VMFS", en="where its blocks lie; NAS: NFS, else VMFS"
    ),
    capacity_mb=Text(zh="容量，至少1 MB", en="capacity, at least 1 MB"),
)
