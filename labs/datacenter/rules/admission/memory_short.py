from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate, PowerOff, ReserveMemory
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, MIGRATIONS, WARNING, Asks, Finding, Rule, api
from labs.datacenter.text import Quantity, Ref, Text


class MemoryShort(Rule):
    """The host has less unreserved memory than the machine must be promised."""

    code = "admission.memory_short"
    fault = "InsufficientMemoryResourcesFault"
    objective = {
        "COLD": "1.15",
        "SUSP": "1.15",
        "VMO": "6.16",
        "XHOST": "6.16",
        "PowerOn": "1.15",
        "ReserveMemory": "1.15",
        "Resume": "1.15",
    }
    source = api("InsufficientMemoryResourcesFault", "vSphere Resource Management (6.0, 6.7)")
    asks = Asks(
        COLD=WARNING,
        SUSP=WARNING,
        VMO=ERROR,
        XHOST=ERROR,
        PowerOn=ERROR,
        Resume=ERROR,
        ReserveMemory=ERROR,
    )
    says = Text(
        zh="只有{free}未预留的内存，而{vm}需要{needed}",
        en="has {free} of memory unreserved, but {vm} needs {needed}",
    )
    hint = Text(
        zh="选择资源更充裕的主机，或先把其他虚拟机迁走。",
        en="Choose a host with more resources, or migrate other machines away first.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if case.kind in MIGRATIONS and not case.moves_host:
            return ()
        free, needed = case.unreserved[0], _needed(case.site, case.action)
        if needed <= free:
            return ()
        return [
            self.finding(
                case,
                Ref("host", case.target.name),
                free=Quantity(free, "MB"),
                needed=Quantity(needed, "MB"),
                vm=Ref("vm", case.vm.name),
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        """Move others away, or the machine itself while it does not run; at worst, stop one.

        Where one is to be started, less may be promised to it or to others.
        """
        full = case.target.name
        others = [vm.name for vm in case.site.running_on(full) if vm.reserved_mb > 0]
        movable = others if case.kind in MIGRATIONS else [case.vm.name, *others]
        for name in movable:
            for host in case.site.hosts:
                if host != full:
                    yield Migrate(vm=name, host=host)
        for name in others:
            yield PowerOff(vm=name)
        if case.kind == "PowerOn":
            yield from _promising_less(case, movable)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        vm = site.vms[action.vm]
        target = action.host if isinstance(action, Migrate) else vm.host
        needed = _needed(site, action)
        if target is None or needed <= 0:
            return None
        spare = site.unreserved_mb(target) - (needed - 1)
        if spare < 0:
            return None
        return with_host(site, target, kept_mb=site.hosts[target].kept_mb + spare), action


def _promising_less(case: Case, names: list[str]) -> Iterator[Action]:
    """Those of the machines whose reservation can shrink by what is missing."""
    missing = _needed(case.site, case.action) - case.unreserved[0]
    for name in names:
        left = case.site.vms[name].memory.reservation_mb - missing
        if left >= 0:
            yield ReserveMemory(vm=name, reservation_mb=left)


def _needed(site: Site, action: Action) -> int:
    """What the host must promise: all of it, or what a running machine is to get more."""
    if isinstance(action, ReserveMemory):
        return action.more_mb(site)
    return site.vms[action.vm].reserved_mb
