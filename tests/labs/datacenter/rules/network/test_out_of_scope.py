from __future__ import annotations

from labs.datacenter.actions import AddHostToSwitch
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.places import Datacenter
from labs.datacenter.presets import distributed
from labs.datacenter.rules.network.out_of_scope import OutOfScope

JOIN = AddHostToSwitch(host="esx-03", switch="dvs-01", nic="vmnic3")


def elsewhere():
    site = distributed().put(Datacenter(name="DC-B", vcenter="vc-01"))
    return with_host(site, "esx-03", datacenter="DC-B")


def test_names_both_datacenters(say):
    assert say(elsewhere(), JOIN) == [
        "esx-03 is in datacenter DC-B, but the distributed switch dvs-01 belongs to DC-A"
    ]


def test_is_silent_within_the_datacenter(ask):
    assert ask(distributed(), JOIN) == []


def test_a_member_does_not_join_twice(ask):
    again = AddHostToSwitch(host="esx-01", switch="dvs-01", nic="vmnic3")

    assert ask(distributed(), again) == [("error", "request.nothing_changes")]


def test_is_broken_by_the_first_free_nic_of_a_host_elsewhere():
    again = AddHostToSwitch(host="esx-01", switch="dvs-01", nic="vmnic0")
    theirs = AddHostToSwitch(host="esx-03", switch="dvs-01", nic="vmnic2")

    assert OutOfScope().breaks(elsewhere(), again) == (elsewhere(), theirs)
