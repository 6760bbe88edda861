from __future__ import annotations

from labs.datacenter.actions import AddHostToSwitch, AddUplink, RemoveUplink
from labs.datacenter.case import Case
from labs.datacenter.edits import with_distributed_switch, with_host
from labs.datacenter.presets import a_switch, distributed, two_hosts
from labs.datacenter.repair import ANY, repair
from labs.datacenter.rules.network.nic_taken import NicTaken

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


def test_leaves_a_switch_of_the_same_name_to_the_rule_on_names(ask):
    edge = (a_switch("Edge", ("vmnic3",)), *two_hosts().hosts["esx-01"].switches)
    site = with_host(two_hosts(), "esx-01", switches=edge)
    site = with_distributed_switch(site, "Edge", "Spread", "esx-02")
    join = AddHostToSwitch(host="esx-01", switch="Edge", nic="vmnic3")

    assert ask(site, join) == [("error", "network.name_in_use")]
    assert list(NicTaken().cures(Case(site, join))) == []
