from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import PowerOn
from labs.datacenter.case import Case
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class Template(Rule):
    """A template is to be powered on."""

    code = "power.template"
    fault = "InvalidState"
    objective = "5.06"
    source = api("VirtualMachine.MarkAsTemplate")
    asks = Asks(PowerOn=ERROR)
    says = Text(zh="是模板，模板不能开机", en="is a template, and a template cannot be powered on")
    hint = Text(
        zh="从模板部署一台虚拟机，再打开它的电源。",
        en="Deploy a machine from the template and power that one on.",
    )
    incurable = Text(
        zh="模板转换为虚拟机不在已实现的操作之内。",
        en="Converting templates is not among the actions of this engine.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [self.finding(case, Ref("vm", case.vm.name))] if case.vm.template else ()

    def breaks(self, site: Site, action: PowerOn) -> tuple[Site, PowerOn]:
        return with_vm(site, action.vm, template=True), action
