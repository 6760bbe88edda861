from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, EncryptVM, RestoreKeyServer
from labs.datacenter.case import Case
from labs.datacenter.edits import with_encryption
from labs.datacenter.inventory.encryption import KeyServer
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import since
from labs.datacenter.rule import COPIES, ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text

_FROM_6_5 = since({"4.0": None, "6.5": ERROR})


class KeyUnavailable(Rule):
    """The key of an encrypted machine has to be fetched from a server that cannot be reached."""

    code = "encryption.key_unavailable"
    fault = "EncryptionKeyRequired"
    objective = {
        "COLD": "6.04",
        "PowerOn": "5.01",
        "Resume": "5.01",
        "EncryptVM": "5.01",
        "DecryptVM": "5.01",
        **dict.fromkeys(COPIES, "5.06"),
    }
    source = api(
        "EncryptionKeyRequired",
        "vSphere Security (6.5, 6.7, 8.0): resolve missing key issues; (6.5.1) states of keys, for "
        "clones and migrations; that hosts keep no keys is "
        "the engine's choice",
        mark="E",
    )
    asks = Asks(
        COLD=_FROM_6_5,
        PowerOn=_FROM_6_5,
        Resume=_FROM_6_5,
        EncryptVM=_FROM_6_5,
        DecryptVM=_FROM_6_5,
        **dict.fromkeys(COPIES, _FROM_6_5),
    )
    says = Text(
        zh="失去联系，而{vm}需要它的密钥", en="cannot be reached, but {vm} needs a key from it"
    )
    hint = Text(
        zh="先恢复与密钥服务器的连接。", en="Restore the connection to the key server first."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        server = _key_server(case)
        if server is None or server.reachable:
            return ()
        return [self.finding(case, Ref("key_server", server.name), vm=Ref("vm", case.vm.name))]

    def cures(self, case: Case) -> Iterator[Action]:
        yield RestoreKeyServer(key_server=_key_server(case).name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action]:
        if isinstance(action, EncryptVM):
            return site.put(KeyServer(name=action.key_server, reachable=False)), action
        site = with_encryption(site, action.vm)
        server = site.key_servers[site.vms[action.vm].encryption.key_server]
        return site.put(replace(server, reachable=False)), action


def _key_server(case: Case) -> KeyServer | None:
    """Where the key comes from that the action needs."""
    asked = isinstance(case.action, EncryptVM)
    name = case.action.key_server if asked else case.vm.encryption.key_server
    return case.site.key_servers[name] if name else None
