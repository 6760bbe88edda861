from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import SetAffinity
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text


class AffinityBeyondHost(Rule):
    """The machine is to be bound to processors that its host does not have, or to none."""

    code = "cpu.affinity_beyond_host"
    fault = "InvalidArgument"
    objective = "6.15"
    source = Source(
        "vSphere Web Services API Reference: InvalidArgument; that it answers this is the engine's "
        "choice",
        "E",
    )
    asks = Asks(SetAffinity=ERROR)
    says = Text(
        zh="有逻辑处理器0到{last}，不能绑定到：{numbers}",
        en="has the logical processors 0 to {last}; nothing can be bound to: {numbers}",
    )
    hint = Text(zh="选择主机已有的处理器。", en="Choose processors that the host has.")
    incurable = Text(
        zh="改变请求即可：选择主机已有的处理器。",
        en="Another request will do: one for processors of the host.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        logical = case.source.cpu.logical
        absent = tuple(number for number in case.action.cpus if number >= logical)
        if case.action.cpus and not absent:
            return ()
        host = Ref("host", case.source.name)
        return [self.finding(case, host, last=logical - 1, numbers=absent or _NONE)]

    def breaks(self, site: Site, action: SetAffinity) -> tuple[Site, SetAffinity]:
        logical = site.hosts[site.vms[action.vm].host].cpu.logical
        return site, replace(action, cpus=(0, logical))


_NONE = Text(zh="空", en="none")
