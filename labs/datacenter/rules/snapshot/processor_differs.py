from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, Migrate, RevertToSnapshot
from labs.datacenter.case import Case
from labs.datacenter.edits import with_cpu, with_snapshot
from labs.datacenter.inventory.cpu import GENERATIONS, label, missing_features
from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import since
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


def _can_take(host: Host, seen: str) -> bool:
    if GENERATIONS[seen].vendor is not host.cpu.vendor:
        return False
    return not missing_features(seen, host.cpu.generation)


class ProcessorDiffers(Rule):
    """The snapshot holds memory of a machine that saw a processor this host cannot show."""

    code = "snapshot.processor_differs"
    fault = since({"4.0": "CpuIncompatible", "6.5": "FeatureRequirementsNotMet"})
    objective = "5.13"
    source = api(
        "CpuIncompatible and FeatureRequirementsNotMet",
        "that a revert answers with them is the engine's choice",
        mark="E",
    )
    asks = Asks(RevertToSnapshot=ERROR)
    says = Text(
        zh="的处理器是{there}，而快照{snapshot}里的内存是在{here}上保存的",
        en="has {there} processors, but the memory in snapshot {snapshot} was saved on {here}",
    )
    hint = Text(
        zh="先把虚拟机迁移到处理器兼容的主机，再恢复。",
        en="Migrate the machine to a host with such processors, then revert.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        snapshot = case.vm.snapshot(case.action.snapshot)
        if not snapshot.memory_mb or _can_take(case.source, snapshot.cpu_generation):
            return ()
        return [
            self.finding(
                case,
                Ref("host", case.source.name),
                there=label(case.source.cpu.generation),
                snapshot=Ref("snapshot", snapshot.name),
                here=label(snapshot.cpu_generation),
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        seen = case.vm.snapshot(case.action.snapshot).cpu_generation
        for host in case.site.hosts.values():
            if _can_take(host, seen):
                yield Migrate(vm=case.vm.name, host=host.name)

    def breaks(self, site: Site, action: RevertToSnapshot) -> tuple[Site, RevertToSnapshot] | None:
        snapshot = site.vms[action.vm].snapshot(action.snapshot)
        if not snapshot.memory_mb:
            return None
        newer = replace(snapshot, cpu_generation="intel-skylake")
        for host in site.hosts:
            if host != site.vms[action.vm].host and not site.running_on(host):
                site = with_cpu(site, host, generation="intel-skylake")
        return with_snapshot(site, action.vm, newer), action
