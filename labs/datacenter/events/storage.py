"""Datastores, paths and LUNs."""

from __future__ import annotations

from labs.datacenter.text import Text

TEXTS = {
    "DatastoreMounted": Text(
        zh="{datastore}以读写方式挂载到{host}", en="{datastore} was mounted read-write on {host}"
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
    "LunPresented": Text(zh="LUN{lun}已呈现给{host}", en="LUN {lun} was presented to {host}"),
}
