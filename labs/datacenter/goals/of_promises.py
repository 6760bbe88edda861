"""Goals about what of a host is promised to whom, and what is left for all to share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from labs.datacenter.goals.goal import Goal, History
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Quantity, Ref, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class VmMemoryReservation(Goal):
    """The machine is promised at least so much memory."""

    code: ClassVar = "vm.memory_reservation"
    sentence: ClassVar = Text(
        zh="{vm}至少预留{reservation_mb}内存",
        en="{vm} has at least {reservation_mb} of memory reserved",
    )
    vm: str = naming("vm")
    reservation_mb: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "vm": Ref("vm", self.vm),
            "reservation_mb": Quantity(self.reservation_mb, "MB"),
        }

    def holds(self, history: History) -> bool:
        return history.site.vms[self.vm].memory.reservation_mb >= self.reservation_mb

    def found(self, history: History) -> tuple[Fact, ...]:
        return (Quantity(history.site.vms[self.vm].memory.reservation_mb, "MB"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class VmCpuReservation(Goal):
    """The machine is promised at least so much of its host's processors."""

    code: ClassVar = "vm.cpu_reservation"
    sentence: ClassVar = Text(
        zh="{vm}至少预留{reservation_mhz}的CPU",
        en="{vm} has at least {reservation_mhz} of CPU reserved",
    )
    vm: str = naming("vm")
    reservation_mhz: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "vm": Ref("vm", self.vm),
            "reservation_mhz": Quantity(self.reservation_mhz, "MHz"),
        }

    def holds(self, history: History) -> bool:
        return history.site.vms[self.vm].cpu.reservation_mhz >= self.reservation_mhz

    def found(self, history: History) -> tuple[Fact, ...]:
        return (Quantity(history.site.vms[self.vm].cpu.reservation_mhz, "MHz"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostUnreserved(Goal):
    """At least so much of the host is promised to nobody: what all its machines share."""

    code: ClassVar = "host.unreserved"
    sentence: ClassVar = Text(
        zh="{host}至少有{mhz}的CPU和{mb}内存没有预留出去",
        en="{host} has at least {mhz} of CPU and {mb} of memory that nobody has reserved",
    )
    host: str = naming("host")
    mhz: int = 0
    mb: int = 0

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "host": Ref("host", self.host),
            "mhz": Quantity(self.mhz, "MHz"),
            "mb": Quantity(self.mb, "MB"),
        }

    def holds(self, history: History) -> bool:
        return not self.distance(history)

    def distance(self, history: History) -> int:
        if next(self.missing(history.site), None):
            return 1
        mb, mhz = history.site.unreserved(self.host)
        return max(0, self.mhz - mhz) + max(0, self.mb - mb)

    def found(self, history: History) -> tuple[Fact, ...]:
        mb, mhz = history.site.unreserved(self.host)
        return (Quantity(mhz, "MHz"), Quantity(mb, "MB"))


describe(VmMemoryReservation, reservation_mb=Text(zh="至少的预留", en="the least reservation"))
describe(VmCpuReservation, reservation_mhz=Text(zh="至少的预留", en="the least reservation"))
describe(
    HostUnreserved,
    mhz=Text(zh="至少的CPU", en="the least CPU"),
    mb=Text(zh="至少的内存", en="the least memory"),
)
