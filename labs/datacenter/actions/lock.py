"""Locks on the files of a machine, held by a host that did not let go of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.site import Site
from labs.datacenter.naming import naming
from labs.datacenter.text import Ref, Text


def _with_lock(site: Site, vm: str, host: str | None) -> Site:
    old = site.vms[vm]
    return site.put(replace(old, files=replace(old.files, locked_by=host)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LockFiles(Action):
    """A host keeps the files of a machine open: a copying tool, or what a failure left behind."""

    label: ClassVar = Text(zh="锁定虚拟机文件", en="Lock the files of a machine")
    sentence: ClassVar = Text(zh="让{host}锁住{vm}的文件", en="Let {host} lock the files of {vm}")
    vm: str = naming("vm")
    host: str = naming("host")

    def changes_nothing(self, site: Site) -> bool:
        return site.vms[self.vm].files.locked_by is not None

    def effect(self, site: Site) -> Outcome:
        told = event("FilesLocked", site.now_s, **self.facts)
        return _with_lock(site, self.vm, self.host), (told,)

    def is_gentle(self, site: Site) -> bool:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFiles(Action):
    """Whoever holds the files of a machine lets go of them."""

    label: ClassVar = Text(zh="释放虚拟机文件的锁", en="Release the files of a machine")
    sentence: ClassVar = Text(zh="释放{vm}的文件", en="Release the files of {vm}")
    vm: str = naming("vm")

    def changes_nothing(self, site: Site) -> bool:
        return site.vms[self.vm].files.locked_by is None

    def effect(self, site: Site) -> Outcome:
        holder = Ref("host", site.vms[self.vm].files.locked_by)
        told = event("FilesReleased", site.now_s, host=holder, **self.facts)
        return _with_lock(site, self.vm, None), (told,)
