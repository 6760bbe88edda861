"""Processors and memory of a machine, and what it is promised of them (`ReconfigVM_Task`)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.site import Site
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Quantity, Ref, Text
from labs.datacenter.words import PowerState

ON = PowerState.ON
OFF = PowerState.OFF


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCpus(Action):
    """Another number of virtual processors; adding them while it runs is not modelled."""

    label: ClassVar = Text(zh="更改vCPU数", en="Change the number of vCPUs")
    needs_power: ClassVar = (OFF,)
    samples: ClassVar = {"vcpus": (1, 4)}
    sentence: ClassVar = Text(zh="把{vm}改为{vcpus}个vCPU", en="Give {vm} {vcpus} vCPU")
    vm: str = naming("vm")
    vcpus: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "vcpus": self.vcpus}

    def changes_nothing(self, site: Site) -> bool:
        return site.vms[self.vm].hardware.vcpus == self.vcpus

    def is_gentle(self, site: Site) -> bool:
        return self.vcpus > site.vms[self.vm].hardware.vcpus

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        told = event("CpusChanged", site.now_s, **self.facts, before=vm.hardware.vcpus)
        return site.put(replace(vm, hardware=replace(vm.hardware, vcpus=self.vcpus))), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMemory(Action):
    """Another size of memory; the swap file of the next power-on follows it."""

    label: ClassVar = Text(zh="更改内存", en="Change the memory")
    needs_power: ClassVar = (OFF,)
    samples: ClassVar = {"memory_mb": (1024, 6144)}
    sentence: ClassVar = Text(zh="把{vm}的内存改为{size}", en="Give {vm} {size} of memory")
    vm: str = naming("vm")
    memory_mb: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "size": Quantity(self.memory_mb, "MB")}

    def changes_nothing(self, site: Site) -> bool:
        return site.vms[self.vm].hardware.memory_mb == self.memory_mb

    def is_gentle(self, site: Site) -> bool:
        return self.memory_mb > site.vms[self.vm].hardware.memory_mb

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        before = Quantity(vm.hardware.memory_mb, "MB")
        told = event("MemoryChanged", site.now_s, **self.facts, before=before)
        hardware = replace(vm.hardware, memory_mb=self.memory_mb)
        return site.put(replace(vm, hardware=hardware)), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveMemory(Action):
    """What the machine is promised of its host's memory; the swap file holds the rest."""

    label: ClassVar = Text(zh="更改内存预留", en="Reserve memory")
    samples: ClassVar = {"reservation_mb": (0, 2048)}
    sentence: ClassVar = Text(
        zh="把{vm}的内存预留设为{size}", en="Set the memory reservation of {vm} to {size}"
    )
    vm: str = naming("vm")
    reservation_mb: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "size": Quantity(self.reservation_mb, "MB")}

    def more_mb(self, site: Site) -> int:
        """What a running machine takes more of its host at once, and its swap file less."""
        vm = site.vms[self.vm]
        return self.reservation_mb - vm.memory.reservation_mb if vm.power is ON else 0

    def changes_nothing(self, site: Site) -> bool:
        return site.vms[self.vm].memory.reservation_mb == self.reservation_mb

    def is_gentle(self, site: Site) -> bool:
        return self.reservation_mb > site.vms[self.vm].memory.reservation_mb

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        before = Quantity(vm.memory.reservation_mb, "MB")
        told = event("MemoryReserved", site.now_s, **self.facts, before=before)
        memory = replace(vm.memory, reservation_mb=self.reservation_mb)
        return site.put(replace(vm, memory=memory)), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveCpu(Action):
    """What the machine is promised of its host's processors."""

    label: ClassVar = Text(zh="更改CPU预留", en="Reserve CPU")
    samples: ClassVar = {"reservation_mhz": (0, 1000)}
    sentence: ClassVar = Text(
        zh="把{vm}的CPU预留设为{rate}", en="Set the CPU reservation of {vm} to {rate}"
    )
    vm: str = naming("vm")
    reservation_mhz: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "rate": Quantity(self.reservation_mhz, "MHz")}

    def more_mhz(self, site: Site) -> int:
        """What a running machine takes more of its host at once."""
        vm = site.vms[self.vm]
        return self.reservation_mhz - vm.cpu.reservation_mhz if vm.power is ON else 0

    def changes_nothing(self, site: Site) -> bool:
        return site.vms[self.vm].cpu.reservation_mhz == self.reservation_mhz

    def is_gentle(self, site: Site) -> bool:
        return self.reservation_mhz > site.vms[self.vm].cpu.reservation_mhz

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        before = Quantity(vm.cpu.reservation_mhz, "MHz")
        told = event("CpuReserved", site.now_s, **self.facts, before=before)
        cpu = replace(vm.cpu, reservation_mhz=self.reservation_mhz)
        return site.put(replace(vm, cpu=cpu)), (told,)


describe(ChangeCpus, vcpus=Text(zh="新的vCPU数", en="the new number of vCPUs"))
describe(ChangeMemory, memory_mb=Text(zh="新的内存大小", en="the new size of its memory"))
describe(ReserveMemory, reservation_mb=Text(zh="新的内存预留", en="the new reservation"))
describe(ReserveCpu, reservation_mhz=Text(zh="新的CPU预留", en="the new reservation"))
