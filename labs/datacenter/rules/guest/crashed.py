from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, RepairGuest, ResetVM, WriteToDisk
from labs.datacenter.case import Case
from labs.datacenter.edits import with_guest
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class Crashed(Rule):
    """The guest is to do something, but it has crashed; only the host sees a machine that runs."""

    code = "guest.crashed"
    fault = "GuestOperationsUnavailable"
    objective = "7.13"
    source = api(
        "GuestOperationsUnavailable",
        "that writing of a crashed guest answers with it is the engine's choice",
        mark="E",
    )
    asks = Asks(WriteToDisk=ERROR)
    says = Text(
        zh="的客户机已崩溃，不再写入任何内容",
        en="has a crashed guest, which writes nothing any more",
    )
    hint = Text(
        zh="重置虚拟机，让客户机重新启动。", en="Reset the machine, so that its guest starts anew."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [self.finding(case, Ref("vm", case.vm.name))] if case.vm.guest.crashed else ()

    def cures(self, case: Case) -> Iterator[Action]:
        yield RepairGuest(vm=case.vm.name)
        yield ResetVM(vm=case.vm.name)

    def breaks(self, site: Site, action: WriteToDisk) -> tuple[Site, WriteToDisk]:
        return with_guest(site, action.vm, crashed=True), action
