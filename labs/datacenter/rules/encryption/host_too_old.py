from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, DecryptVM, EncryptVM, SetVMotionEncryption
from labs.datacenter.case import Case
from labs.datacenter.edits import with_encryption, with_host
from labs.datacenter.inventory.encryption import FIRST_VERSION
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import since, version_key
from labs.datacenter.rule import COPIES, ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import EncryptedVMotion

REQUIRED = EncryptedVMotion.REQUIRED
_LIVE = ("VMO", "SVMO", "XHOST")
# later, a host on which an encrypted machine stands is never too old
_BEFORE = since({"4.0": ERROR, FIRST_VERSION: None})


class HostTooOld(Rule):
    """The host is of a version that knows neither encrypted machines nor encrypted vMotion."""

    code = "encryption.host_too_old"
    fault = ("NotSupported", "VMotionProtocolIncompatible")
    objective = {
        "COLD": "6.01",
        "SUSP": "6.01",
        "VMO": "6.15",
        "SVMO": "6.23",
        "XHOST": "6.28",
        "PowerOn": "5.01",
        "Resume": "5.01",
        "EncryptVM": "5.01",
        "SetVMotionEncryption": "6.15",
        **dict.fromkeys(COPIES, "5.06"),
    }
    source = api(
        "NotSupported and VMotionProtocolIncompatible",
        "vSphere Security (6.5.1, 6.7): virtual machine encryption and encrypted vSphere vMotion; "
        "which fault answers is the engine's choice",
        mark="E",
    )
    asks = Asks(
        COLD=ERROR,
        SUSP=ERROR,
        VMO=ERROR,
        SVMO=_BEFORE,
        XHOST=ERROR,
        PowerOn=_BEFORE,
        Resume=_BEFORE,
        EncryptVM=ERROR,
        SetVMotionEncryption=ERROR,
        **dict.fromkeys(COPIES, ERROR),
    )
    says = Text(
        zh="是{version}版，而加密{vm}或它的vMotion要求主机至少是{first}版",
        en="is of version {version}, but encryption, of {vm} or of its vMotion, takes a host of "
        "{first} or later",
    )
    hint = Text(
        zh="选择版本更新的主机，或关机后解密虚拟机。",
        en="Choose a host of a later version, or power the machine off and decrypt it.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not _needs_it(case):
            return ()
        version = case.site.version_of(case.target.name)
        if version_key(version) >= version_key(FIRST_VERSION):
            return ()
        return [
            self.finding(
                case,
                Ref("host", case.target.name),
                fault="VMotionProtocolIncompatible" if case.kind in _LIVE else "NotSupported",
                version=version,
                vm=Ref("vm", case.vm.name),
                first=FIRST_VERSION,
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        """Without encryption any host will do; what asks for encryption has no cure."""
        if case.vm.is_encrypted:
            yield DecryptVM(vm=case.vm.name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action]:
        target = getattr(action, "host", None) or site.vms[action.vm].host
        if version_key(site.version_of(target)) >= version_key(FIRST_VERSION):
            site = with_host(site, target, version="6.0")
        if isinstance(action, (EncryptVM, SetVMotionEncryption)):
            return site, action
        return with_encryption(site, action.vm), action


def _needs_it(case: Case) -> bool:
    """Of an encrypted machine nothing can be set: the rule on the setting says that."""
    action = case.action
    if isinstance(action, SetVMotionEncryption):
        return action.mode is REQUIRED and not case.vm.is_encrypted
    return case.vm.is_encrypted or isinstance(action, EncryptVM)
