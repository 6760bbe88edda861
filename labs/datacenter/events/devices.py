"""Devices and adapters of machines, and what binds a machine to its host."""

from __future__ import annotations

from labs.datacenter.text import Text

TEXTS = {
    "DeviceConnected": Text(zh="{vm}的{device}已连接", en="{device} of {vm} was connected"),
    "DeviceDisconnected": Text(zh="{vm}的{device}已断开", en="{device} of {vm} was disconnected"),
    "DeviceAdded": Text(
        zh="{vm}添加了{device}（{kind}）", en="{device} ({kind}) was added to {vm}"
    ),
    "DeviceRemoved": Text(zh="已从{vm}移除{device}", en="{device} was removed from {vm}"),
    "ImageMounted": Text(
        zh="{vm}的{device}装载了{datastore}上的{backing}",
        en="{device} of {vm} holds an {backing} on {datastore}",
    ),
    "MediaMounted": Text(
        zh="{vm}的{device}已接到{backing}", en="{device} of {vm} was connected to a {backing}"
    ),
    "MediaUnmounted": Text(zh="{vm}的{device}已清空", en="{device} of {vm} was emptied"),
    "NicAdded": Text(
        zh="{vm}添加了接到{network}的{nic}", en="{nic} on {network} was added to {vm}"
    ),
    "NicRemoved": Text(zh="已从{vm}移除{nic}", en="{nic} was removed from {vm}"),
    "NetworkConnected": Text(
        zh="{vm}的{nic}已连接到{network}", en="{nic} of {vm} was connected to {network}"
    ),
    "NetworkDisconnected": Text(
        zh="{vm}的{nic}已从{network}断开", en="{nic} of {vm} was disconnected from {network}"
    ),
    "NetworkChanged": Text(
        zh="{vm}的{nic}从{source}改接到{target}",
        en="{nic} of {vm} was changed from {source} to {target}",
    ),
    "ToolsInstallerMounted": Text(
        zh="{vm}中装载了VMware Tools安装程序", en="The VMware Tools installer was mounted in {vm}"
    ),
    "ToolsInstallerUnmounted": Text(
        zh="{vm}中的VMware Tools安装程序已卸载",
        en="The VMware Tools installer was unmounted in {vm}",
    ),
    "AffinityCleared": Text(
        zh="{vm}的处理器与内存关联已清除", en="CPU and memory affinity of {vm} were cleared"
    ),
}
