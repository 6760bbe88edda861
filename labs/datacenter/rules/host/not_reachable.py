from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import ReconnectHost
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Connection


class NotReachable(Rule):
    """The host that is to be connected has failed, so nothing answers there."""

    code = "host.not_reachable"
    fault = "NoHost"
    objective = "7.12"
    source = api("NoHost", "HostSystem.ReconnectHost_Task")
    asks = Asks(ReconnectHost=ERROR)
    says = Text(zh="发生故障，没有响应，无法连接", en="has failed and does not answer")
    hint = Text(
        zh="修复主机，它会自行连接。", en="Bring the host back; it then connects by itself."
    )

    incurable = Text(
        zh="主机修复后会自行连接，就不必再重新连接了。",
        en="Once brought back, the host connects by itself, and there is nothing left to ask for.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [self.finding(case, Ref("host", case.source.name))] if case.source.failed else ()

    def breaks(self, site: Site, action: ReconnectHost) -> tuple[Site, ReconnectHost] | None:
        if site.running_on(action.host):
            return None
        gone = {"failed": True, "connection": Connection.NOT_RESPONDING}
        return with_host(site, action.host, **gone), action
