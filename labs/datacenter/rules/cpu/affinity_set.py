from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, ClearAffinity, Migrate
from labs.datacenter.aspects import AFFINITY
from labs.datacenter.case import Case
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text

PROCESSORS = Text(zh="处理器", en="processors")
NODES = Text(zh="NUMA节点", en="NUMA nodes")


class AffinitySet(Rule):
    """The running machine is bound to processors or memory of the host it is to leave."""

    code = "cpu.affinity_set"
    fault = "AffinityConfigured"
    objective = "6.15"
    source = api("AffinityConfigured")
    aspects = AFFINITY
    asks = Asks(VMO=ERROR, XHOST=ERROR)
    says = Text(
        zh="绑定在{host}的{part}{numbers}上，不能在线离开该主机",
        en="is bound to {part} {numbers} of {host} and cannot leave it live",
    )
    hint = Text(zh="先清除关联设置。", en="Clear the affinity first.")

    def check(self, case: Case) -> Sequence[Finding]:
        vm = case.vm
        return [
            self.finding(
                case,
                Ref("vm", vm.name),
                part=part,
                numbers=numbers,
                host=Ref("host", case.source.name),
            )
            for part, numbers in ((PROCESSORS, vm.cpu.affinity), (NODES, vm.memory.affinity))
            if numbers
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        yield ClearAffinity(vm=case.vm.name)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate]:
        cpu = replace(site.vms[action.vm].cpu, affinity=(0, 1))
        return with_vm(site, action.vm, cpu=cpu), action
