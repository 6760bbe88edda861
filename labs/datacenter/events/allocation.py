"""Processors and memory of machines, and what they are promised."""

from __future__ import annotations

from labs.datacenter.text import Text

TEXTS = {
    "CpusChanged": Text(
        zh="{vm}的vCPU从{before}个改为{vcpus}个",
        en="The number of vCPUs of {vm} was changed from {before} to {vcpus}",
    ),
    "MemoryChanged": Text(
        zh="{vm}的内存从{before}改为{size}",
        en="The memory of {vm} was changed from {before} to {size}",
    ),
    "MemoryReserved": Text(
        zh="{vm}的内存预留从{before}改为{size}",
        en="The memory reservation of {vm} was changed from {before} to {size}",
    ),
    "CpuReserved": Text(
        zh="{vm}的CPU预留从{before}改为{rate}",
        en="The CPU reservation of {vm} was changed from {before} to {rate}",
    ),
    "AffinitySet": Text(
        zh="{vm}已绑定到逻辑处理器{numbers}", en="{vm} was bound to logical processors {numbers}"
    ),
}
