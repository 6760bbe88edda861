from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import AddBackupStore
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Quantity, Ref, Text
from labs.datacenter.words import BackupProduct

VDP = BackupProduct.VDP
_SIZE = Text(zh="存储容量", en="store")
_COUNT = Text(zh="设备数", en="count of appliances")


class ApplianceLimit(Rule):
    """An appliance of Data Protection beyond what its store, or its vCenter Server, may have."""

    code = "backup.appliance_limit"
    fault = "LimitExceeded"
    objective = "7.02"
    source = api(
        "LimitExceeded",
        "vSphere Data Protection 5.1: 10 appliances of one vCenter Server, a store of 8 TB",
        "the fault is the engine's choice",
        mark="E",
    )
    asks = Asks(AddBackupStore=ERROR)
    says = Text(
        zh="的{what}（vSphere Data Protection）会是{asked}，最多{most}",
        en="would have a {what} of {asked} (vSphere Data Protection); the most is {most}",
    )
    hint = Text(
        zh="减小容量，或改用其他备份产品。", en="Ask for less, or use another backup product."
    )
    incurable = Text(
        zh="上限属于产品；换一种产品或较小的容量即可。",
        en="The limits are the product's; another product or a smaller store will do.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        action, site = case.action, case.site
        if action.product is not VDP:
            return ()
        largest_mb, most = site.limit("vdp_store_mb"), site.limit("vdp_appliances")
        there = 1 + sum(
            one.product is VDP and one.vcenter == action.vcenter
            for one in site.backup_stores.values()
        )
        found = []
        if action.capacity_mb > largest_mb:
            about = Ref("backup_store", action.name)
            asked, limit = Quantity(action.capacity_mb, "MB"), Quantity(largest_mb, "MB")
            found.append(self.finding(case, about, what=_SIZE, asked=asked, most=limit))
        if there > most:
            about = Ref("vcenter", action.vcenter)
            found.append(self.finding(case, about, what=_COUNT, asked=there, most=most))
        return found

    def breaks(self, site: Site, action: AddBackupStore) -> tuple[Site, AddBackupStore]:
        large = site.limit("vdp_store_mb") + 1
        return site, replace(action, product=VDP, capacity_mb=large)
