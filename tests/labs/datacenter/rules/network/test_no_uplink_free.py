from __future__ import annotations

from labs.datacenter.actions import AddUplink, RemoveUplink
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.edits import with_distributed_switch, with_host
from labs.datacenter.inventory.places import Datacenter
from labs.datacenter.presets import a_distributed_switch, a_switch, distributed, two_hosts
from labs.datacenter.rules.network.no_uplink_free import NoUplinkFree

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


def test_a_standard_switch_may_be_named_as_a_distributed_one_of_other_hosts(ask):
    edge = (a_switch("Edge", ()), *two_hosts().hosts["esx-01"].switches)
    site = with_host(two_hosts(), "esx-01", switches=edge)
    site = with_distributed_switch(site, "Edge", "Spread", "esx-02")

    assert ask(site, AddUplink(host="esx-01", switch="Edge", nic="vmnic3")) == []


def test_any_nic_of_the_switch_may_be_taken_off():
    assert list(NoUplinkFree().cures(Case(distributed(), ADD))) == [
        RemoveUplink(host="esx-01", switch="dvs-01", nic="vmnic1"),
        RemoveUplink(host="esx-01", switch="dvs-01", nic="vmnic2"),
    ]


def test_is_broken_by_a_switch_whose_every_uplink_has_a_nic(ask):
    add = AddUplink(host="esx-01", switch="vSwitch0", nic="vmnic3")

    site, request = NoUplinkFree().breaks(two_hosts(), add)

    assert ask(site, request) == REFUSED
    assert site.distributed_switches["dvs-99"] == a_distributed_switch(
        "dvs-99", "Spread", hosts=("esx-01",), nics=("vmnic80", "vmnic81")
    )


def test_is_broken_in_whatever_datacenter_the_host_is(ask):
    site = with_host(
        two_hosts().put(Datacenter(name="DC-B", vcenter="vc-01")), "esx-02", datacenter="DC-B"
    )
    add = AddUplink(host="esx-02", switch="vSwitch0", nic="vmnic3")

    assert ask(*NoUplinkFree().breaks(site, add)) == REFUSED
