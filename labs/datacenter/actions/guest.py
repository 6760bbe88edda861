"""The guest operating system: the installer of VMware Tools."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.site import Site
from labs.datacenter.naming import naming
from labs.datacenter.text import Text
from labs.datacenter.words import PowerState


def _with_installer(site: Site, name: str, *, mounted: bool) -> Site:
    vm = site.vms[name]
    return site.put(replace(vm, guest=replace(vm.guest, tools_installer_mounted=mounted)))


@dataclass(frozen=True, slots=True, kw_only=True)
class MountToolsInstaller(Action):
    """`MountToolsInstaller`: puts the installer's image into a running guest's CD/DVD drive."""

    label: ClassVar = Text(zh="装载VMware Tools安装程序", en="Mount the VMware Tools installer")
    needs_power: ClassVar = (PowerState.ON,)
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
