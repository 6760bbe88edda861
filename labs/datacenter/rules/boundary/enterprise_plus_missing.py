from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, AssignLicence, Migrate
from labs.datacenter.aspects import ACROSS
from labs.datacenter.case import Case
from labs.datacenter.edits import with_far_vcenter, with_host
from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import since
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.rules.vmotion.not_licensed import has_licence
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Licence

ENTERPRISE_PLUS = Licence.ENTERPRISE_PLUS
_FROM_6 = since({"4.0": None, "6.0": ERROR})


class EnterprisePlusMissing(Rule):
    """Between two vCenter Servers, a host has an edition that moves running machines within one.

    Silent about an edition that has no such migration at all: the rule on licences says that.
    """

    code = "boundary.enterprise_plus_missing"
    fault = "VMotionNotLicensed"
    objective = {"VMO": "6.09", "XHOST": "6.29"}
    source = api(
        "VMotionNotLicensed",
        "vCenter Server and Host Management (6.0.1, 6.7): requirements for migration between "
        "vCenter Server instances",
    )
    aspects = ACROSS
    asks = Asks(VMO=_FROM_6, XHOST=_FROM_6)
    says = Text(
        zh="的许可证是{licence}，而在两台vCenter Server之间在线迁移{vm}需要{least}",
        en="is licensed for {licence}, but moving {vm} live between two vCenter Servers takes "
        "{least} on both hosts",
    )
    hint = Text(
        zh="给两台主机都分配Enterprise Plus许可证，或关机后用冷迁移。",
        en="Assign Enterprise Plus to both hosts, or power the machine off and migrate it cold.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                Ref("host", host.name),
                licence=host.licence,
                vm=Ref("vm", case.vm.name),
                least=ENTERPRISE_PLUS,
            )
            for host in _short(case)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for host in _short(case):
            yield AssignLicence(host=host.name, licence=ENTERPRISE_PLUS)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate]:
        site = with_far_vcenter(site, action.host)
        return with_host(site, action.host, licence=Licence.ENTERPRISE), action


def _short(case: Case) -> list[Host]:
    if not case.crosses_vcenters:
        return []
    return [
        host
        for host in (case.source, case.target)
        if host.licence is not ENTERPRISE_PLUS and has_licence(host, case.kind)
    ]
