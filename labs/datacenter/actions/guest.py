"""The guest operating system: its shutdown, its crash, and the installer of VMware Tools."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Ref, Text
from labs.datacenter.words import PowerState, Quiescing

ON = PowerState.ON


def _place(vm: VM) -> dict[str, Fact]:
    return {"vm": Ref("vm", vm.name), "host": Ref("host", vm.host)}


def _with_installer(site: Site, name: str, *, mounted: bool) -> Site:
    vm = site.vms[name]
    return site.put(replace(vm, guest=replace(vm.guest, tools_installer_mounted=mounted)))


@dataclass(frozen=True, slots=True, kw_only=True)
class MountToolsInstaller(Action):
    """`MountToolsInstaller`: puts the installer's image into a running guest's CD/DVD drive."""

    label: ClassVar = Text(zh="装载VMware Tools安装程序", en="Mount the VMware Tools installer")
    needs_power: ClassVar = (ON,)
    sentence: ClassVar = Text(
        zh="在{vm}中装载VMware Tools安装程序", en="Mount the VMware Tools installer in {vm}"
    )
    vm: str = naming("vm")

    def changes_nothing(self, site: Site) -> bool:
        return site.vms[self.vm].guest.tools_installer_mounted

    def effect(self, site: Site) -> Outcome:
        told = event("ToolsInstallerMounted", site.now_s, **self.facts)
        return _with_installer(site, self.vm, mounted=True), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmountToolsInstaller(Action):
    """`UnmountToolsInstaller`: ends an installation, or calls it off."""

    label: ClassVar = Text(zh="卸载VMware Tools安装程序", en="Unmount the VMware Tools installer")
    sentence: ClassVar = Text(
        zh="卸载{vm}中的VMware Tools安装程序", en="Unmount the VMware Tools installer in {vm}"
    )
    vm: str = naming("vm")

    def changes_nothing(self, site: Site) -> bool:
        return not site.vms[self.vm].guest.tools_installer_mounted

    def effect(self, site: Site) -> Outcome:
        told = event("ToolsInstallerUnmounted", site.now_s, **self.facts)
        return _with_installer(site, self.vm, mounted=False), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShutdownGuest(Action):
    """`ShutdownGuest`: VMware Tools asks the guest to shut down, which powers the machine off."""

    label: ClassVar = Text(zh="关闭客户机", en="Shut down the guest")
    needs_power: ClassVar = (ON,)
    sentence: ClassVar = Text(zh="关闭{vm}的客户机", en="Shut down the guest of {vm}")
    vm: str = naming("vm")

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        vm, now = site.vms[self.vm], site.now_s
        told = (
            event("GuestShutDown", now, **self.facts),
            event("VmPoweredOff", now, **_place(vm)),
        )
        return site.put(vm.stopped()), told


@dataclass(frozen=True, slots=True, kw_only=True)
class RebootGuest(Action):
    """`RebootGuest`: VMware Tools asks the guest to restart; the machine stays on."""

    label: ClassVar = Text(zh="重新启动客户机", en="Restart the guest")
    needs_power: ClassVar = (ON,)
    sentence: ClassVar = Text(zh="重新启动{vm}的客户机", en="Restart the guest of {vm}")
    vm: str = naming("vm")

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        return site, (event("GuestRebooted", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailGuest(Action):
    """The guest crashes: it stands at a blue screen, and the host sees a machine that runs."""

    label: ClassVar = Text(zh="使客户机崩溃", en="Crash the guest")
    needs_power: ClassVar = (ON,)
    sentence: ClassVar = Text(zh="让{vm}的客户机崩溃", en="Let the guest of {vm} crash")
    vm: str = naming("vm")

    def changes_nothing(self, site: Site) -> bool:
        return site.vms[self.vm].guest.crashed

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        crashed = replace(vm, guest=replace(vm.guest, crashed=True))
        return site.put(crashed), (event("GuestCrashed", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairGuest(Action):
    """Somebody mends the guest at its console: it runs, VMware Tools too, and can be quiesced."""

    label: ClassVar = Text(zh="修复客户机", en="Repair the guest")
    needs_power: ClassVar = (ON,)
    sentence: ClassVar = Text(zh="修复{vm}的客户机", en="Mend the guest of {vm}")
    vm: str = naming("vm")

    def mended(self, site: Site) -> VM:
        vm = site.vms[self.vm]
        guest = replace(vm.guest, crashed=False, tools=True, quiescing=Quiescing.SUCCEEDS)
        return replace(vm, guest=guest)

    def changes_nothing(self, site: Site) -> bool:
        return self.mended(site) == site.vms[self.vm]

    def effect(self, site: Site) -> Outcome:
        told = event("GuestRepaired", site.now_s, **self.facts)
        return site.put(self.mended(site)), (told,)
