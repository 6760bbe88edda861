from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import since
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Kind

_UNTIL_6 = since({"4.0": ERROR, "6.0": None})


class DatacenterMismatch(Rule):
    """The machine would come to another datacenter, which this type cannot do in this release."""

    code = "boundary.datacenter_mismatch"
    fault = "DatacenterMismatch"
    objective = {"COLD": "6.03", "SUSP": "6.06", "VMO": "6.09", "SVMO": "6.12", "XHOST": "6.29"}
    source = Source(
        "VCP-410 study notes, objective 7.4; vSphere 6.0 cross-datacenter vMotion; "
        "vCenter Server and Host Management (6.7): Storage vMotion requirements"
    )
    # COLD and SUSP are refused by the course notes alone: see NOTES_OVERRIDES
    asks = Asks(COLD=None, SUSP=None, VMO=_UNTIL_6, SVMO=ERROR, XHOST=_UNTIL_6)
    says = Text(
        zh="位于数据中心{source}，而目标属于{target}；在此版本中{kind}不能跨数据中心",
        en="is in datacenter {source}, but the target belongs to {target}; "
        "in this release {kind} does not cross datacenters",
    )
    hint = Text(
        zh="选择同一数据中心内的目标，或改用能跨数据中心的迁移方式。",
        en="Choose a target in the same datacenter, or a migration type that crosses datacenters.",
    )
    incurable = Text(
        zh="保持迁移方式不变时，没有操作能越过数据中心的边界。",
        en="While the type stays the same, no action opens the boundary of a datacenter.",
    )

    def stands_in_the_way(self, case: Case) -> bool:
        """Whether it refuses this request, so that what lies beyond needs no word."""
        asked = self.level(case.kind, case.site.release) is not None
        return asked and case.crosses_datacenters

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.crosses_datacenters:
            return ()
        there = (
            (case.target.datacenter,)
            if case.moves_host
            else case.site.datacenters_of(case.datastore.name)
        )
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                source=Ref("datacenter", case.source.datacenter),
                target=tuple(Ref("datacenter", name) for name in there),
                kind=Kind(case.kind),
            )
        ]

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        here = site.hosts[site.vms[action.vm].host].datacenter
        vcenter = site.datacenters[here].vcenter
        there = next(
            (n for n, d in site.datacenters.items() if n != here and d.vcenter == vcenter), None
        )
        if there is None:
            return None
        if action.host is not None:
            return with_host(site, action.host, datacenter=there, cluster=None), action
        datastore = site.datastores[action.datastore]
        return site.put(replace(datastore, datacenter=there)), action
