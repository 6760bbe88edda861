from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import Migrate
from labs.datacenter.case import MISSHAPEN, Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Kind


class MappingInPlace(Rule):
    """The request maps networks, but the machine stays on its host.

    Silent where the type asked for by name contradicts the rest: the rule on that says so.
    """

    code = "request.mapping_in_place"
    fault = "InvalidArgument"
    objective = "6.21"
    source = Source("Engine's choice: networks are mapped from one host to another", "E")
    stage = MISSHAPEN
    asks = Asks(COLD=ERROR, SUSP=ERROR, VMO=ERROR, SVMO=ERROR)
    says = Text(
        zh="不换主机，却要把网卡映射到其他网络",
        en="would map its adapters to other networks without changing its host",
    )
    hint = Text(
        zh="不换主机时，直接更换网卡的网络。",
        en="Where the host stays, change the network of the adapter itself.",
    )
    incurable = Text(
        zh="矛盾在请求本身，改变站点无济于事。",
        en="The request contradicts itself; no change to the site can put that right.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if case.contradicts_verb:
            return ()
        return [self.finding(case, Ref("vm", case.vm.name))]

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        vm = site.vms[action.vm]
        if not vm.hardware.nics:
            return None
        if action.kind(vm) in (Kind.COLD, Kind.SUSP, Kind.VMO):
            action = replace(action, host=None, datastore=None)
        return site, action.with_network(vm.hardware.nics[0].label, "Production")
