"""Licences of hosts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.site import Site
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Ref, Text
from labs.datacenter.words import Licence


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignLicence(Action):
    """`UpdateAssignedLicense`: gives a host a key of an edition."""

    label: ClassVar = Text(zh="分配许可证", en="Assign a licence")
    sentence: ClassVar = Text(
        zh="给{host}分配{licence}许可证", en="Assign a licence for {licence} to {host}"
    )
    host: str = naming("host")
    licence: Licence

    @property
    def facts(self) -> dict[str, Fact]:
        return {"host": Ref("host", self.host), "licence": self.licence}

    def changes_nothing(self, site: Site) -> bool:
        return site.hosts[self.host].licence is self.licence

    def effect(self, site: Site) -> Outcome:
        host = replace(site.hosts[self.host], licence=self.licence)
        return site.put(host), (event("LicenceAssigned", site.now_s, **self.facts),)


describe(
    AssignLicence,
    licence=Text(zh="许可证版本", en="licence edition"),
)
