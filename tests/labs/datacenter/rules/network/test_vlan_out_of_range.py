from __future__ import annotations

import pytest

from labs.datacenter.actions import AddDistributedPortGroup, SetDistributedVlan, SetVlan
from labs.datacenter.apply import apply
from labs.datacenter.presets import distributed
from labs.datacenter.rules.network.vlan_out_of_range import VlanOutOfRange

REFUSED = [("error", "network.vlan_out_of_range")]


def standard(vlan):
    return SetVlan(host="esx-01", network="Management", vlan=vlan)


def spread(vlan):
    return SetDistributedVlan(switch="dvs-01", network="Shop", vlan=vlan)


def added(vlan):
    return AddDistributedPortGroup(switch="dvs-01", network="Stock", vlan=vlan)


@pytest.mark.parametrize(("request_", "most"), [(standard, 4095), (spread, 4094), (added, 4094)])
def test_speaks_above_the_limit_and_not_at_it(ask, request_, most):
    assert ask(distributed(), request_(most)) == []
    assert ask(distributed(), request_(most + 1)) == REFUSED
    broken = VlanOutOfRange().breaks(distributed(), request_(1))
    assert broken == (distributed(), request_(most + 1))


def test_names_number_and_limit(say):
    assert say(distributed(), standard(4096)) == [
        "Management cannot use VLAN 4096; it must lie between 0 and 4095"
    ]


def test_a_distributed_vlan_holds_on_every_member():
    site, _ = apply(distributed(), spread(20))

    assert [site.network_of(host, "Shop").group.vlan for host in ("esx-01", "esx-02")] == [20, 20]


def test_a_standard_vlan_holds_on_its_host_alone():
    site, _ = apply(distributed(), standard(20))

    assert site.network_of("esx-01", "Management").group.vlan == 20
    assert site.network_of("esx-02", "Management").group.vlan == 0
