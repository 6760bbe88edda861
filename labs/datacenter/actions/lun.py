"""LUNs as hosts see them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.site import Site
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Ref, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentLun(Action):
    """Lets a host see a LUN of the array (zoning and masking, then a rescan)."""

    label: ClassVar = Text(zh="呈现LUN", en="Present a LUN")
    samples: ClassVar = {"lun": ("lun-1",)}
    sentence: ClassVar = Text(zh="把LUN {lun}呈现给{host}", en="Present LUN {lun} to {host}")
    host: str = naming("host")
    lun: str

    @property
    def facts(self) -> dict[str, Fact]:
        return {"host": Ref("host", self.host), "lun": Ref("lun", self.lun)}

    def changes_nothing(self, site: Site) -> bool:
        return self.lun in site.hosts[self.host].luns

    def effect(self, site: Site) -> Outcome:
        host = site.hosts[self.host]
        luns = tuple(sorted((*host.luns, self.lun)))
        told = event("LunPresented", site.now_s, **self.facts)
        return site.put(replace(host, luns=luns)), (told,)


describe(
    PresentLun,
    lun=Text(zh="要提供的LUN", en="the LUN to present"),
)
