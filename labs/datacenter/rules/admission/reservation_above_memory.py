from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, ChangeMemory, ReserveMemory
from labs.datacenter.case import Case
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.rules.request.below_least import LEAST_MEMORY_MB
from labs.datacenter.text import Quantity, Ref, Text


class ReservationAboveMemory(Rule):
    """More memory would be reserved for the machine than it has.

    Silent where that is less than any machine can have: another rule says that.
    """

    code = "admission.reservation_above_memory"
    fault = "InvalidArgument"
    objective = "1.15"
    source = Source(
        "vSphere Web Services API Reference: InvalidArgument; that it answers this is the engine's "
        "choice",
        "E",
    )
    asks = Asks(ReserveMemory=ERROR, ChangeMemory=ERROR)
    says = Text(
        zh="会有{memory}内存，而内存预留为{reserved}，预留不能大于内存",
        en="would have {memory} of memory and a reservation of {reserved}, which is more than that",
    )
    hint = Text(zh="减小预留，或增加内存。", en="Reserve less, or give it more memory.")

    def check(self, case: Case) -> Sequence[Finding]:
        memory, reserved = _then(case.site, case.action)
        if reserved <= memory or memory < LEAST_MEMORY_MB:
            return ()
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                memory=Quantity(memory, "MB"),
                reserved=Quantity(reserved, "MB"),
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        memory, reserved = _then(case.site, case.action)
        if isinstance(case.action, ChangeMemory):
            yield ReserveMemory(vm=case.vm.name, reservation_mb=memory)
        else:
            yield ChangeMemory(vm=case.vm.name, memory_mb=reserved)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        vm = site.vms[action.vm]
        if isinstance(action, ReserveMemory):
            return site, replace(action, reservation_mb=vm.hardware.memory_mb + 1)
        if action.memory_mb >= vm.hardware.memory_mb:
            return None
        memory = replace(vm.memory, reservation_mb=action.memory_mb + 1)
        return with_vm(site, vm.name, memory=memory), action


def _then(site: Site, action: Action) -> tuple[int, int]:
    """Memory and reservation of the machine afterwards."""
    vm = site.vms[action.vm]
    if isinstance(action, ChangeMemory):
        return action.memory_mb, vm.memory.reservation_mb
    return vm.hardware.memory_mb, action.reservation_mb
