from __future__ import annotations

from labs.datacenter.actions import AddHostToSwitch, AddUplink, RemoveUplink
from labs.datacenter.presets import distributed, two_hosts
from labs.datacenter.repair import ANY, repair

REFUSED = [("error", "network.nic_taken")]
TAKEN = AddUplink(host="esx-01", switch="vSwitch0", nic="vmnic2")


def test_names_nic_and_switch(say):
    assert say(two_hosts(), TAKEN) == [
        "esx-01 uses vmnic2 as an uplink of vSwitch2 already; a physical NIC serves one switch"
    ]


def test_nics_of_distributed_switches_are_taken_too(ask):
    assert ask(distributed(), TAKEN) == REFUSED


def test_joining_takes_a_free_nic(ask):
    join = {"host": "esx-03", "switch": "dvs-01"}

    assert ask(distributed(), AddHostToSwitch(nic="vmnic1", **join)) == REFUSED
    assert ask(distributed(), AddHostToSwitch(nic="vmnic2", **join)) == []


def test_is_silent_about_a_free_nic(ask):
    assert ask(two_hosts(), AddUplink(host="esx-01", switch="vSwitch0", nic="vmnic3")) == []


def test_adding_it_to_its_own_switch_changes_nothing(ask):
    own = AddUplink(host="esx-01", switch="vSwitch2", nic="vmnic2")

    assert ask(two_hosts(), own) == [("error", "request.nothing_changes")]


def test_is_repaired_by_taking_it_from_the_other_switch_which_is_not_gentle():
    found = repair(two_hosts(), TAKEN)

    assert found.actions == (RemoveUplink(host="esx-01", switch="vSwitch2", nic="vmnic2"),)
    assert found.tier == ANY
