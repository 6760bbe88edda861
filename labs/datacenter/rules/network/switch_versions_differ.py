from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, ChangeNetwork, Migrate
from labs.datacenter.aspects import MAPPED
from labs.datacenter.case import Adapter, Case
from labs.datacenter.edits import with_adapter_on, with_distributed_switch
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.teaming import Network
from labs.datacenter.releases import since
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text

_SINCE = since({"4.0": None, "6.0": ERROR})


class SwitchVersionsDiffer(Rule):
    """A running machine would come to a distributed switch of another version.

    Silent where a host cannot change networks at all: the rule on that says so.
    """

    code = "network.switch_versions_differ"
    fault = "CannotUseNetwork"
    objective = "6.21"
    source = api("CannotUseNetwork (MismatchedDvsVersionOrVendor)")
    aspects = MAPPED
    asks = Asks(VMO=_SINCE, XHOST=_SINCE)
    says = Text(
        zh="的{nic}将从{source}（版本{here}）到{target}（版本{there}），两个分布式交换机版本必须相同",
        en="would take {nic} from {source} (version {here}) to {target} (version {there}); "
        "both distributed switches must have one version",
    )
    hint = Text(
        zh="选择版本相同的分布式交换机，或先更换网卡的网络。",
        en="Choose a distributed switch of the same version, or change the adapter's network "
        "first.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                nic=one.nic.label,
                source=Ref("distributed_switch", one.here.switch.name),
                here=_version(case, one.here),
                target=Ref("distributed_switch", one.there.switch.name),
                there=_version(case, one.there),
            )
            for one in _differing(case)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for one in _differing(case):
            wanted = _version(case, one.there)
            for network in case.site.networks_of(case.source.name):
                if not network.is_distributed or _version(case, network) == wanted:
                    yield ChangeNetwork(vm=case.vm.name, nic=one.nic.label, network=network.name)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        vm = site.vms[action.vm]
        if not vm.hardware.nics or not all(site.free_nics(h) for h in (vm.host, action.host)):
            return None
        nic = vm.hardware.nics[0]
        site = with_distributed_switch(site, "dvs-01", "Spread", vm.host)
        site = with_distributed_switch(site, "dvs-02", "Elsewhere", action.host, version="4.1.0")
        site = with_adapter_on(site, vm.name, nic.label, "Spread")
        return site, action.with_network(nic.label, "Elsewhere")


def _differing(case: Case) -> list[Adapter]:
    """Adapters that would come from one distributed switch to another of another version."""
    if not case.maps_networks or case.too_old_to_change_network:
        return []
    return [
        one
        for one in case.adapters
        if one.changes
        and one.is_distributed
        and one.there.is_distributed
        and _version(case, one.here) != _version(case, one.there)
    ]


def _version(case: Case, network: Network) -> str:
    return network.switch.version or case.version
