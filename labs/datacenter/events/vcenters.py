"""Clocks and settings of vCenter Servers."""

from __future__ import annotations

from labs.datacenter.text import Text

TEXTS = {
    "ClockSet": Text(
        zh="{vcenter}的时钟快了{ahead}", en="the clock of {vcenter} was set {ahead} ahead"
    ),
    "ClockSynchronized": Text(
        zh="{vcenter}的时钟已同步", en="the clock of {vcenter} was synchronized"
    ),
    "InternalNetworksTested": Text(
        zh="{vcenter}在迁移前检查内部网络",
        en="{vcenter} tests for internal networks before migrating",
    ),
    "InternalNetworksNotTested": Text(
        zh="{vcenter}在迁移前不检查内部网络",
        en="{vcenter} skips the test for internal networks before migrating",
    ),
}
