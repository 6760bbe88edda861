"""The power state of machines."""

from __future__ import annotations

from labs.datacenter.text import Text

TEXTS = {
    "VmPoweredOn": Text(zh="{vm}在{host}上开机", en="{vm} on {host} was powered on"),
    "VmPoweredOff": Text(zh="{vm}在{host}上关机", en="{vm} on {host} was powered off"),
    "VmSuspended": Text(zh="{vm}在{host}上挂起", en="{vm} on {host} was suspended"),
    "VmResumed": Text(zh="{vm}在{host}上恢复运行", en="{vm} on {host} was resumed"),
}
