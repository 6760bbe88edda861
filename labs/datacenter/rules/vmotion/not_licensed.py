from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, AssignLicence, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Kind, Licence

# kind of migration -> the least edition that has it, since 5.1
_LEAST = {
    "VMO": Licence.ESSENTIALS_PLUS,
    "SVMO": Licence.STANDARD,
    "XHOST": Licence.STANDARD,
}
_RANK = {licence: rank for rank, licence in enumerate(Licence)}


class NotLicensed(Rule):
    """A host that takes part in the live migration has an edition without it."""

    code = "vmotion.not_licensed"
    fault = "VMotionNotLicensed"
    objective = {"VMO": "6.15", "SVMO": "6.23", "XHOST": "6.28"}
    source = api("VMotionNotLicensed", "editions of vSphere 5.1 and later (not read)", mark="K")
    asks = Asks(VMO=ERROR, SVMO=ERROR, XHOST=ERROR)
    says = Text(
        zh="的许可证是{licence}，不含{feature}，至少要{least}",
        en="is licensed for {licence}, which has no {feature}; it takes {least} at least",
    )
    hint = Text(
        zh="给主机分配更高版本的许可证，或关机后用冷迁移。",
        en="Assign a licence of a higher edition, or power the machine off and migrate it cold.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                Ref("host", host.name),
                licence=host.licence,
                feature=Kind(case.kind),
                least=_LEAST[case.kind],
            )
            for host in _unlicensed(case)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for host in _unlicensed(case):
            yield AssignLicence(host=host.name, licence=_LEAST[case.kind])

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate]:
        name = action.host or site.vms[action.vm].host
        return with_host(site, name, licence=Licence.ESSENTIALS), action


def has_licence(host: Host, kind: str) -> bool:
    """Whether the host's edition has that kind of live migration."""
    return _RANK[host.licence] >= _RANK[_LEAST[kind]]


def _unlicensed(case: Case) -> list[Host]:
    hosts = (case.source, case.target) if case.moves_host else (case.source,)
    return [host for host in hosts if not has_licence(host, case.kind)]
