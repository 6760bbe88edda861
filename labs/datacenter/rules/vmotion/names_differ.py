from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host, with_switch
from labs.datacenter.inventory.network import PortGroup
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import WARNING, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class NamesDiffer(Rule):
    """The vMotion networks of the two hosts have no name in common.

    Silent where one of them has no vMotion port: the rule on configuration says that.
    """

    code = "vmotion.names_differ"
    fault = "MismatchedVMotionNetworkNames"
    objective = "6.15"
    source = api("MismatchedVMotionNetworkNames")
    asks = Asks(VMO=WARNING, XHOST=WARNING)
    says = Text(
        zh="的vMotion网络叫{there}，而源主机{host}的叫{here}",
        en="names its vMotion network {there}, but the source host {host} names it {here}",
    )
    hint = Text(
        zh="两端使用同名的vMotion网络，便于确认它们是同一个网络。",
        en="Give both ends the same name, so that it is clear they are one network.",
    )
    incurable = Text(
        zh="警告不阻止操作，不需要修复。", en="A warning blocks nothing and needs no repair."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        (_, at_source), (_, at_target) = case.vmotion_ends
        here, there = at_source.names, at_target.names
        if here == there or not here or not there or set(here) & set(there):
            return ()
        return [
            self.finding(
                case,
                Ref("host", case.target.name),
                there=tuple(Ref("network", name) for name in there),
                host=Ref("host", case.source.name),
                here=tuple(Ref("network", name) for name in here),
            )
        ]

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate]:
        for port in site.hosts[action.host].vmotion_ports:
            switch = site.network_of(action.host, port.network).switch
            groups = (*switch.port_groups, PortGroup(name="vMotion-other"))
            groups = tuple(sorted(groups, key=lambda group: group.name))
            site = with_switch(site, action.host, replace(switch, port_groups=groups))
            ports = tuple(
                replace(one, network="vMotion-other") if one.name == port.name else one
                for one in site.hosts[action.host].vmkernel
            )
            return with_host(site, action.host, vmkernel=ports), action
