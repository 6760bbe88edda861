"""vCenter Servers: their clocks and their advanced settings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.site import Site
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Quantity, Ref, Text


def _with_clock(site: Site, vcenter: str, ahead_s: int) -> Site:
    return site.put(replace(site.vcenters[vcenter], clock_ahead_s=ahead_s))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetClock(Action):
    """Sets the clock of a vCenter Server ahead of the slowest one, as clocks drift without NTP."""

    label: ClassVar = Text(zh="拨快时钟", en="Set a clock ahead")
    samples: ClassVar = {"ahead_s": (60, 3600)}
    sentence: ClassVar = Text(
        zh="把{vcenter}的时钟拨快{ahead}", en="Set the clock of {vcenter} {ahead} ahead"
    )
    vcenter: str = naming("vcenter")
    ahead_s: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vcenter": Ref("vcenter", self.vcenter), "ahead": Quantity(self.ahead_s, "s")}

    def changes_nothing(self, site: Site) -> bool:
        return site.vcenters[self.vcenter].clock_ahead_s == self.ahead_s

    def effect(self, site: Site) -> Outcome:
        told = event("ClockSet", site.now_s, **self.facts)
        return _with_clock(site, self.vcenter, self.ahead_s), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncClock(Action):
    """Puts the clock of a vCenter Server right, as a time server does."""

    label: ClassVar = Text(zh="同步时钟", en="Synchronize a clock")
    sentence: ClassVar = Text(zh="同步{vcenter}的时钟", en="Synchronize the clock of {vcenter}")
    vcenter: str = naming("vcenter")

    def changes_nothing(self, site: Site) -> bool:
        return site.vcenters[self.vcenter].clock_ahead_s == 0

    def effect(self, site: Site) -> Outcome:
        told = event("ClockSynchronized", site.now_s, **self.facts)
        return _with_clock(site, self.vcenter, 0), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInternalNetworks(Action):
    """`UpdateOptions`: whether machines on switches without an uplink are kept from migrating.

    It is config.migrate.test.CompatibleNetworks.VMOnVirtualIntranet, true unless set.
    """

    label: ClassVar = Text(zh="设置内部网络检查", en="Set the test of internal networks")
    sentence: ClassVar = Text(
        zh="让{vcenter}在迁移前检查内部网络",
        en="Let {vcenter} test for internal networks before migrating",
    )
    without: ClassVar = Text(
        zh="让{vcenter}在迁移前不检查内部网络",
        en="Let {vcenter} skip the test for internal networks before migrating",
    )
    vcenter: str = naming("vcenter")
    enabled: bool

    def say(self, language: str) -> str:
        sentence = self.sentence if self.enabled else self.without
        return sentence.fill(language, self.facts)

    def changes_nothing(self, site: Site) -> bool:
        return site.vcenters[self.vcenter].tests_internal_networks is self.enabled

    def effect(self, site: Site) -> Outcome:
        vcenter = replace(site.vcenters[self.vcenter], tests_internal_networks=self.enabled)
        code = "InternalNetworksTested" if self.enabled else "InternalNetworksNotTested"
        return site.put(vcenter), (event(code, site.now_s, **self.facts),)


describe(
    SetClock,
    ahead_s=Text(zh="比最慢的时钟快多少", en="how far ahead of the slowest clock"),
)
describe(
    CheckInternalNetworks,
    enabled=Text(zh="是否检查", en="whether to check"),
)
