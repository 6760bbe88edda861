from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, AddHostToSwitch, ChangeNetwork, Migrate
from labs.datacenter.aspects import DISTRIBUTED
from labs.datacenter.case import Adapter, Case
from labs.datacenter.edits import with_adapter_on, with_distributed_switch
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import COPIES, ERROR, WARNING, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text


class NotAMember(Rule):
    """An adapter is on a distributed port group, and the target host is not on its switch.

    A copy is made all the same; its adapter then has no network there.

    A network of the same name there is another one. Silent about adapters that the request maps.
    """

    code = "network.not_a_member"
    fault = "CannotAccessNetwork"
    objective = {
        **dict.fromkeys(("COLD", "SUSP", "VMO", "XHOST"), "6.21"),
        **dict.fromkeys(COPIES, "5.06"),
    }
    source = Source(
        "vSphere Web Services API Reference: CannotAccessNetwork; vSphere Networking (6.5): "
        "migrating with a switch change",
        unverified_in=COPIES,
    )
    aspects = DISTRIBUTED
    asks = Asks(COLD=ERROR, SUSP=ERROR, VMO=ERROR, XHOST=ERROR, **dict.fromkeys(COPIES, WARNING))
    says = Text(
        zh="没有加入分布式交换机{switch}，而{vm}的{nic}接在它的{network}上",
        en="is no member of the distributed switch {switch}, "
        "to whose {network} {vm} is attached by {nic}",
    )
    hint = Text(
        zh="把主机加入该交换机，或在迁移时把网卡映射到目标主机的网络。",
        en="Add the host to the switch, or map the adapter to a network of the target host.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                Ref("host", case.target.name),
                switch=Ref("distributed_switch", one.here.switch.name),
                vm=Ref("vm", case.arrival.name),
                nic=one.nic.label,
                network=Ref("network", one.nic.network),
            )
            for one in _left_out(case)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        source, target = case.source.name, case.target.name
        for one in _left_out(case):
            reach = one.here.switch.datacenter == case.target.datacenter
            for nic in case.site.free_nics(target) if reach else ():
                yield AddHostToSwitch(
                    host=case.target.name, switch=one.here.switch.name, nic=nic.name
                )
            for network in case.site.networks_of(source):
                there = case.site.network_of(target, network.name)
                if there is not None and network.is_same_as(there):
                    yield ChangeNetwork(vm=case.vm.name, nic=one.nic.label, network=network.name)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        vm = site.vms[action.vm]
        if not vm.hardware.nics or not site.free_nics(vm.host):
            return None
        site = with_distributed_switch(site, "dvs-01", "Spread", vm.host)
        return with_adapter_on(site, vm.name, vm.hardware.nics[0].label, "Spread"), action


def _left_out(case: Case) -> list[Adapter]:
    if not case.moves_host:
        return []
    return [
        one for one in case.adapters if one.is_distributed and not one.is_mapped and not one.arrives
    ]
