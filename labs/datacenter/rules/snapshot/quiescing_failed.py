from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, RepairGuest, TakeSnapshot
from labs.datacenter.case import Case
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Quiescing

_FAULTS = {
    Quiescing.FILE_SYSTEM_FAILS: "FilesystemQuiesceFault",
    Quiescing.APPLICATION_FAILS: "ApplicationQuiesceFault",
}
_NO_TOOLS = Text(zh="VMware Tools没有回应", en="VMware Tools in it does not answer")


class QuiescingFailed(Rule):
    """The guest is to be quiesced, but VMware Tools is missing or the guest does not manage it."""

    code = "snapshot.quiescing_failed"
    fault = ("FilesystemQuiesceFault", "ApplicationQuiesceFault")
    objective = "5.10"
    source = api(
        "FilesystemQuiesceFault and ApplicationQuiesceFault",
        "vSphere VM Administration (6.5.1, 6.7, 7.0): Using snapshots",
        "the fault where VMware Tools is missing is the engine's choice",
        mark="E",
    )
    asks = Asks(TakeSnapshot=ERROR)
    says = Text(zh="不能静默客户机：{reason}", en="cannot be quiesced: {reason}")
    hint = Text(
        zh="排除客户机内的原因，或创建不静默的快照。",
        en="Mend the cause in the guest, or take the snapshot without quiescing.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        guest = case.vm.guest
        if not case.action.quiesces(case.vm):
            return ()
        if guest.answers and guest.quiescing is Quiescing.SUCCEEDS:
            return ()
        reason = guest.quiescing if guest.answers else _NO_TOOLS
        fault = _FAULTS[guest.quiescing] if guest.answers else "FilesystemQuiesceFault"
        return [self.finding(case, Ref("vm", case.vm.name), fault=fault, reason=reason)]

    def cures(self, case: Case) -> Iterator[Action]:
        yield RepairGuest(vm=case.vm.name)

    def breaks(self, site: Site, action: TakeSnapshot) -> tuple[Site, TakeSnapshot] | None:
        vm = site.vms[action.vm]
        if not action.quiesces(vm):
            return None
        return with_vm(site, vm.name, guest=replace(vm.guest, tools=False)), action
