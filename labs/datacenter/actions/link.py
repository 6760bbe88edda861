"""Links of physical NICs: cut one, repair it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.site import Site
from labs.datacenter.naming import naming
from labs.datacenter.text import Text
from labs.datacenter.words import Link


def _with_link(site: Site, host: str, name: str, link: Link) -> Site:
    old = site.hosts[host]
    nics = tuple(replace(nic, link=link) if nic.name == name else nic for nic in old.nics)
    return site.put(replace(old, nics=nics))


@dataclass(frozen=True, slots=True, kw_only=True)
class CutLink(Action):
    """Takes the link of a physical NIC away: a pulled cable, a dead port of the switch."""

    label: ClassVar = Text(zh="断开链路", en="Cut a link")
    sentence: ClassVar = Text(zh="断开{host}的{nic}的链路", en="Cut the link of {nic} of {host}")
    host: str = naming("host")
    nic: str = naming("pnic", of="host")

    def changes_nothing(self, site: Site) -> bool:
        return site.hosts[self.host].nic(self.nic).link is Link.DOWN

    def effect(self, site: Site) -> Outcome:
        told = event("LinkCut", site.now_s, **self.facts)
        return _with_link(site, self.host, self.nic, Link.DOWN), (told,)

    def is_gentle(self, site: Site) -> bool:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairLink(Action):
    """Gives a physical NIC its link back."""

    label: ClassVar = Text(zh="修复链路", en="Repair a link")
    sentence: ClassVar = Text(zh="修复{host}的{nic}的链路", en="Repair the link of {nic} of {host}")
    host: str = naming("host")
    nic: str = naming("pnic", of="host")

    def changes_nothing(self, site: Site) -> bool:
        return site.hosts[self.host].nic(self.nic).link is Link.UP

    def effect(self, site: Site) -> Outcome:
        told = event("LinkRepaired", site.now_s, **self.facts)
        return _with_link(site, self.host, self.nic, Link.UP), (told,)
