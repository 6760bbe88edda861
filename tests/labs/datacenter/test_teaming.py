"""The story of a team of NICs: failover, lost redundancy, lost connectivity, repair."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import CutLink, RepairLink
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_links, with_switch
from labs.datacenter.figures import figures
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import GENTLE, repair
from labs.datacenter.standing import standing
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import Link, PowerState


def a_site(**teaming):
    """vSwitch2 of esx-01, which web-01 is on, with a team of vmnic2 and vmnic3."""
    switch = two_hosts().hosts["esx-01"].switch("vSwitch2")
    return with_switch(
        two_hosts(), "esx-01", replace(switch, uplinks=("vmnic2", "vmnic3"), **teaming)
    )


def cut(site, *nics):
    for nic in nics:
        site, _ = apply(site, CutLink(host="esx-01", nic=nic))
    return site


def carrying(site):
    return figures(site)["hosts"]["esx-01"]["carrying"]["vSwitch2"]


def codes(site):
    return [one["code"] for one in figures(site)["warnings"]]


def test_active_uplinks_carry_together_and_nothing_is_wrong():
    assert carrying(a_site()) == ["vmnic2", "vmnic3"]
    assert codes(a_site()) == []


def test_a_standby_uplink_waits_until_no_active_one_has_a_link():
    site = a_site(standby=("vmnic2",))

    assert carrying(site) == ["vmnic3"]
    assert carrying(cut(site, "vmnic3")) == ["vmnic2"]


def test_an_active_uplink_that_comes_back_takes_over_again():
    site = cut(a_site(standby=("vmnic2",)), "vmnic3")
    site, _ = apply(site, RepairLink(host="esx-01", nic="vmnic3"))

    assert carrying(site) == ["vmnic3"]
    assert site == a_site(standby=("vmnic2",))


def test_an_unused_uplink_never_carries():
    site = a_site(unused=("vmnic2",))

    assert carrying(cut(site, "vmnic3")) == []
    assert codes(cut(site, "vmnic3")) == ["network.connectivity_lost"]
    assert codes(cut(site, "vmnic2")) == []


def test_the_first_of_two_links_to_fail_costs_the_redundancy():
    site = cut(a_site(), "vmnic2")

    assert carrying(site) == ["vmnic3"]
    assert [one.say("en") for one in standing(site)] == [
        "vSwitch2 of esx-01 has one uplink with a link left, vmnic3 (uplinks: 2); "
        "without it nothing reaches the outside"
    ]


def test_the_last_link_to_fail_costs_the_connection_and_machines_run_on():
    site = cut(a_site(), "vmnic2", "vmnic3")

    assert carrying(site) == []
    assert codes(site) == ["network.connectivity_lost"]
    assert site.vms["web-01"].power is PowerState.ON
    assert "虚拟机继续运行" in standing(site)[0].say("zh")


def test_one_link_of_three_lost_leaves_redundancy():
    switch = two_hosts().hosts["esx-01"].switch("vSwitch2")
    uplinks = ("vmnic1", "vmnic2", "vmnic3")
    site = with_switch(two_hosts(), "esx-01", replace(switch, uplinks=uplinks))
    site = with_switch(site, "esx-01", replace(site.hosts["esx-01"].switch("vSwitch1"), uplinks=()))

    assert codes(cut(site, "vmnic1")) == ["network.redundancy_degraded"]
    assert codes(cut(site, "vmnic1", "vmnic2")) == ["network.redundancy_lost"]


def test_a_switch_with_its_only_uplink_has_no_redundancy_to_lose():
    assert codes(two_hosts()) == []
    assert codes(cut(two_hosts(), "vmnic2")) == ["network.connectivity_lost"]


def test_an_internal_switch_has_no_link_to_lose():
    switch = replace(two_hosts().hosts["esx-01"].switch("vSwitch2"), uplinks=())

    assert codes(with_switch(two_hosts(), "esx-01", switch)) == []


@pytest.mark.parametrize("action", [CutLink, RepairLink])
def test_cutting_or_repairing_twice_changes_nothing(ask, action):
    request = action(host="esx-01", nic="vmnic2")
    site = cut(a_site(), "vmnic2") if action is CutLink else a_site()

    assert ask(site, request) == [("error", "request.nothing_changes")]


def test_a_nic_that_does_not_exist_is_not_cut(ask):
    request = CutLink(host="esx-01", nic="vmnic9")

    assert ask(a_site(), request) == [("error", "request.unknown_object")]


def test_a_live_move_over_a_cut_link_is_repaired_gently(a_move):
    site = with_links(two_hosts(), "esx-02", "vMotion", link=Link.DOWN)
    found = repair(site, a_move, allowed=("RepairLink",))

    assert found.tier == GENTLE
    assert found.actions == (RepairLink(host="esx-02", nic="vmnic1"),)


def test_an_unused_uplink_does_not_serve_vmotion(ask, a_move):
    switch = two_hosts().hosts["esx-02"].switch("vSwitch1")
    site = with_switch(two_hosts(), "esx-02", replace(switch, unused=("vmnic1",)))

    assert ask(site, a_move) == [("error", "vmotion.link_down")]


def test_teaming_is_read_and_written():
    site = a_site(standby=("vmnic2",))

    assert site_json(site)["hosts"]["esx-01"]["switches"]["vSwitch2"]["standby"] == ["vmnic2"]
    assert read_site(text_of(site_json(site))) == (site, ())


@pytest.mark.parametrize(
    ("teaming", "key"),
    [
        ({"standby": ("vmnic9",)}, "standby"),
        ({"unused": ("vmnic1",)}, "unused"),
        ({"standby": ("vmnic2",), "unused": ("vmnic2",)}, "unused"),
    ],
)
def test_a_team_that_contradicts_itself_cannot_be(teaming, key):
    path = f"/hosts/esx-01/switches/vSwitch2/{key}"

    assert [one.path for one in impossible(a_site(**teaming))] == [path]
