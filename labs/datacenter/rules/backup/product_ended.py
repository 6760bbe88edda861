from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import BackUp
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import version_key
from labs.datacenter.rule import WARNING, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import BackupProduct

# the first release without it: Data Protection replaced Data Recovery and ended after 6.5
_ENDED = {BackupProduct.VDR: "5.1", BackupProduct.VDP: "6.7"}


class ProductEnded(Rule):
    """The backup product belongs to earlier releases than this one."""

    code = "backup.product_ended"
    fault = "NotSupported"
    objective = "7.02"
    source = Source(
        "VMworld 2013 session BCO4756: vSphere Data Protection Technical Deep Dive; "
        "VMware vCloud NFV 2.0 reference architecture; the fault is the engine's choice",
        "E",
    )
    asks = Asks(BackUp=WARNING)
    says = Text(
        zh="使用{product}，该产品从{ended}起已不再提供",
        en="uses {product}, which is no longer offered from {ended} on",
    )
    hint = Text(
        zh="改用当前版本支持的备份产品。", en="Use a backup product that supports this release."
    )
    incurable = Text(
        zh="这只是警告，备份照常进行。", en="This is a warning only; the backup goes ahead."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        store = case.site.backup_stores[case.action.store]
        ended = _ENDED.get(store.product)
        if ended is None or version_key(case.version) < version_key(ended):
            return ()
        about = Ref("backup_store", store.name)
        return [self.finding(case, about, product=store.product, ended=ended)]

    def breaks(self, site: Site, action: BackUp) -> tuple[Site, BackUp]:
        store = site.backup_stores[action.store]
        return site.put(replace(store, product=BackupProduct.VDR)), action
