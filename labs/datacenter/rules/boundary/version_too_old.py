from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Migrate
from labs.datacenter.aspects import ACROSS
from labs.datacenter.case import Case
from labs.datacenter.edits import with_far_vcenter
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import since, version_key
from labs.datacenter.rule import COPIES, ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text

FIRST = "6.0"
_FROM_6 = since({"4.0": None, FIRST: ERROR})


class VersionTooOld(Rule):
    """Between two vCenter Servers, one of them or one of the hosts is of a version before 6.0.

    Before 6.0 no release crosses vCenter Servers: the rule on vCenter Servers says that.
    """

    code = "boundary.version_too_old"
    fault = "DatacenterMismatch"
    objective = {
        "COLD": "6.03",
        "SUSP": "6.06",
        "VMO": "6.09",
        "XHOST": "6.29",
        **dict.fromkeys(COPIES, "5.06"),
    }
    source = Source(
        "vCenter Server and Host Management (6.0.1, 6.7): requirements for migration between "
        "vCenter Server instances; the fault is the engine's choice",
        "E",
        unverified_in=COPIES,
    )
    aspects = ACROSS
    asks = Asks(
        COLD=_FROM_6, SUSP=_FROM_6, VMO=_FROM_6, XHOST=_FROM_6, **dict.fromkeys(COPIES, _FROM_6)
    )
    says = Text(
        zh="是{version}版，而{vm}要到另一台vCenter Server去，"
        "参与的vCenter Server和主机都至少要{first}版",
        en="is of version {version}, but for {vm} to go to another vCenter Server, both "
        "of them and both hosts must be {first} or later",
    )
    hint = Text(
        zh="选择版本更新的主机或vCenter Server，或者导出后再导入虚拟机。",
        en="Choose a host and a vCenter Server of a later version, or export the machine and "
        "import it.",
    )
    incurable = Text(
        zh="升级vCenter Server和主机不在已实现的操作之内。",
        en="Upgrading vCenter Servers and hosts is not among the actions of this engine.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.crosses_vcenters:
            return ()
        return [
            self.finding(
                case, subject, version=version, vm=Ref("vm", case.arrival.name), first=FIRST
            )
            for subject, version in _versions(case)
            if version_key(version) < version_key(FIRST)
        ]

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        if action.host is None:
            return None
        return with_far_vcenter(site, action.host, version="5.5"), action


def _versions(case: Case) -> Iterator[tuple[Ref, str]]:
    """Whatever takes part, with its version."""
    for vcenter in (case.source_vcenter, case.target_vcenter):
        yield Ref("vcenter", vcenter.name), case.site.version_of_vcenter(vcenter.name)
    for host in (case.source, case.target):
        yield Ref("host", host.name), case.site.version_of(host.name)
