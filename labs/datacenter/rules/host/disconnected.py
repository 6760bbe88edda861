from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, ReconnectHost, RestoreHost
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, PLACED_KINDS, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Connection

CONNECTED = Connection.CONNECTED
# a guest goes on writing whoever manages its host, failures ask nobody, and the others are about
# no host at all
_NEEDS_NONE = (
    *("SetClock", "SyncClock", "CheckInternalNetworks", "DeleteBackup"),
    *("ReconnectHost", "WriteToDisk", "FailGuest", "RepairGuest"),
    *("ExtendPartition", "LockFiles", "ReleaseFiles"),
    *("FailDatastore", "RestoreDatastore", "CorruptDisk", "FailHost", "RestoreHost"),
    *("FailKeyServer", "RestoreKeyServer"),
    "RemoveDatastore",
    *("FailUpstream", "RepairUpstream"),
    *("CreateDistributedSwitch", "AddDistributedPortGroup"),
    *("SetDistributedVlan", "SetDistributedTeaming"),
)


class Disconnected(Rule):
    """The host that has to carry the action out is not connected to vCenter Server."""

    code = "host.disconnected"
    fault = "HostNotConnected"
    objective = "4.02"
    source = api("HostNotConnected")
    asks = Asks(**{kind: ERROR for kind in PLACED_KINDS if kind not in _NEEDS_NONE})
    says = Text(
        zh="与vCenter Server的连接状态为{state}，无法执行该操作",
        en="is {state} in vCenter Server and cannot carry out the action",
    )
    hint = Text(zh="先重新连接主机。", en="Reconnect the host first.")

    def check(self, case: Case) -> Sequence[Finding]:
        host = case.source
        if host.connection is CONNECTED:
            return ()
        return [self.finding(case, Ref("host", host.name), state=host.connection)]

    def cures(self, case: Case) -> Iterator[Action]:
        again = RestoreHost if case.source.failed else ReconnectHost
        yield again(host=case.source.name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action]:
        vm = site.vms.get(getattr(action, "vm", None))
        host = vm.host if vm else action.host
        return with_host(site, host, connection=Connection.DISCONNECTED), action
