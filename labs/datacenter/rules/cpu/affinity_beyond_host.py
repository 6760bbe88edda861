from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, ClearAffinity, Migrate, SetAffinity
from labs.datacenter.case import Case
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class AffinityBeyondHost(Rule):
    """The machine is bound, or to be bound, to processors that its host does not have, or to none.

    While it is off it may be: it is judged when it is to run.
    """

    code = "cpu.affinity_beyond_host"
    fault = "InvalidAffinitySettingFault"
    objective = {"SetAffinity": "6.15", "PowerOn": "1.14", "Resume": "1.14"}
    source = api(
        "InvalidAffinitySettingFault",
        "vSphere Resource Management 6.0.1: potential issues with CPU affinity (on another host it "
        "might no longer apply); that such a machine does not start is the engine's choice",
        mark="E",
    )
    asks = Asks(SetAffinity=ERROR, PowerOn=ERROR, Resume=ERROR)
    says = Text(
        zh="有逻辑处理器0到{last}，{vm}不能绑定到：{numbers}",
        en="has the logical processors 0 to {last}; {vm} cannot be bound to: {numbers}",
    )
    hint = Text(
        zh="选择主机已有的处理器，或清除关联设置。",
        en="Choose processors that the host has, or clear the affinity.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        logical, wanted = case.source.cpu.logical, case.vm.cpu.affinity
        if isinstance(case.action, SetAffinity):
            wanted = case.action.cpus
        elif not wanted:
            return ()
        absent = tuple(number for number in wanted if number >= logical)
        if wanted and not absent:
            return ()
        return [
            self.finding(
                case,
                Ref("host", case.source.name),
                last=logical - 1,
                vm=Ref("vm", case.vm.name),
                numbers=absent or _NONE,
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        if isinstance(case.action, SetAffinity):
            return
        yield ClearAffinity(vm=case.vm.name)
        for host in case.site.hosts.values():
            if host.cpu.logical > max(case.vm.cpu.affinity):
                yield Migrate(vm=case.vm.name, host=host.name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action]:
        vm = site.vms[action.vm]
        beyond = (0, site.hosts[vm.host].cpu.logical)
        if isinstance(action, SetAffinity):
            return site, replace(action, cpus=beyond)
        return with_vm(site, vm.name, cpu=replace(vm.cpu, affinity=beyond)), action


_NONE = Text(zh="空", en="none")
