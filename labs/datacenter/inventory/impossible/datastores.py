"""What no datastore may be."""

from __future__ import annotations

from collections.abc import Iterator

from labs.datacenter.inventory.problem import Problem, pointer, problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.storage import VMFS3, Datastore
from labs.datacenter.words import Backing, DatastoreKind

_VMFS_VERSIONS = (3, 5, 6)


def datastore_kind(site: Site, datastore: Datastore) -> Iterator[Problem]:
    path = pointer("datastores", datastore.name)
    if (datastore.kind is DatastoreKind.NFS) != (datastore.backing is Backing.NAS):
        yield problem(
            f"{path}/backing",
            "NFS数据存储在NAS上，VMFS数据存储在SAN、iSCSI或本地磁盘上",
            "does not fit the kind: NFS lies on NAS; VMFS on SAN, iSCSI or a local disk",
        )
    mounting = site.hosts_of_datastore.get(datastore.name, ())
    if datastore.backing is Backing.LOCAL and len(mounting) > 1:
        yield problem(
            path,
            "是本地数据存储，却被多台主机挂载：{hosts}",
            "is local, but several hosts mount it: {hosts}",
            hosts=", ".join(mounting),
        )
    if datastore.local_to is not None and (datastore.backing is not Backing.LOCAL or mounting):
        yield problem(
            f"{path}/local_to",
            "只有未被挂载的本地数据存储才写明它的主机",
            "belongs to a local datastore that no host mounts",
        )


def space(site: Site, datastore: Datastore) -> Iterator[Problem]:
    free = site.free_mb(datastore.name)
    if free < 0:
        yield problem(
            pointer("datastores", datastore.name, "capacity_mb"),
            "已用空间比容量多{mb} MB",
            "holds {mb} MB more than its capacity",
            mb=-free,
        )


def file_system(site: Site, datastore: Datastore) -> Iterator[Problem]:
    version = datastore.vmfs_version
    if version is None:
        return
    if datastore.kind is not DatastoreKind.VMFS or version not in _VMFS_VERSIONS:
        yield problem(
            pointer("datastores", datastore.name, "vmfs_version"),
            "只有VMFS数据存储有版本：3、5或6",
            "belongs to VMFS alone, and is 3, 5 or 6",
        )
        return
    most = site.limit("vmfs3_file_mb")
    for vm in site.vms.pick(site.vms_of_datastore.get(datastore.name, ())):
        for disk in vm.hardware.disks if version == VMFS3 else ():
            if disk.datastore == datastore.name and disk.rdm is None and disk.size_mb > most:
                yield problem(
                    pointer("vms", vm.name, "hardware", "disks", disk.label, "size_mb"),
                    "{datastore}是VMFS3，文件最大{most} MB",
                    'is more than a file on "{datastore}" can have, which is VMFS3: {most} MB',
                    datastore=datastore.name,
                    most=most,
                )


OF_DATASTORE = (datastore_kind, space, file_system)
