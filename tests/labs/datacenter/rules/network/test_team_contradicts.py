from __future__ import annotations

import pytest

from labs.datacenter.actions import SetDistributedTeaming, SetTeaming
from labs.datacenter.edits import with_switch
from labs.datacenter.inventory.network import PortGroup, Switch
from labs.datacenter.presets import distributed, two_hosts

REFUSED = [("error", "network.team_contradicts")]
NETWORKS = (PortGroup(name="Production"),)


def a_site():
    switch = Switch(name="vSwitch2", uplinks=("vmnic2", "vmnic3"), port_groups=NETWORKS)
    return with_switch(two_hosts(), "esx-01", switch)


def teaming(**settings):
    return SetTeaming(host="esx-01", switch="vSwitch2", **settings)


@pytest.mark.parametrize(
    "settings",
    [
        {"active": ("vmnic2",), "standby": ("vmnic2",)},
        {"active": ("vmnic2", "vmnic2")},
        {"standby": ("vmnic2",)},
    ],
)
def test_names_an_uplink_that_cannot_be_both(say, settings):
    (sentence,) = say(a_site(), teaming(**settings))

    assert sentence.startswith("vSwitch2 would have a team that contradicts itself: vmnic2 must")


def test_is_silent_about_an_order_that_names_each_once(ask):
    assert ask(a_site(), teaming(active=("vmnic3",), standby=("vmnic2",))) == []


def test_is_asked_about_distributed_switches_too(ask):
    both = SetDistributedTeaming(switch="dvs-01", active=("Uplink 1",), standby=("Uplink 1",))

    assert ask(distributed(), both) == REFUSED


def test_an_uplink_that_the_switch_does_not_have_is_named(ask):
    assert ask(a_site(), teaming(active=("vmnic0",))) == [("error", "request.unknown_object")]
