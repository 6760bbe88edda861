from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, Advance, Migrate, WriteToDisk
from labs.datacenter.case import IDLE, Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.naming import naming_fields
from labs.datacenter.rule import ERROR, KINDS, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import KIND_OF_VERB

# asked twice these do something twice, or name what is gone
_NEVER_IDLE = (
    "PowerOn",
    "PowerOff",
    "Suspend",
    "Resume",
    "ResetVM",
    "ShutdownGuest",
    "RebootGuest",
    "TakeSnapshot",
    "RevertToSnapshot",
    "RemoveSnapshot",
    "CancelTask",
    "AddDisk",
    "RemoveDisk",
    "AddNic",
    "RemoveNic",
    "AddDevice",
    "RemoveDevice",
    "BackUp",
    "RestoreVM",
    "DeleteBackup",
    "AddBackupStore",
    "RemoveBackupStore",
    "CreateVM",
    "CloneVM",
    "CloneToTemplate",
    "DeployTemplate",
    "MarkAsVirtualMachine",
    "RegisterVM",
    "UnregisterVM",
    "DestroyVM",
    "AddDatastore",
    "RemoveDatastore",
    "AddSwitch",
    "RemoveSwitch",
    "RemovePortGroup",
    "AddVmkernelPort",
    "RemoveVmkernelPort",
    "CreateDistributedSwitch",
    "AddDistributedPortGroup",
)
_VERBS = {kind: verb for verb, kind in KIND_OF_VERB.items()}


class NothingChanges(Rule):
    """Everything is already as the request wants it."""

    code = "request.nothing_changes"
    fault = "InvalidArgument"
    objective = "6.01"
    source = Source(
        "Engine's choice: a request without effect is refused, so that nobody takes it for done",
        "E",
    )
    stage = IDLE
    asks = Asks(**{kind: ERROR for kind in KINDS if kind not in _NEVER_IDLE})
    says = Text(
        zh="已经是所要求的状态，该操作不会改变任何东西",
        en="is already as requested; the action would change nothing",
    )
    hint = Text(
        zh="请求另一件事：它所要的已经是这样。",
        en="Ask for something else: what this asks for holds already.",
    )
    incurable = Text(
        zh="所要的状态已经达到，不需要修复。",
        en="What was asked for holds already; there is nothing to repair.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        about = next(iter(naming_fields(type(case.action))), None)
        if about is None:
            return [self.finding(case, Ref("clock", "clock"))]
        return [self.finding(case, Ref(about.kind, getattr(case.action, about.name)))]

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action]:
        if isinstance(action, Advance):
            return site, Advance()
        if isinstance(action, WriteToDisk):
            return site, replace(action, size_mb=0)
        after, _ = action.effect(site)
        if isinstance(action, Migrate):  # the verb keeps the type, which would follow the change
            action = replace(action, verb=_VERBS[action.kind(site.vms[action.vm])])
        return after, action
