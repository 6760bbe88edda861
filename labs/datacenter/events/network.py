"""Switches, links and VMkernel ports of hosts."""

from __future__ import annotations

from labs.datacenter.text import Text

TEXTS = {
    "LinkCut": Text(zh="{host}的{nic}失去链路", en="{nic} of {host} lost its link"),
    "LinkRepaired": Text(zh="{host}的{nic}恢复链路", en="{nic} of {host} has its link back"),
    "PortGroupAdded": Text(
        zh="{host}的{switch}上添加了端口组{network}",
        en="Port group {network} was added to {switch} of {host}",
    ),
    "UplinkAdded": Text(
        zh="{host}的{switch}添加了上行链路{nic}", en="{nic} became an uplink of {switch} of {host}"
    ),
    "VMotionEnabled": Text(
        zh="{host}的{vmkernel}启用了vMotion", en="vMotion was enabled on {vmkernel} of {host}"
    ),
}
