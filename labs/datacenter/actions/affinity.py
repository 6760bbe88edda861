"""Affinity of a machine to processors and memory of its host."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.site import Site
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Ref, Text


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAffinity(Action):
    """`ReconfigVM_Task`: binds the machine to some logical processors of its host."""

    label: ClassVar = Text(zh="设置处理器关联", en="Set CPU affinity")
    samples: ClassVar = {"cpus": ((0,), (0, 1))}
    sentence: ClassVar = Text(
        zh="把{vm}绑定到逻辑处理器{numbers}", en="Bind {vm} to logical processors {numbers}"
    )
    vm: str = naming("vm")
    cpus: tuple[int, ...]

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "numbers": self.cpus}

    def changes_nothing(self, site: Site) -> bool:
        return bool(self.cpus) and site.vms[self.vm].cpu.affinity == self.cpus

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        told = event("AffinitySet", site.now_s, **self.facts)
        return site.put(replace(vm, cpu=replace(vm.cpu, affinity=self.cpus))), (told,)


describe(
    SetAffinity,
    cpus=Text(zh="逻辑处理器的编号，从0起", en="numbers of the logical processors, from 0"),
)
