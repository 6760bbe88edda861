"""Affinity of a machine to processors and memory of its host."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.site import Site
from labs.datacenter.naming import naming
from labs.datacenter.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearAffinity(Action):
    """`ReconfigVM_Task`: lets the machine use every processor and NUMA node again."""

    label: ClassVar = Text(zh="清除关联", en="Clear affinity")
    sentence: ClassVar = Text(
        zh="清除{vm}的处理器与内存关联", en="Clear the CPU and memory affinity of {vm}"
    )
    vm: str = naming("vm")

    def changes_nothing(self, site: Site) -> bool:
        return not site.vms[self.vm].has_affinity

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        cpu, memory = replace(vm.cpu, affinity=()), replace(vm.memory, affinity=())
        told = event("AffinityCleared", site.now_s, **self.facts)
        return site.put(replace(vm, cpu=cpu, memory=memory)), (told,)
