from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import WARNING, Asks, Finding, Rule, Source
from labs.datacenter.text import Quantity, Ref, Text
from labs.datacenter.words import Licence

ENTERPRISE_PLUS = Licence.ENTERPRISE_PLUS


class RoundTripLong(Rule):
    """The round trip between the vMotion networks of both hosts takes longer than supported.

    Silent where a host has no vMotion port: the rule on configuration says that.
    """

    code = "vmotion.round_trip_long"
    fault = "VMotionInterfaceIssue"
    objective = "6.09"
    source = Source(
        "VMware KB 2106949 for the limits; that it is a warning, and its fault, is the engine's "
        "choice",
        "E",
    )
    asks = Asks(VMO=WARNING)
    says = Text(
        zh="与{source}之间的往返时间为{rtt}，vMotion最多支持{most}",
        en="is a round trip of {rtt} away from {source}; vMotion is supported up to {most}",
    )
    hint = Text(
        zh="选择更近的主机，或改善两台主机之间的网络。",
        en="Choose a nearer host, or improve the network between the two.",
    )
    incurable = Text(
        zh="警告不阻止操作，不需要修复。", en="A warning blocks nothing and needs no repair."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        rtt = case.source.rtt_ms + case.target.rtt_ms
        if not rtt:
            return ()
        licensed = all(host.licence is ENTERPRISE_PLUS for host in (case.source, case.target))
        most = case.site.limit("round_trip_enterprise_plus_ms" if licensed else "round_trip_ms")
        if rtt <= most or not all(vmotion.names for _, vmotion in case.vmotion_ends):
            return ()
        return [
            self.finding(
                case,
                Ref("host", case.target.name),
                source=Ref("host", case.source.name),
                rtt=Quantity(rtt, "ms"),
                most=Quantity(most, "ms"),
            )
        ]

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate]:
        return with_host(site, action.host, rtt_ms=151), action
