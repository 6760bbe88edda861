from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate, ReconnectHost
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import COPIES, ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Connection

CONNECTED = Connection.CONNECTED


class TargetDisconnected(Rule):
    """The host that is to receive the machine is not connected to vCenter Server."""

    code = "host.target_disconnected"
    fault = "InvalidHostConnectionState"
    objective = "4.02"
    source = api("InvalidHostConnectionState", mark="E")
    asks = Asks(
        COLD=ERROR,
        SUSP=ERROR,
        VMO=ERROR,
        XHOST=ERROR,
        MarkAsVirtualMachine=ERROR,
        **dict.fromkeys(COPIES, ERROR),
    )
    says = Text(
        zh="与vCenter Server的连接状态为{state}，不能接收{vm}",
        en="is {state} in vCenter Server and cannot receive {vm}",
    )
    hint = Text(
        zh="先重新连接目标主机，或选择另一台主机。",
        en="Reconnect the target host first, or choose another.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        host = case.target
        if not case.moves_host or host.connection is CONNECTED:
            return ()
        vm = Ref("vm", case.arrival.name)
        return [self.finding(case, Ref("host", host.name), state=host.connection, vm=vm)]

    def cures(self, case: Case) -> Iterator[Action]:
        yield ReconnectHost(host=case.target.name)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        if action.host is None:
            return None
        return with_host(site, action.host, connection=Connection.NOT_RESPONDING), action
