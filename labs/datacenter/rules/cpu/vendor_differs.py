from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_cpu
from labs.datacenter.inventory.cpu import label
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import since
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Vendor


class VendorDiffers(Rule):
    """A running or suspended machine would come to a processor of another vendor."""

    code = "cpu.vendor_differs"
    fault = since({"4.0": "CpuIncompatible", "6.5": "FeatureRequirementsNotMet"})
    objective = {"SUSP": "6.08", "VMO": "6.11", "XHOST": "6.11"}
    source = api("CpuIncompatible and FeatureRequirementsNotMet", "KB 1003212", "KB 1005764")
    asks = Asks(SUSP=ERROR, VMO=ERROR, XHOST=ERROR)
    says = Text(
        zh="的处理器是{there}，而{vm}在{here}上启动；两家厂商之间无法这样迁移，EVC也无能为力",
        en="has {there} processors, but {vm} was started on {here}; "
        "nothing bridges two vendors, not even EVC",
    )
    hint = Text(
        zh="选择同一厂商处理器的主机，或关机后用冷迁移。",
        en="Choose a host with the same vendor's processors, or power off and migrate cold.",
    )
    incurable = Text(
        zh="不中断虚拟机就无法更换处理器厂商；关机是唯一办法。",
        en="The vendor cannot change under a machine that is not powered off.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.moves_host or not case.changes_vendor:
            return ()
        return [
            self.finding(
                case,
                Ref("host", case.target.name),
                there=label(case.target.cpu.generation),
                vm=Ref("vm", case.vm.name),
                here=label(case.cpu_seen),
            )
        ]

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        if action.host is None:
            return None
        vendor = site.hosts[site.vms[action.vm].host].cpu.vendor
        other = "amd-zen" if vendor is Vendor.INTEL else "intel-haswell"
        return with_cpu(site, action.host, generation=other), action
