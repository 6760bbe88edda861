from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import COPIES, WARNING, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class NetworksMayDiffer(Rule):
    """Across datacenters a network of the same name need not be the same network."""

    code = "boundary.networks_may_differ"
    fault = "NetworksMayNotBeTheSame"
    objective = {"COLD": "6.03", "SUSP": "6.06", **dict.fromkeys(COPIES, "5.06")}
    source = api(
        "NetworksMayNotBeTheSame",
        "vCenter Server and Host Management (6.5.1, 8.0): cold migration",
    )
    asks = Asks(COLD=WARNING, SUSP=WARNING, **dict.fromkeys(COPIES, WARNING))
    says = Text(
        zh="将从数据中心{source}到{target}；那里同名的网络不一定是同一个网络：{networks}",
        en="would go from datacenter {source} to {target}; "
        "networks of the same name there may be different ones: {networks}",
    )
    hint = Text(
        zh="核对目标数据中心的同名网络，需要时在开机前改接。",
        en="Check the networks of that name in the target datacenter; "
        "change the adapters before power-on if need be.",
    )
    incurable = Text(
        zh="警告不阻止操作，不需要修复。", en="A warning blocks nothing and needs no repair."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.moves_host or not case.crosses_datacenters:
            return ()
        used = {nic.network for nic in case.vm.hardware.nics}
        there = (one.name for one in case.site.networks_of(case.target.name))
        shared = sorted(used.intersection(there))
        if not shared:
            return ()
        return [
            self.finding(
                case,
                Ref("vm", case.arrival.name),
                source=Ref("datacenter", case.source.datacenter),
                target=Ref("datacenter", case.target.datacenter),
                networks=tuple(Ref("network", name) for name in shared),
            )
        ]

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        here = site.hosts[site.vms[action.vm].host].datacenter
        vcenter = site.datacenters[here].vcenter
        there = next(
            (n for n, d in site.datacenters.items() if n != here and d.vcenter == vcenter), None
        )
        if there is None or action.host is None:
            return None
        return with_host(site, action.host, datacenter=there, cluster=None), action
