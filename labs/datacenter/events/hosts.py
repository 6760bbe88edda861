"""The state of hosts."""

from __future__ import annotations

from labs.datacenter.text import Text

TEXTS = {
    "MaintenanceModeEntered": Text(zh="{host}进入维护模式", en="{host} entered maintenance mode"),
    "MaintenanceModeExited": Text(zh="{host}退出维护模式", en="{host} left maintenance mode"),
    "HostReconnected": Text(zh="{host}重新连接", en="{host} was reconnected"),
    "HostFailed": Text(zh="{host}发生故障，没有响应", en="{host} failed and does not respond"),
    "HostRestored": Text(
        zh="{host}恢复，并重新连接到vCenter Server",
        en="{host} came back and connected to vCenter Server",
    ),
    "LicenceAssigned": Text(zh="{host}改用{licence}许可证", en="{host} was licensed for {licence}"),
}
