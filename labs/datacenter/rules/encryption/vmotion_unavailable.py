from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate, SetVMotionEncryption
from labs.datacenter.aspects import ENCRYPTION
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host, with_vm
from labs.datacenter.inventory.encryption import FIRST_VERSION, Encryption
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import version_key
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import EncryptedVMotion

REQUIRED = EncryptedVMotion.REQUIRED


class VMotionUnavailable(Rule):
    """Only an encrypted vMotion will do for the machine, but a host is too old for that.

    Silent about a machine that is encrypted itself: the rule on hosts says that.
    """

    code = "encryption.vmotion_unavailable"
    fault = "VMotionProtocolIncompatible"
    objective = {"VMO": "6.15", "XHOST": "6.28"}
    source = api(
        "VMotionProtocolIncompatible",
        "vCenter Server and Host Management (6.5.1, 8.0): encrypted vSphere vMotion; the fault is "
        "the engine's choice",
        mark="E",
    )
    asks = Asks(VMO=ERROR, XHOST=ERROR)
    aspects = ENCRYPTION
    says = Text(
        zh="是{version}版，{first}版起才有加密的vMotion，而{vm}的加密vMotion设为{mode}",
        en="is of version {version}, but vMotion is encrypted since {first}, and encrypted "
        "vMotion of {vm} is set to {mode}",
    )
    hint = Text(
        zh="改为视机会而定（opportunistic），或选择版本更新的主机。",
        en="Set it to opportunistic, or choose a host of a later version.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        vm = case.vm
        if vm.is_encrypted or vm.encryption.vmotion is not REQUIRED:
            return ()
        return [
            self.finding(
                case,
                Ref("host", host.name),
                version=case.site.version_of(host.name),
                first=FIRST_VERSION,
                vm=Ref("vm", vm.name),
                mode=REQUIRED,
            )
            for host in (case.source, case.target)
            if version_key(case.site.version_of(host.name)) < version_key(FIRST_VERSION)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        yield SetVMotionEncryption(vm=case.vm.name, mode=EncryptedVMotion.OPPORTUNISTIC)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate]:
        here = site.vms[action.vm].host
        site = with_host(site, here, version="6.5")  # or both would be too old in old releases
        site = with_host(site, action.host, version="6.0")
        return with_vm(site, action.vm, encryption=Encryption(vmotion=REQUIRED)), action
