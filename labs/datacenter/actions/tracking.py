"""Changed-block tracking of a machine: on and off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.site import Site
from labs.datacenter.naming import naming
from labs.datacenter.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class _TrackingAction(Action):
    """What both have in common: the setting they make, and that it has to take effect."""

    vm: str = naming("vm")

    enabled: ClassVar[bool]
    code: ClassVar[str]

    def changes_nothing(self, site: Site) -> bool:
        return site.vms[self.vm].tracking.enabled is self.enabled

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        tracking = replace(vm.tracking, enabled=self.enabled)
        told = event(self.code, site.now_s, **self.facts)
        return site.put(replace(vm, tracking=tracking)), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnableChangeTracking(_TrackingAction):
    """Sets `changeTrackingEnabled`. Takes effect when the machine's files are next opened anew."""

    label: ClassVar = Text(zh="启用更改块跟踪", en="Enable changed-block tracking")
    sentence: ClassVar = Text(zh="启用{vm}的更改块跟踪", en="Enable changed-block tracking of {vm}")
    enabled: ClassVar = True
    code: ClassVar = "ChangeTrackingEnabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class DisableChangeTracking(_TrackingAction):
    """Clears `changeTrackingEnabled`. Takes effect when the files are next opened anew."""

    label: ClassVar = Text(zh="停用更改块跟踪", en="Disable changed-block tracking")
    sentence: ClassVar = Text(
        zh="停用{vm}的更改块跟踪", en="Disable changed-block tracking of {vm}"
    )
    enabled: ClassVar = False
    code: ClassVar = "ChangeTrackingDisabled"
