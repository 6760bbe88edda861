from __future__ import annotations

from labs.datacenter.actions import AddUplink, RemoveUplink
from labs.datacenter.apply import apply
from labs.datacenter.presets import distributed, two_hosts

REFUSED = [("error", "network.no_uplink_free")]
ADD = AddUplink(host="esx-01", switch="dvs-01", nic="vmnic3")


def test_names_the_switch_and_how_many_uplinks_it_has(say):
    assert say(distributed(), ADD) == [
        "esx-01 gives a NIC for every uplink of dvs-01 already (uplinks: 2)"
    ]


def test_is_silent_once_one_is_free(ask):
    site, _ = apply(distributed(), RemoveUplink(host="esx-01", switch="dvs-01", nic="vmnic2"))

    assert ask(site, ADD) == []


def test_a_standard_switch_takes_every_nic(ask):
    assert ask(two_hosts(), AddUplink(host="esx-01", switch="vSwitch0", nic="vmnic3")) == []
