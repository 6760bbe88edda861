"""The state of hosts."""

from __future__ import annotations

from labs.datacenter.text import Text

TEXTS = {
    "MaintenanceModeEntered": Text(zh="{host}进入维护模式", en="{host} entered maintenance mode"),
    "MaintenanceModeExited": Text(zh="{host}退出维护模式", en="{host} left maintenance mode"),
    "HostReconnected": Text(zh="{host}重新连接", en="{host} was reconnected"),
    "LicenceAssigned": Text(zh="{host}改用{licence}许可证", en="{host} was licensed for {licence}"),
}
