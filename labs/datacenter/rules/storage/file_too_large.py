from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import (
    Action,
    AddDisk,
    BackUp,
    CreateVM,
    ExtendDisk,
    RestoreVM,
)
from labs.datacenter.case import Case
from labs.datacenter.edits import with_large_disk, with_thin_disks
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.storage import VMFS3
from labs.datacenter.rule import ERROR, NEW_MACHINES, Asks, Finding, Rule, api
from labs.datacenter.text import Quantity, Ref, Text
from labs.datacenter.words import BackupKind, DatastoreKind, Provision


class FileTooLarge(Rule):
    """The datastore is VMFS3, and a disk that would lie on it larger than any file there can be.

    Silent about sizes that no datastore of the host could hold: the rules on its version say that.
    """

    code = "storage.file_too_large"
    fault = "FileTooLarge"
    objective = {
        "COLD": "6.04",
        "SUSP": "6.07",
        "SVMO": "6.24",
        "XHOST": "6.28",
        "CloneVM": "4.04",
        "CloneToTemplate": "5.07",
        "DeployTemplate": "5.06",
        "CreateVM": "5.05",
        "AddDisk": "5.05",
        "ExtendDisk": "5.09",
        "RestoreVM": "2.11",
    }
    source = api(
        "FileTooLarge",
        "vCenter Server and Host Management 6.7: Storage vMotion requirements and limitations "
        "(no disk beyond 2 TB to VMFS3); vSphere 4 Configuration Guide: VMFS datastores (2 TB "
        "with blocks of 8 MB), here rounded down to whole megabytes",
    )
    asks = Asks(
        COLD=ERROR,
        SUSP=ERROR,
        SVMO=ERROR,
        XHOST=ERROR,
        AddDisk=ERROR,
        ExtendDisk=ERROR,
        RestoreVM=ERROR,
        **dict.fromkeys(NEW_MACHINES, ERROR),
    )
    says = Text(
        zh="是VMFS3，其上的文件最大{most}，容不下{size}的{disk}",
        en="is VMFS3, where a file has at most {most}, but {disk} has {size}",
    )
    hint = Text(
        zh="选择VMFS5或更新的数据存储，或NFS数据存储。",
        en="Choose a datastore of VMFS5 or later, or an NFS one.",
    )
    incurable = Text(
        zh="升级数据存储的文件系统不在已实现的操作之内；换一个数据存储即可。",
        en="Upgrading the file system of a datastore is not among the actions of this engine; "
        "another datastore will do.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        site = case.site
        most, ever = site.limit("vmfs3_file_mb"), site.host_limit("disk_mb", case.target.name)
        return [
            self.finding(
                case,
                Ref("datastore", name),
                most=Quantity(most, "MB"),
                disk=Ref("disk", label),
                size=Quantity(size_mb, "MB"),
            )
            for name, label, size_mb in _written(case)
            if is_beyond_vmfs3(site, name, size_mb) and size_mb <= ever
        ]

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        name = _datastore_of(site, action)
        if name is None or site.datastores[name].kind is not DatastoreKind.VMFS:
            return None
        large = site.limit("vmfs3_file_mb") + 1
        site = site.put(replace(site.datastores[name], vmfs_version=VMFS3))
        if isinstance(action, CreateVM):
            return site, replace(action, disk_mb=large, provision=Provision.THIN)
        if isinstance(action, AddDisk):
            return site, replace(action, size_mb=large, provision=Provision.THIN)
        if isinstance(action, ExtendDisk):
            return with_thin_disks(site, action.vm), replace(action, size_mb=large)
        if isinstance(action, RestoreVM):
            return _backed_up_large(site, action, large)
        return with_large_disk(site, action.vm, large), action


def is_beyond_vmfs3(site: Site, datastore: str, size_mb: int) -> bool:
    """Whether a file of that size is larger than the file system can hold."""
    is_old = site.datastores[datastore].vmfs_version == VMFS3
    return is_old and size_mb > site.limit("vmfs3_file_mb")


def _datastore_of(site: Site, action: Action) -> str | None:
    """Where the request writes a disk, None where it writes none."""
    if isinstance(action, ExtendDisk):
        return site.vms[action.vm].disk(action.disk).datastore
    if isinstance(action, RestoreVM):
        return site.vms[action.vm].hardware.disks[0].datastore
    return action.datastore


def _written(case: Case) -> Iterator[tuple[str, str, int]]:
    """Datastore, label and size of each disk that the request writes."""
    site, action = case.site, case.action
    if isinstance(action, AddDisk):
        yield action.datastore, action.label_in(case.vm), action.size_mb
    elif isinstance(action, ExtendDisk):
        yield _datastore_of(site, action), action.disk, action.size_mb
    elif isinstance(action, RestoreVM):
        for disk in action.replaced(site).hardware.disks:
            if disk.rdm is None:
                yield disk.datastore, disk.label, disk.size_mb
    elif case.moves_files and case.datastore.vmfs_version == VMFS3:
        converts = action.provision is not None
        for disk in case.arrival.hardware.disks:
            if disk.rdm is None or converts:
                yield case.datastore.name, disk.label, disk.size_mb


def _backed_up_large(site: Site, action: RestoreVM, size_mb: int) -> tuple[Site, RestoreVM]:
    """The machine with a backup of when its first disk was that large, which it is no more."""
    vm = site.vms[action.vm]
    store = site.restore_points[action.restore_point].store
    backup = BackUp(vm=vm.name, store=store, kind=BackupKind.FULL)
    after, _ = backup.effect(with_large_disk(site, vm.name, size_mb))
    newest = max(after.restore_points.values(), key=lambda point: point.number)
    return after.put(vm), replace(action, restore_point=newest.name)
