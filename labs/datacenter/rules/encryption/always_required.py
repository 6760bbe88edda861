from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, DecryptVM, SetVMotionEncryption
from labs.datacenter.aspects import ENCRYPTION
from labs.datacenter.case import Case
from labs.datacenter.edits import with_encryption
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import EncryptedVMotion


class AlwaysRequired(Rule):
    """The vMotion of an encrypted machine is always encrypted; there is nothing to set."""

    code = "encryption.always_required"
    fault = "InvalidState"
    objective = "6.15"
    source = Source(
        "vCenter Server and Host Management (6.5.1): enable or disable encrypted vMotion; "
        "the fault is the engine's choice",
        "E",
    )
    asks = Asks(SetVMotionEncryption=ERROR)
    aspects = ENCRYPTION
    says = Text(
        zh="已加密，它的vMotion总是加密的，不能另行设置",
        en="is encrypted, so its vMotion is always encrypted and cannot be set otherwise",
    )
    hint = Text(
        zh="解密之后才能改变这项设置。", en="The setting can be changed once it is decrypted."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [self.finding(case, Ref("vm", case.vm.name))] if case.vm.is_encrypted else ()

    def cures(self, case: Case) -> Iterator[Action]:
        if case.action.mode is not EncryptedVMotion.REQUIRED:  # decryption leaves it required
            yield DecryptVM(vm=case.vm.name)

    def breaks(self, site: Site, action: SetVMotionEncryption) -> tuple[Site, SetVMotionEncryption]:
        return with_encryption(site, action.vm), action
