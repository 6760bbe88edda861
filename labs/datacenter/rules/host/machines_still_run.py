from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, EnterMaintenanceMode, Migrate, PowerOff
from labs.datacenter.case import Case
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Pacing, PowerState

TIMED = Pacing.TIMED


class MachinesStillRun(Rule):
    """A host is to enter maintenance mode by hand while machines still run on it.

    Silent in a timed site: there the task waits.
    """

    code = "host.machines_still_run"
    fault = "Timedout"
    objective = "6.17"
    source = api("HostSystem.EnterMaintenanceMode_Task and Timedout", mark="E")
    asks = Asks(EnterMaintenanceMode=ERROR)
    says = Text(
        zh="上还有{count}台虚拟机在运行：{vms}；它们离开之前，任务会一直等待，直到超时",
        en="still runs machines ({count}): {vms}; "
        "the task waits for them to leave until it times out",
    )
    hint = Text(
        zh="先把运行中的虚拟机迁移到其他主机。",
        en="Migrate the running machines to other hosts first.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        running = case.site.running_on(case.source.name)
        if not running or case.site.pacing is TIMED:
            return ()
        vms = tuple(Ref("vm", vm.name) for vm in running)
        return [self.finding(case, Ref("host", case.source.name), count=len(running), vms=vms)]

    def cures(self, case: Case) -> Iterator[Action]:
        first = case.site.running_on(case.source.name)[0]  # one after the other
        for host in case.site.hosts:
            if host != case.source.name:
                yield Migrate(vm=first.name, host=host)
        yield PowerOff(vm=first.name)

    def breaks(
        self, site: Site, action: EnterMaintenanceMode
    ) -> tuple[Site, EnterMaintenanceMode] | None:
        names = site.vms_of_host.get(action.host)
        if not names:
            return None
        return with_vm(site, names[0], power=PowerState.ON), action
