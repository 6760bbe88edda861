from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, MarkAsVirtualMachine, Migrate
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class TemplateElsewhere(Rule):
    """A template is to become a machine on a host of another datacenter."""

    code = "boundary.template_elsewhere"
    fault = "DatacenterMismatch"
    objective = "5.06"
    source = api(
        "VirtualMachine.MarkAsVirtualMachine: the pool and the host belong together",
        "that they are of the template's datacenter, and the fault, are the engine's choice",
        mark="E",
    )
    asks = Asks(MarkAsVirtualMachine=ERROR)
    says = Text(
        zh="属于数据中心{source}，而主机{host}属于{target}",
        en="belongs to datacenter {source}, but host {host} to {target}",
    )
    hint = Text(
        zh="选择同一数据中心的主机，或先把模板迁移到那里。",
        en="Choose a host of the same datacenter, or migrate the template there first.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        source, target = case.source.datacenter, case.target.datacenter
        if source == target:
            return ()
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                source=Ref("datacenter", source),
                host=Ref("host", case.target.name),
                target=Ref("datacenter", target),
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        """The template is moved there first, as a machine that is off is."""
        yield Migrate(vm=case.vm.name, host=case.target.name)
        for mount in case.target.mounts:
            yield Migrate(vm=case.vm.name, host=case.target.name, datastore=mount.datastore)

    def breaks(
        self, site: Site, action: MarkAsVirtualMachine
    ) -> tuple[Site, MarkAsVirtualMachine] | None:
        here = site.hosts[site.vms[action.vm].host]
        there = next((n for n in site.datacenters if n != here.datacenter), None)
        if there is None or action.host == here.name:
            return None
        host = replace(site.hosts[action.host], datacenter=there, cluster=None)
        return site.put(host), action
