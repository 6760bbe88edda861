from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_far_vcenter
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import since
from labs.datacenter.rule import COPIES, ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text

_UNTIL_6 = since({"4.0": ERROR, "6.0": None})


class VCenterMismatch(Rule):
    """The target host is managed by another vCenter Server; going there came with 6.0."""

    code = "boundary.vcenter_mismatch"
    fault = "DatacenterMismatch"
    objective = {
        "COLD": "6.03",
        "SUSP": "6.06",
        "VMO": "6.09",
        "XHOST": "6.29",
        **dict.fromkeys(COPIES, "5.06"),
    }
    source = Source(
        "vCenter Server and Host Management (6.0.1, 6.5.1, 6.7): cold migration, and "
        "requirements for migration between vCenter Server instances; "
        "the fault is the engine's choice",
        unverified_in=("COLD", "SUSP", *COPIES),
    )
    asks = Asks(
        COLD=_UNTIL_6,
        SUSP=_UNTIL_6,
        VMO=_UNTIL_6,
        XHOST=_UNTIL_6,
        **dict.fromkeys(COPIES, _UNTIL_6),
    )
    says = Text(
        zh="由{source}管理，而主机{host}由{target}管理；在此版本中迁移和克隆都不能跨vCenter Server",
        en="is managed by {source}, but {host} by {target}; "
        "in this release no migration and no copy crosses vCenter Servers",
    )
    hint = Text(
        zh="选择同一vCenter Server管理的主机。", en="Choose a host of the same vCenter Server."
    )
    incurable = Text(
        zh="没有操作能把主机交给另一台vCenter Server。",
        en="No action hands a host over to another vCenter Server.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.moves_host or not case.crosses_vcenters:
            return ()
        site = case.site
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                source=Ref("vcenter", site.vcenter_of(case.source.name)),
                host=Ref("host", case.target.name),
                target=Ref("vcenter", site.vcenter_of(case.target.name)),
            )
        ]

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        if action.host is None:
            return None
        return with_far_vcenter(site, action.host), action
