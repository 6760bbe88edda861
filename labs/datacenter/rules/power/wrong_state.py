from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, Migrate, PowerOff, PowerOn, Resume, Suspend
from labs.datacenter.case import MISFIT, Case
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, MIGRATIONS, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import KIND_OF_VERB, PowerState

ON, OFF, SUSPENDED = PowerState.ON, PowerState.OFF, PowerState.SUSPENDED
_VERBS = {kind: verb for verb, kind in KIND_OF_VERB.items()}
_OTHER_KINDS = ("PowerOn", "PowerOff", "Suspend", "Resume", "WriteToDisk")
_OTHER = {ON: OFF, SUSPENDED: OFF, OFF: SUSPENDED}

_ASKED = (
    *MIGRATIONS,
    *("PowerOn", "PowerOff", "Suspend", "Resume"),
    *("WriteToDisk", "MountToolsInstaller"),
    *("ResetVM", "ShutdownGuest", "RebootGuest", "FailGuest", "RepairGuest"),
    *("AddDisk", "RemoveDisk", "ExtendDisk", "ChangeDiskMode"),
    *("ExtendPartition", "InflateDisk", "ChangeCpus", "ChangeMemory"),
    *("EncryptVM", "DecryptVM"),
    *("AddNic", "RemoveNic", "AddDevice", "RemoveDevice"),
    "RestoreVM",
)
# allowed on and off, so that only the suspended state is refused
_REFUSED_SUSPENDED = (
    *("AddDisk", "RemoveDisk", "ExtendDisk"),
    *("AddNic", "RemoveNic", "AddDevice", "RemoveDevice"),
)
_OF_THE_GUEST = ("WriteToDisk", "ExtendPartition", "FailGuest", "RepairGuest")
_OF_MACHINES = {"MarkAsTemplate": "5.08", "UnregisterVM": "5.02", "DestroyVM": "5.02"}


class WrongState(Rule):
    """The machine's power state is not the one that the action, or the type named, needs."""

    code = "power.wrong_state"
    fault = "InvalidPowerState"
    objective = {**dict.fromkeys(_ASKED, "6.02"), **_OF_MACHINES}
    source = api(
        "InvalidPowerState, VirtualMachine.MarkAsTemplate",
        "vSphere Automation API (8.0): unregistering and deleting a virtual machine",
        "vCenter Server and Host Management (6.0, 6.5, 6.7); which edits of hardware a suspended "
        "machine refuses was not read; what only a running guest does is the engine's choice",
        unverified_in=_REFUSED_SUSPENDED,
        own_in=_OF_THE_GUEST,
    )
    stage = MISFIT
    asks = Asks(**dict.fromkeys((*_ASKED, *_OF_MACHINES), ERROR))
    says = Text(
        zh="当前为{existing}，而该操作要求{requested}",
        en="is {existing}, but the action needs it {requested}",
    )
    hint = Text(
        zh="先改变电源状态，或改用适合当前状态的操作。",
        en="Change the power state first, or choose what fits the present one.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                existing=case.vm.power,
                requested=case.needs_power,
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        name, existing = case.vm.name, case.vm.power
        if existing is OFF:
            yield PowerOn(vm=name)
        elif existing is SUSPENDED:
            yield Resume(vm=name)
        else:
            wanted = case.needs_power[0]
            yield Suspend(vm=name) if wanted is SUSPENDED else PowerOff(vm=name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action]:
        vm = site.vms[action.vm]
        if isinstance(action, Migrate):
            action = replace(action, verb=_VERBS[action.kind(vm)])
        states = (_OTHER[vm.power], SUSPENDED, ON)
        wrong = next(state for state in states if state not in action.needs_power)
        return with_vm(site, vm.name, power=wrong, cpu_generation=None), action
