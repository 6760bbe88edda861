"""Datastores."""

from __future__ import annotations

from dataclasses import dataclass

from labs.datacenter.meaning import describe
from labs.datacenter.text import Text
from labs.datacenter.words import Backing, DatastoreKind

VMFS3 = 3  # the file system of vSphere 3 and 4, which later hosts still mount


@dataclass(frozen=True, slots=True, kw_only=True)
class Datastore:
    """A datastore; `other_mb` is taken by files that belong to no machine of the site.

    `datacenter` is the one it is filed under; None: those of the hosts that mount it. `accessible`:
    its array answers; where it does not, no host reaches it over any path. `local_to` is the host
    whose local disks it lies on, while that host does not mount it. `vmfs_version`: None, VMFS5 or
    later, on which a file may be as large as the version of the host allows.
    """

    name: str
    kind: DatastoreKind = DatastoreKind.VMFS
    backing: Backing = Backing.SAN
    capacity_mb: int
    other_mb: int = 0
    datacenter: str | None = None
    accessible: bool = True
    local_to: str | None = None
    vmfs_version: int | None = None


describe(
    Datastore,
    Text(zh="一个数据存储", en="a datastore"),
    kind=Text(zh="文件系统", en="its file system"),
    backing=Text(zh="数据块所在", en="where its blocks lie"),
    capacity_mb=Text(zh="容量", en="capacity"),
    other_mb=Text(
        zh="不属于站点中任何虚拟机的文件所占的空间",
        en="space of files that belong to no machine of the site",
    ),
    datacenter=Text(
        zh="归属的数据中心；null为挂载它的主机所在的数据中心",
        en="the datacenter it is filed under; null: those of the hosts that mount it",
    ),
    accessible=Text(zh="存储阵列可以访问", en="its array answers"),
    local_to=Text(
        zh="未被挂载的本地数据存储位于哪台主机的磁盘上；null为不适用",
        en="the host whose disks hold a local datastore that is not mounted; null otherwise",
    ),
    vmfs_version=Text(
        zh="VMFS的版本：3、5或6；null为5或更高",
        en="version of VMFS: 3, 5 or 6; null: 5 or later",
    ),
)
