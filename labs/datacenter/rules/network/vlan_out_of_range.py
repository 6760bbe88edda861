from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, SetVlan
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text

MOST_STANDARD = 4095  # which stands for every VLAN
MOST_DISTRIBUTED = 4094


class VlanOutOfRange(Rule):
    """A VLAN number that the kind of port group does not take."""

    code = "network.vlan_out_of_range"
    fault = "InvalidArgument"
    objective = "1.04"
    source = api(
        "HostPortGroupSpec.vlanId (0 to 4095), VmwareDistributedVirtualSwitchVlanIdSpec (0 to 4094)"
    )
    asks = Asks(SetVlan=ERROR, SetDistributedVlan=ERROR, AddDistributedPortGroup=ERROR)
    says = Text(
        zh="不能用VLAN {vlan}，只能在0到{most}之间",
        en="cannot use VLAN {vlan}; it must lie between 0 and {most}",
    )
    hint = Text(zh="选择范围内的VLAN号。", en="Choose a VLAN number within the range.")
    incurable = Text(
        zh="要改的是请求中的数字。", en="It is the number in the request that has to change."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        most = MOST_STANDARD if isinstance(case.action, SetVlan) else MOST_DISTRIBUTED
        if case.action.vlan <= most:
            return ()
        subject = Ref("network", case.action.network)
        return [self.finding(case, subject, vlan=case.action.vlan, most=most)]

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action]:
        most = MOST_STANDARD if isinstance(action, SetVlan) else MOST_DISTRIBUTED
        return site, replace(action, vlan=most + 1)
