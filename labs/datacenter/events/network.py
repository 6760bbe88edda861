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
    "UplinkRemoved": Text(
        zh="{host}的{switch}移除了上行链路{nic}",
        en="{nic} is no uplink of {switch} of {host} any more",
    ),
    "UpstreamFailed": Text(
        zh="{host}的{nic}链路仍接通，但上游网络已中断",
        en="{nic} of {host} still has a link, but nothing passes beyond it",
    ),
    "UpstreamRepaired": Text(
        zh="{host}的{nic}的上游网络恢复", en="Traffic passes beyond {nic} of {host} again"
    ),
    "TrafficMoved": Text(
        zh="{host}上{network}的流量现由{nics}承载",
        en="Traffic of {network} on {host} goes over {nics} now",
    ),
    "TrafficLost": Text(
        zh="{host}上{network}没有可用的上行链路，对外流量中断",
        en="{network} on {host} has no uplink left; its traffic stays on the host",
    ),
    "SwitchesNotified": Text(
        zh="{host}通知了物理交换机：{network}改走其他上行链路",
        en="{host} notified the physical switches that {network} is reached another way",
    ),
    "TeamingSet": Text(
        zh="{host}的{team}的网卡组合已设置：{settings}",
        en="Teaming of {team} of {host} was set: {settings}",
    ),
    "DistributedTeamingSet": Text(
        zh="所有成员主机上{team}的网卡组合已设置：{settings}",
        en="Teaming of {team} was set on every member: {settings}",
    ),
    "SwitchAdded": Text(
        zh="{host}上添加了标准交换机{switch}", en="Standard switch {switch} was added to {host}"
    ),
    "SwitchRemoved": Text(zh="{host}的{switch}已移除", en="{switch} of {host} was removed"),
    "PortGroupRemoved": Text(
        zh="{host}的端口组{network}已移除", en="Port group {network} of {host} was removed"
    ),
    "VlanSet": Text(
        zh="{host}的端口组{network}的VLAN设为{vlan}",
        en="The VLAN of port group {network} of {host} was set to {vlan}",
    ),
    "DistributedVlanSet": Text(
        zh="分布式交换机{switch}的端口组{network}的VLAN设为{vlan}",
        en="The VLAN of port group {network} of {switch} was set to {vlan}",
    ),
    "DistributedSwitchCreated": Text(
        zh="{datacenter}中创建了分布式交换机{switch}（上行链路{uplinks}条）",
        en="Distributed switch {switch} was created in {datacenter} (uplinks: {uplinks})",
    ),
    "HostAddedToSwitch": Text(
        zh="{host}和它的{nic}加入了分布式交换机{switch}",
        en="{host} joined the distributed switch {switch} with {nic}",
    ),
    "HostRemovedFromSwitch": Text(
        zh="{host}移出了分布式交换机{switch}", en="{host} left the distributed switch {switch}"
    ),
    "DistributedPortGroupAdded": Text(
        zh="分布式交换机{switch}上添加了端口组{network}，VLAN {vlan}",
        en="Port group {network}, VLAN {vlan}, was added to {switch}",
    ),
    "VmkernelPortAdded": Text(
        zh="{host}的{network}上添加了{vmkernel}",
        en="{vmkernel} was added on {network} of {host}",
    ),
    "VmkernelPortRemoved": Text(
        zh="{host}的{vmkernel}已移除", en="{vmkernel} of {host} was removed"
    ),
    "VMotionDisabled": Text(
        zh="{host}的{vmkernel}停用了vMotion", en="vMotion was disabled on {vmkernel} of {host}"
    ),
    "VMotionEnabled": Text(
        zh="{host}的{vmkernel}启用了vMotion", en="vMotion was enabled on {vmkernel} of {host}"
    ),
}
