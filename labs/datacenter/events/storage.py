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
    "LunPresented": Text(zh="LUN{lun}已呈现给{host}", en="LUN {lun} was presented to {host}"),
}
