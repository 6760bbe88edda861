"""Datastores, paths and LUNs."""

from __future__ import annotations

from labs.datacenter.text import Text

TEXTS = {
    "DatastoreMounted": Text(
        zh="{datastore}以读写方式挂载到{host}", en="{datastore} was mounted read-write on {host}"
    ),
    "DatastoreAdded": Text(
        zh="在{host}上新建了数据存储{name}（{backing}，{capacity}）",
        en="Datastore {name} was added on {host} ({backing}, {capacity})",
    ),
    "DatastoreUnmounted": Text(
        zh="数据存储{datastore}从{host}卸载", en="{datastore} was unmounted from {host}"
    ),
    "DatastoreRemoved": Text(
        zh="数据存储{datastore}已删除，连同不属于任何虚拟机的文件（{size}）",
        en="{datastore} was removed, with files ({size}) that belonged to no machine",
    ),
    "PathFailed": Text(
        zh="{host}到{datastore}的路径{path}中断", en="Path {path} of {host} to {datastore} failed"
    ),
    "PathRestored": Text(
        zh="{host}到{datastore}的路径{path}恢复",
        en="Path {path} of {host} to {datastore} came back",
    ),
    "DatastoreFailed": Text(
        zh="{datastore}发生故障，所有主机都无法访问；上面有{vms}的文件",
        en="{datastore} failed, and no host reaches it; it holds files of {vms}",
    ),
    "EmptyDatastoreFailed": Text(
        zh="{datastore}发生故障，所有主机都无法访问；上面没有虚拟机的文件",
        en="{datastore} failed, and no host reaches it; it holds no machine's files",
    ),
    "DatastoreRestored": Text(
        zh="{datastore}恢复，文件完好", en="{datastore} came back with its files"
    ),
    "DiskCorrupted": Text(
        zh="{vm}的{disk}的基础磁盘文件损坏，所有快照都不能再用",
        en="The base disk of {disk} of {vm} is corrupt; no snapshot is usable any more",
    ),
    "AllPathsDown": Text(
        zh="{host}到{datastore}的路径全部中断（APD），主机等待其恢复",
        en="{host} has all paths to {datastore} down (APD) and waits for one to come back",
    ),
    "ApdTimedOut": Text(
        zh="{host}不再等待{datastore}：APD已超过{timeout}",
        en="{host} no longer waits for {datastore}: all paths have been down for {timeout}",
    ),
    "DeviceLost": Text(
        zh="{host}永久丢失了{datastore}的设备（PDL）",
        en="{host} lost the device of {datastore} for good (PDL)",
    ),
    "DeviceReturned": Text(
        zh="{host}重新获得{datastore}的设备", en="The device of {datastore} came back to {host}"
    ),
    "FilesLocked": Text(zh="{host}锁住了{vm}的文件", en="{host} locked the files of {vm}"),
    "FilesReleased": Text(zh="{host}释放了{vm}的文件", en="{host} released the files of {vm}"),
    "LunPresented": Text(zh="LUN {lun}已呈现给{host}", en="LUN {lun} was presented to {host}"),
}
