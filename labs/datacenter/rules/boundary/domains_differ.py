from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_far_vcenter
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import since
from labs.datacenter.rule import WARNING, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text

_IN_6 = since({"4.0": None, "6.0": WARNING, "7.0": None})


class DomainsDiffer(Rule):
    """Two vCenter Servers in different single sign-on domains: only the API moves between them."""

    code = "boundary.domains_differ"
    fault = "MigrationFault"
    objective = {"COLD": "6.03", "SUSP": "6.06", "VMO": "6.09", "XHOST": "6.29"}
    source = Source(
        "vCenter Server and Host Management (6.0.1, 6.7): requirements for migration between "
        "vCenter Server instances; that the client needs no common domain from 7.0 U1c on was not "
        "read; that it is a warning, and its fault, is the engine's choice",
        "E",
        unverified_releases=("7.0",),
    )
    asks = Asks(COLD=_IN_6, SUSP=_IN_6, VMO=_IN_6, XHOST=_IN_6)
    says = Text(
        zh="属于单点登录域{there}，而{source}属于{here}：客户端界面做不了这个迁移，只能调用API",
        en="belongs to the single sign-on domain {there}, but {source} to {here}: the client "
        "cannot do this migration, only the API can",
    )
    hint = Text(
        zh="调用API迁移，或让两台vCenter Server加入同一个单点登录域（增强型链接模式）。",
        en="Migrate through the API, or have both vCenter Servers in one single sign-on domain "
        "(Enhanced Linked Mode).",
    )
    incurable = Text(
        zh="警告不阻止操作，不需要修复。", en="A warning blocks nothing and needs no repair."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        here, there = case.source_vcenter, case.target_vcenter
        if here.sso_domain == there.sso_domain:
            return ()
        return [
            self.finding(
                case,
                Ref("vcenter", there.name),
                there=there.sso_domain,
                source=Ref("vcenter", here.name),
                here=here.sso_domain,
            )
        ]

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        if action.host is None:
            return None
        return with_far_vcenter(site, action.host, sso_domain="far.local"), action
