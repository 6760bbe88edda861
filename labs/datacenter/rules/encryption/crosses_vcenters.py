from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import Migrate
from labs.datacenter.aspects import ENCRYPTION
from labs.datacenter.case import Case
from labs.datacenter.edits import with_encryption, with_far_vcenter
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import since
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text

_IN_6 = since({"4.0": None, "6.0": ERROR, "7.0": None})


class CrossesVcenters(Rule):
    """An encrypted machine would move to another vCenter Server while it runs."""

    code = "encryption.crosses_vcenters"
    fault = "MigrationDisabled"
    objective = {"VMO": "6.09", "XHOST": "6.29"}
    source = api(
        "MigrationDisabled",
        "vCenter Server and Host Management (6.5, 8.0): encrypted vSphere vMotion; that 7.0 "
        "allows it was not read; the fault is the engine's choice",
        mark="E",
        unverified_releases=("7.0",),
    )
    asks = Asks(VMO=_IN_6, XHOST=_IN_6)
    aspects = ENCRYPTION
    says = Text(
        zh="已加密，在此版本中不能在线迁移到另一台vCenter Server（从{here}到{there}）",
        en="is encrypted, and in this release no encrypted machine moves live to another vCenter "
        "Server (from {here} to {there})",
    )
    hint = Text(
        zh="在同一vCenter Server内迁移，或关机后解密再迁移。",
        en="Migrate within one vCenter Server, or power the machine off and decrypt it first.",
    )
    incurable = Text(zh="不关机就不能解密。", en="No machine is decrypted while it runs.")

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.vm.is_encrypted or not case.crosses_vcenters:
            return ()
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                here=Ref("vcenter", case.source_vcenter.name),
                there=Ref("vcenter", case.target_vcenter.name),
            )
        ]

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate]:
        return with_encryption(with_far_vcenter(site, action.host), action.vm), action
