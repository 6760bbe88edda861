"""Links of physical NICs, and the network beyond them: each fails and is repaired."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.actions.failover import settled
from labs.datacenter.events import event
from labs.datacenter.inventory.network import PhysicalNic
from labs.datacenter.inventory.site import Site
from labs.datacenter.naming import naming
from labs.datacenter.text import Text
from labs.datacenter.words import Link

UP, DOWN = Link.UP, Link.DOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class _NicAction(Action):
    """What all have in common: they name a physical NIC of a host."""

    host: str = naming("host")
    nic: str = naming("pnic", of="host")

    def _nic(self, site: Site) -> PhysicalNic:
        return site.hosts[self.host].nic(self.nic)

    def _outcome(self, site: Site, code: str, **changes: Link) -> Outcome:
        old = site.hosts[self.host]
        nics = tuple(replace(n, **changes) if n.name == self.nic else n for n in old.nics)
        after, moved = settled(site, site.put(replace(old, nics=nics)), self.host)
        return after, (event(code, site.now_s, **self.facts), *moved)


@dataclass(frozen=True, slots=True, kw_only=True)
class CutLink(_NicAction):
    """Takes the link of a physical NIC away: a pulled cable, a dead port of the switch."""

    label: ClassVar = Text(zh="断开链路", en="Cut a link")
    sentence: ClassVar = Text(zh="断开{host}的{nic}的链路", en="Cut the link of {nic} of {host}")

    def changes_nothing(self, site: Site) -> bool:
        return self._nic(site).link is DOWN

    def effect(self, site: Site) -> Outcome:
        return self._outcome(site, "LinkCut", link=DOWN)

    def is_gentle(self, site: Site) -> bool:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairLink(_NicAction):
    """Gives a physical NIC its link back."""

    label: ClassVar = Text(zh="修复链路", en="Repair a link")
    sentence: ClassVar = Text(zh="修复{host}的{nic}的链路", en="Repair the link of {nic} of {host}")

    def changes_nothing(self, site: Site) -> bool:
        return self._nic(site).link is UP

    def effect(self, site: Site) -> Outcome:
        return self._outcome(site, "LinkRepaired", link=UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailUpstream(_NicAction):
    """Cuts the network beyond the next physical switch: the link stays up, nothing passes."""

    label: ClassVar = Text(zh="使上游网络中断", en="Fail the upstream network")
    sentence: ClassVar = Text(
        zh="让{host}的{nic}的上游网络中断", en="Fail the network beyond {nic} of {host}"
    )

    def changes_nothing(self, site: Site) -> bool:
        return self._nic(site).upstream is DOWN

    def effect(self, site: Site) -> Outcome:
        return self._outcome(site, "UpstreamFailed", upstream=DOWN)

    def is_gentle(self, site: Site) -> bool:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairUpstream(_NicAction):
    """Lets traffic pass again beyond the next physical switch."""

    label: ClassVar = Text(zh="修复上游网络", en="Repair the upstream network")
    sentence: ClassVar = Text(
        zh="修复{host}的{nic}的上游网络", en="Repair the network beyond {nic} of {host}"
    )

    def changes_nothing(self, site: Site) -> bool:
        return self._nic(site).upstream is UP

    def effect(self, site: Site) -> Outcome:
        return self._outcome(site, "UpstreamRepaired", upstream=UP)
