from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import (
    Action,
    AddDistributedPortGroup,
    AddHostToSwitch,
    AddPortGroup,
    AddSwitch,
    CreateDistributedSwitch,
)
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host, with_new_port_group
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text

EXISTS, DUPLICATE = "AlreadyExists", "DuplicateName"


class NameInUse(Rule):
    """A switch or network of the name that is to be given is there already.

    Names of distributed networks count for the whole datacenter, others for their host.
    """

    code = "network.name_in_use"
    fault = (EXISTS, DUPLICATE)
    objective = "1.08"
    source = api(
        "HostNetworkSystem.AddVirtualSwitch, AddPortGroup (AlreadyExists), "
        "DistributedVirtualSwitch.AddDVPortgroup_Task (DuplicateName)"
    )
    asks = Asks(
        AddSwitch=ERROR,
        AddPortGroup=ERROR,
        AddHostToSwitch=ERROR,
        CreateDistributedSwitch=ERROR,
        AddDistributedPortGroup=ERROR,
    )
    says = Text(zh="已经有名为{name}的{what}", en="has {what} named {name} already")
    hint = Text(zh="换一个名称。", en="Choose another name.")
    incurable = Text(
        zh="换一个名称即可，站点不必改变。", en="Another name will do; the site need not change."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        taken = _TAKEN[case.kind](case.site, case.action)
        if taken is None:
            return ()
        subject, what, name = taken
        fault = EXISTS if case.kind in ("AddSwitch", "AddPortGroup") else DUPLICATE
        return [self.finding(case, subject, fault=fault, what=what, name=name)]

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        if isinstance(action, AddPortGroup):
            others = [s for s in site.hosts[action.host].switches if s.name != action.switch]
            beside = next((s.port_groups[0].name for s in others if s.port_groups), None)
            if beside is None:
                return None
            return with_new_port_group(site, action.host, beside, action.network), action
        if isinstance(action, AddHostToSwitch):
            first, *others = site.hosts[action.host].switches
            switches = (replace(first, name=action.switch), *others)
            return with_host(site, action.host, switches=switches), action
        return action.effect(site)[0], action


Taken = tuple[Ref, Text, str] | None

_A_SWITCH = Text(zh="交换机", en="a switch")
_A_NETWORK = Text(zh="网络", en="a network")


def _switch_of_host(site: Site, action: AddSwitch | AddHostToSwitch) -> Taken:
    names = {one.name for one in site.hosts[action.host].switches}
    if isinstance(action, AddSwitch):
        names = {one.name for one in site.switches_on(action.host)}
    if action.switch not in names:
        return None
    return Ref("host", action.host), _A_SWITCH, action.switch


def _distributed_switch(site: Site, action: CreateDistributedSwitch) -> Taken:
    other = site.distributed_switches.get(action.switch)
    if other is None:
        return None
    return Ref("datacenter", other.datacenter), _A_SWITCH, action.switch


def _network_of_host(site: Site, action: AddPortGroup) -> Taken:
    if site.network_of(action.host, action.network) is not None:
        return Ref("host", action.host), _A_NETWORK, action.network
    datacenter = site.hosts[action.host].datacenter
    if action.network in _distributed_names(site, datacenter):
        return Ref("datacenter", datacenter), _A_NETWORK, action.network
    return None


def _network_of_datacenter(site: Site, action: AddDistributedPortGroup) -> Taken:
    datacenter = site.distributed_switches[action.switch].datacenter
    names = _distributed_names(site, datacenter)
    for host in site.hosts.values():
        if host.datacenter == datacenter:
            names |= {group.name for switch in host.switches for group in switch.port_groups}
    if action.network not in names:
        return None
    return Ref("datacenter", datacenter), _A_NETWORK, action.network


def _distributed_names(site: Site, datacenter: str) -> set[str]:
    return {
        group.name
        for switch in site.distributed_switches.values()
        if switch.datacenter == datacenter
        for group in switch.port_groups
    }


_TAKEN = {
    "AddSwitch": _switch_of_host,
    "AddHostToSwitch": _switch_of_host,
    "AddPortGroup": _network_of_host,
    "CreateDistributedSwitch": _distributed_switch,
    "AddDistributedPortGroup": _network_of_datacenter,
}
