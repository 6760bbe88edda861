"""Power: on, off, suspend, resume."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.actions.long import DiskWork, LongAction
from labs.datacenter.events import event
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.naming import naming
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import PowerState

ON = PowerState.ON
OFF = PowerState.OFF
SUSPENDED = PowerState.SUSPENDED


def _switched(site: Site, vm: VM, code: str) -> Outcome:
    if vm.power is ON and vm.snapshots.current is not None:
        vm = replace(vm, snapshots=replace(vm.snapshots, ran_since=True))
    told = event(code, site.now_s, vm=Ref("vm", vm.name), host=Ref("host", vm.host))
    return site.put(vm), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start(LongAction):
    """What starting and resuming have in common: the machine runs at once, but is not ready."""

    acts_at_start: ClassVar = True
    is_cancelable: ClassVar = False

    def seconds(self, site: Site) -> int:
        return site.limit("power_on_s")

    def breaks_off(self, site: Site) -> str | None:
        """Who loses its host while it starts does not start."""
        vm = site.vms.get(self.vm)
        return "InvalidPowerState" if vm is None or vm.power is not ON else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerOn(_Start):
    """`PowerOnVM_Task`: starts a machine that is off, and resumes one that is suspended."""

    label: ClassVar = Text(zh="打开电源", en="Power on")
    needs_power: ClassVar = (OFF, SUSPENDED)
    sentence: ClassVar = Text(zh="打开{vm}的电源", en="Power on {vm}")
    vm: str = naming("vm")

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        code = "VmResumed" if vm.power is SUSPENDED else "VmPoweredOn"
        return _switched(site, replace(vm, power=ON).reopened(), code)


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerOff(Action):
    """`PowerOffVM_Task`: stops a running machine without asking its guest."""

    label: ClassVar = Text(zh="关闭电源", en="Power off")
    needs_power: ClassVar = (ON,)
    sentence: ClassVar = Text(zh="关闭{vm}的电源", en="Power off {vm}")
    vm: str = naming("vm")

    def effect(self, site: Site) -> Outcome:
        return _switched(site, site.vms[self.vm].stopped(), "VmPoweredOff")

    def is_gentle(self, site: Site) -> bool:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetVM(Action):
    """`ResetVM_Task`: the reset button; the machine stays on and its guest starts anew."""

    label: ClassVar = Text(zh="重置", en="Reset")
    needs_power: ClassVar = (ON,)
    sentence: ClassVar = Text(zh="重置{vm}", en="Reset {vm}")
    vm: str = naming("vm")

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        return _switched(site, replace(vm, guest=replace(vm.guest, crashed=False)), "VmReset")

    def is_gentle(self, site: Site) -> bool:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspend(DiskWork):
    """`SuspendVM_Task`: writes the memory to a file beside the config file and stops.

    The machine runs until the image is written.
    """

    is_cancelable: ClassVar = False

    label: ClassVar = Text(zh="挂起", en="Suspend")
    needs_power: ClassVar = (ON,)
    sentence: ClassVar = Text(zh="挂起{vm}", en="Suspend {vm}")
    vm: str = naming("vm")

    def written_mb(self, site: Site) -> int:
        return site.vms[self.vm].hardware.memory_mb

    def room_mb(self, site: Site) -> Mapping[str, int]:
        vm = site.vms[self.vm]
        return {vm.files.config: vm.hardware.memory_mb}

    def breaks_off(self, site: Site) -> str | None:
        """Who loses its power meanwhile is not suspended."""
        vm = site.vms.get(self.vm)
        return "InvalidPowerState" if vm is None or vm.power is not ON else None

    def effect(self, site: Site) -> Outcome:
        return _switched(site, replace(site.vms[self.vm], power=SUSPENDED), "VmSuspended")

    def is_gentle(self, site: Site) -> bool:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(_Start):
    """Continues a suspended machine. The API has no call of its own: it is `PowerOnVM_Task`."""

    label: ClassVar = Text(zh="恢复运行", en="Resume")
    needs_power: ClassVar = (SUSPENDED,)
    sentence: ClassVar = Text(zh="恢复运行{vm}", en="Resume {vm}")
    vm: str = naming("vm")

    def effect(self, site: Site) -> Outcome:
        return _switched(site, replace(site.vms[self.vm], power=ON).reopened(), "VmResumed")
