from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, RepairGuest
from labs.datacenter.case import Case
from labs.datacenter.edits import with_guest
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text

_NO_TOOLS = Text(zh="客户机里没有运行VMware Tools", en="VMware Tools does not run in its guest")
_CRASHED = Text(zh="客户机已崩溃", en="its guest has crashed")


class ToolsUnavailable(Rule):
    """The guest is to be asked something, and VMware Tools in it does not answer."""

    code = "guest.tools_unavailable"
    fault = "ToolsUnavailable"
    objective = "7.13"
    source = api("ToolsUnavailable", "VirtualMachine.ShutdownGuest", "VirtualMachine.RebootGuest")
    asks = Asks(ShutdownGuest=ERROR, RebootGuest=ERROR)
    says = Text(
        zh="不能通过VMware Tools联系客户机：{reason}",
        en="cannot be asked through VMware Tools: {reason}",
    )
    hint = Text(
        zh="修复客户机中的VMware Tools，或改用关闭电源、重置。",
        en="Mend VMware Tools in the guest, or power off or reset the machine instead.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        guest = case.vm.guest
        if guest.answers:
            return ()
        reason = _CRASHED if guest.crashed else _NO_TOOLS
        return [self.finding(case, Ref("vm", case.vm.name), reason=reason)]

    def cures(self, case: Case) -> Iterator[Action]:
        yield RepairGuest(vm=case.vm.name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action]:
        return with_guest(site, action.vm, tools=False), action
