"""Conversion between machine and template, in place: nothing is copied, .vmx becomes .vmtx."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.site import Site
from labs.datacenter.naming import naming
from labs.datacenter.text import Text
from labs.datacenter.words import PowerState


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkAsTemplate(Action):
    """`MarkAsTemplate`: host and datastore stay, the machine is one no longer."""

    label: ClassVar = Text(zh="转换为模板", en="Convert to template")
    needs_power: ClassVar = (PowerState.OFF,)
    sentence: ClassVar = Text(zh="把{vm}转换为模板", en="Convert {vm} to a template")
    vm: str = naming("vm")

    def changes_nothing(self, site: Site) -> bool:
        return site.vms[self.vm].template

    def effect(self, site: Site) -> Outcome:
        after = site.put(replace(site.vms[self.vm], template=True))
        return after, (event("ConvertedToTemplate", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkAsVirtualMachine(Action):
    """`MarkAsVirtualMachine`: back again, on a host that sees the files."""

    label: ClassVar = Text(zh="转换为虚拟机", en="Convert to virtual machine")
    sentence: ClassVar = Text(
        zh="把模板{vm}转换为{host}上的虚拟机", en="Convert template {vm} to a machine on {host}"
    )
    vm: str = naming("vm")
    host: str = naming("host")

    def effect(self, site: Site) -> Outcome:
        after = site.put(replace(site.vms[self.vm], template=False, host=self.host))
        return after, (event("ConvertedToVm", site.now_s, **self.facts),)
