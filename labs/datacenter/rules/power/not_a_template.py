from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, DeployTemplate, MarkAsTemplate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class NotATemplate(Rule):
    """What only a template can be used for is asked of a virtual machine."""

    code = "power.not_a_template"
    fault = "InvalidState"
    objective = "5.06"
    source = api(
        "VirtualMachine.MarkAsVirtualMachine, InvalidState",
        "that deploying from a machine is refused is the engine's choice: it is a clone",
        mark="E",
    )
    asks = Asks(DeployTemplate=ERROR, MarkAsVirtualMachine=ERROR)
    says = Text(zh="不是模板，而是虚拟机", en="is no template but a virtual machine")
    hint = Text(
        zh="克隆这台虚拟机，或先把它转换为模板。",
        en="Clone the machine instead, or convert it to a template first.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return () if case.vm.template else [self.finding(case, Ref("vm", case.vm.name))]

    def cures(self, case: Case) -> Iterator[Action]:
        if isinstance(case.action, DeployTemplate):
            yield MarkAsTemplate(vm=case.vm.name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action]:
        return with_vm(site, action.vm, template=False), action
