from __future__ import annotations

from labs.datacenter.actions import AddUplink, RepairLink
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host, with_links, with_switch
from labs.datacenter.presets import a_switch, two_hosts
from labs.datacenter.rules.vmotion.link_down import LinkDown
from labs.datacenter.words import Link


def test_refuses_when_every_link_is_down(say, a_move):
    site = with_links(two_hosts(), "esx-02", "vMotion", link=Link.DOWN)

    assert say(site, a_move) == [
        "esx-02 has no NIC whose link is up behind its vMotion network vMotion (NICs: 1)"
    ]


def test_refuses_a_switch_without_any_nic(ask, a_move):
    site = with_switch(two_hosts(), "esx-02", a_switch("vSwitch1", (), "vMotion"))

    assert ask(site, a_move) == [("error", "vmotion.link_down")]


def test_is_silent_while_one_link_is_up(ask, a_move):
    site = with_links(two_hosts(), "esx-02", "vMotion", link=Link.DOWN)
    site = with_switch(site, "esx-02", a_switch("vSwitch1", ("vmnic1", "vmnic3"), "vMotion"))

    assert ask(site, a_move) == []


def test_leaves_a_host_without_a_port_to_the_rule_on_configuration(ask, a_move):
    site = with_links(two_hosts(), "esx-02", "vMotion", link=Link.DOWN)
    site = with_host(site, "esx-02", vmkernel=())

    assert ask(site, a_move) == [("error", "vmotion.not_configured")]


def test_a_free_nic_may_help_at_both_ends_and_a_repair_where_a_link_is_down(a_move):
    site = with_links(two_hosts(), "esx-02", "vMotion", link=Link.DOWN)

    assert list(LinkDown().cures(Case(site, a_move))) == [
        AddUplink(host="esx-01", switch="vSwitch1", nic="vmnic3"),
        AddUplink(host="esx-02", switch="vSwitch1", nic="vmnic3"),
        RepairLink(host="esx-02", nic="vmnic1"),
    ]
