"""The power state of machines."""

from __future__ import annotations

from labs.datacenter.text import Text

TEXTS = {
    "VmPoweredOn": Text(zh="{vm}在{host}上开机", en="{vm} on {host} was powered on"),
    "VmPoweredOff": Text(zh="{vm}在{host}上关机", en="{vm} on {host} was powered off"),
    "VmReset": Text(zh="{vm}在{host}上被重置", en="{vm} on {host} was reset"),
    "VmLostItsHost": Text(
        zh="{vm}随主机{host}一起停止，内存中的内容丢失",
        en="{vm} stopped with its host {host}; what was in its memory is gone",
    ),
    "GuestShutDown": Text(zh="{vm}的客户机关闭", en="The guest of {vm} shut down"),
    "GuestRebooted": Text(zh="{vm}的客户机重新启动", en="The guest of {vm} restarted"),
    "GuestCrashed": Text(
        zh="{vm}的客户机崩溃，而主机看到它仍在运行",
        en="The guest of {vm} crashed; its host still sees a machine that runs",
    ),
    "GuestRepaired": Text(zh="{vm}的客户机已修复", en="The guest of {vm} was mended"),
    "VmSuspended": Text(zh="{vm}在{host}上挂起", en="{vm} on {host} was suspended"),
    "VmResumed": Text(zh="{vm}在{host}上恢复运行", en="{vm} on {host} was resumed"),
}
