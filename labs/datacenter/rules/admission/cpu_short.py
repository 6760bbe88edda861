from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, MIGRATIONS, WARNING, Asks, Finding, Rule, api
from labs.datacenter.text import Quantity, Ref, Text


class CpuShort(Rule):
    """The host has less unreserved CPU than the machine must be promised."""

    code = "admission.cpu_short"
    fault = "InsufficientCpuResourcesFault"
    objective = "1.14"
    source = api("InsufficientCpuResourcesFault", "vSphere Resource Management (6.0, 6.7)")
    asks = Asks(COLD=WARNING, SUSP=WARNING, VMO=ERROR, XHOST=ERROR, PowerOn=ERROR, Resume=ERROR)
    says = Text(
        zh="只有{free}未预留的CPU，而{vm}需要{needed}",
        en="has {free} of CPU unreserved, but {vm} needs {needed}",
    )
    hint = Text(
        zh="选择资源更充裕的主机，或先把其他虚拟机迁走。",
        en="Choose a host with more to give, or migrate other machines away first.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if case.kind in MIGRATIONS and not case.moves_host:
            return ()
        free, needed = case.site.unreserved_mhz(case.target.name), case.vm.cpu.reservation_mhz
        if needed <= free:
            return ()
        return [
            self.finding(
                case,
                Ref("host", case.target.name),
                free=Quantity(free, "MHz"),
                needed=Quantity(needed, "MHz"),
                vm=Ref("vm", case.vm.name),
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for vm in case.site.running_on(case.target.name):
            if vm.cpu.reservation_mhz == 0:
                continue
            for host in case.site.hosts:
                if host != case.target.name:
                    yield Migrate(vm=vm.name, host=host)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        vm = site.vms[action.vm]
        target = action.host if isinstance(action, Migrate) else vm.host
        if target is None or vm.cpu.reservation_mhz == 0:
            return None
        spare = site.unreserved_mhz(target) - (vm.cpu.reservation_mhz - 1)
        if spare < 0:
            return None
        return with_host(site, target, kept_mhz=site.hosts[target].kept_mhz + spare), action
