from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_cpu
from labs.datacenter.inventory.cpu import label, missing_features
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import since
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import PowerState, Vendor

OFF = PowerState.OFF


class FeaturesMissing(Rule):
    """The target's processor, of the same vendor, lacks features that the machine sees.

    Silent about another vendor: the rule on vendors says that.
    """

    code = "cpu.features_missing"
    fault = since({"4.0": "CpuIncompatible", "6.5": "FeatureRequirementsNotMet"})
    objective = {"SUSP": "6.08", "VMO": "6.11", "XHOST": "6.11", "RegisterVM": "6.08"}
    source = api(
        "CpuIncompatible and FeatureRequirementsNotMet",
        "vCenter Server and Host Management (6.7): CPU compatibility and EVC",
        "KB 1003212",
        "KB 1005764",
        "that a suspended machine is refused when it is registered is the engine's choice",
    )
    asks = Asks(SUSP=ERROR, VMO=ERROR, XHOST=ERROR, RegisterVM=ERROR)
    says = Text(
        zh="的处理器{there}缺少{vm}在{here}上看到的特性：{missing}",
        en="has {there} processors, which lack features {vm} sees on {here}: {missing}",
    )
    hint = Text(
        zh="选择同代或更新的主机，或关机后用冷迁移。",
        en="Choose a host of the same or a newer generation, or power off and migrate cold.",
    )
    incurable = Text(
        zh="虚拟机在关机之前一直看到同样的处理器特性。",
        en="Until it is powered off, a machine keeps seeing the same features.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.moves_host or case.changes_vendor or case.vm.power is OFF:
            return ()
        missing = missing_features(case.cpu_seen, case.target.cpu.generation)
        if not missing:
            return ()
        return [
            self.finding(
                case,
                Ref("host", case.target.name),
                there=label(case.target.cpu.generation),
                vm=Ref("vm", case.vm.name),
                here=label(case.cpu_seen),
                missing=missing,
            )
        ]

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        if action.host is None:
            return None
        vendor = site.hosts[site.machine(action.vm).host].cpu.vendor
        oldest = "intel-merom" if vendor is Vendor.INTEL else "amd-rev-e"
        return with_cpu(site, action.host, generation=oldest), action
