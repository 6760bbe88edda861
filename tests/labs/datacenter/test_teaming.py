"""The story of a team of NICs: failover, lost redundancy, lost connectivity, repair."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.datacenter.actions import (
    CutLink,
    FailUpstream,
    RepairLink,
    RepairUpstream,
    SetTeaming,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_host, with_links, with_switch
from labs.datacenter.figures import figures
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.network import Bench, PhysicalNic
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import GENTLE, repair
from labs.datacenter.standing import standing
from labs.datacenter.text import as_json
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import Balancing, Detection, Link, PowerState


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


# load balancing, failback, beacons: which NIC carries what


THREE = ("vmnic2", "vmnic3", "vmnic4")


def a_team(**teaming):
    """vSwitch2 of esx-01 with three NICs, and web-01 on it."""
    nics = (*two_hosts().hosts["esx-01"].nics, PhysicalNic(name="vmnic4", mbps=10000))
    site = with_host(two_hosts(), "esx-01", nics=nics)
    switch = site.hosts["esx-01"].switch("vSwitch2")
    return with_switch(site, "esx-01", replace(switch, uplinks=THREE, **teaming))


def after(site, *actions):
    for action in actions:
        site, _ = apply(site, action)
    return site


def on(action, *nics):
    return [action(host="esx-01", nic=nic) for nic in nics]


def adapter(site):
    return figures(site)["vms"]["web-01"]["adapters"]["Network adapter 1"]


@pytest.mark.parametrize("balancing", [Balancing.PORT, Balancing.MAC])
def test_an_adapter_uses_one_uplink_of_several(balancing):
    (uplink,) = adapter(a_team(balancing=balancing))["uplinks"]

    assert uplink in THREE


def test_ip_hash_shares_one_adapter_out_over_all():
    assert adapter(a_team(balancing=Balancing.IP_HASH))["uplinks"] == list(THREE)


def test_explicit_order_uses_the_first_that_works():
    site = a_team(balancing=Balancing.EXPLICIT)

    assert carrying(site) == ["vmnic2"]
    assert carrying(after(site, *on(CutLink, "vmnic2"))) == ["vmnic3"]
    assert carrying(after(site, *on(CutLink, "vmnic2", "vmnic3"))) == ["vmnic4"]


@given(cut=st.sets(st.sampled_from(THREE), max_size=2), names=st.text("abc", min_size=1))
def test_the_failure_of_another_uplink_never_moves_an_adapter(cut, names):
    network = a_team().network_of("esx-01", "Production")
    before = network.serving(names, "Network adapter 1")
    later = after(a_team(), *on(CutLink, *sorted(cut))).network_of("esx-01", "Production")

    if before[0].name not in cut:
        assert later.serving(names, "Network adapter 1") == before
    else:
        assert later.serving(names, "Network adapter 1")[0].name not in cut


@given(cut=st.lists(st.sampled_from(THREE), unique=True))
def test_where_it_fails_back_repair_undoes_every_failure(cut):
    site = a_team(standby=("vmnic4",))

    assert after(site, *on(CutLink, *cut), *on(RepairLink, *reversed(cut))) == site
    assert after(site, *on(FailUpstream, *cut), *on(RepairUpstream, *cut)) == site


def test_without_failback_a_nic_that_comes_back_waits():
    site = a_team(failback=False, balancing=Balancing.EXPLICIT)
    site = after(site, *on(CutLink, "vmnic2"), *on(RepairLink, "vmnic2"))

    assert carrying(site) == ["vmnic3"]
    assert figures(site)["hosts"]["esx-01"]["teams"]["Production"]["benched"] == ["vmnic2"]


def test_it_is_called_when_one_in_use_fails():
    site = a_team(failback=False, balancing=Balancing.EXPLICIT)
    site = after(site, *on(CutLink, "vmnic2"), *on(RepairLink, "vmnic2"), *on(CutLink, "vmnic3"))

    assert carrying(site) == ["vmnic2"]


def test_without_failback_the_standby_uplink_keeps_what_it_took_over():
    switch = {"standby": ("vmnic3", "vmnic4"), "failback": False}
    site = after(a_team(**switch), *on(CutLink, "vmnic2"), *on(RepairLink, "vmnic2"))

    assert carrying(site) == ["vmnic3"]
    assert carrying(after(site, *on(CutLink, "vmnic3"))) == ["vmnic2"]


def test_without_failback_the_first_nic_back_after_a_blackout_serves():
    site = after(a_team(failback=False), *on(CutLink, *THREE))
    assert carrying(site) == []

    assert carrying(after(site, *on(RepairLink, "vmnic3"))) == ["vmnic3"]


def test_failback_turned_on_again_forgets_who_waited():
    site = a_team(failback=False, balancing=Balancing.EXPLICIT)
    site = after(site, *on(CutLink, "vmnic2"), *on(RepairLink, "vmnic2"))
    site = after(site, SetTeaming(host="esx-01", switch="vSwitch2", failback=True))

    assert carrying(site) == ["vmnic2"]
    assert site.hosts["esx-01"].benched == ()


def test_a_standby_uplink_serves_in_the_order_of_the_list():
    site = a_team(standby=("vmnic4", "vmnic3"))

    assert carrying(after(site, *on(CutLink, "vmnic2"))) == ["vmnic4"]


def test_a_failure_upstream_goes_unnoticed_by_the_link():
    site = after(a_team(balancing=Balancing.EXPLICIT), *on(FailUpstream, "vmnic2"))

    assert carrying(site) == ["vmnic2"]
    assert adapter(site) == {
        "network": "Production",
        "uplinks": ["vmnic2"],
        "reaches_outside": False,
    }
    assert codes(site) == ["network.upstream_unnoticed"]


def test_beacons_find_it_out_with_three_nics():
    team = {"balancing": Balancing.EXPLICIT, "detection": Detection.BEACON}
    site = after(a_team(**team), *on(FailUpstream, "vmnic2"))

    assert carrying(site) == ["vmnic3"]
    assert adapter(site)["reaches_outside"]
    assert codes(site) == ["network.redundancy_degraded"]


def test_beacons_decide_nothing_with_two_nics():
    team = {"balancing": Balancing.EXPLICIT, "detection": Detection.BEACON}
    site = after(a_team(unused=("vmnic4",), **team), *on(FailUpstream, "vmnic2"))

    assert carrying(site) == ["vmnic2"]
    assert "network.beacon_undecided" in codes(site)


def test_beacons_decide_nothing_where_one_nic_alone_is_left():
    team = {"balancing": Balancing.EXPLICIT, "detection": Detection.BEACON}
    site = after(a_team(**team), *on(FailUpstream, "vmnic2", "vmnic3"))

    assert carrying(site) == ["vmnic2"]


def test_beacons_do_not_work_with_ip_hash():
    team = {"balancing": Balancing.IP_HASH, "detection": Detection.BEACON}
    site = after(a_team(**team), *on(FailUpstream, "vmnic2"))

    assert carrying(site) == list(THREE)
    assert "network.beacon_with_ip_hash" in codes(site)


def test_a_port_group_overrides_its_switch():
    order = SetTeaming(
        host="esx-01",
        switch="vSwitch2",
        network="Production",
        active=("vmnic4",),
        standby=("vmnic3",),
    )
    site = after(a_team(), order)
    network = site.network_of("esx-01", "Production")

    assert [nic.name for nic in network.in_use] == ["vmnic4"]
    assert site.hosts["esx-01"].switch("vSwitch2") == replace(
        a_team().hosts["esx-01"].switch("vSwitch2"), port_groups=(network.group,)
    )
    assert carrying(after(site, *on(CutLink, "vmnic4"))) == ["vmnic3"]
    assert carrying(after(site, *on(CutLink, "vmnic4", "vmnic3"))) == []


def test_failover_is_told_and_the_physical_switches_are_notified():
    site = a_team(balancing=Balancing.EXPLICIT)
    _, events = apply(site, CutLink(host="esx-01", nic="vmnic2"))
    silent = after(site, SetTeaming(host="esx-01", switch="vSwitch2", notify=False))
    _, fewer = apply(silent, CutLink(host="esx-01", nic="vmnic2"))

    assert [one.code for one in events] == ["LinkCut", "TrafficMoved", "SwitchesNotified"]
    assert [one.code for one in fewer] == ["LinkCut", "TrafficMoved"]
    assert events[1].say("en") == "Traffic of Production on esx-01 goes over vmnic3 now"


def test_the_loss_of_every_uplink_is_told():
    _, events = apply(
        after(a_team(), *on(CutLink, "vmnic2", "vmnic3")), CutLink(host="esx-01", nic="vmnic4")
    )

    assert [one.code for one in events] == ["LinkCut", "TrafficLost"]


def test_a_state_without_failback_is_read_and_written():
    site = a_team(failback=False, balancing=Balancing.EXPLICIT)
    site = after(site, *on(CutLink, "vmnic2"), *on(RepairLink, "vmnic2"))

    assert site_json(site)["hosts"]["esx-01"]["benched"] == {"Production": {"nics": ["vmnic2"]}}
    assert read_site(text_of(site_json(site))) == (site, ())


def test_nobody_waits_where_traffic_fails_back():
    site = with_host(a_team(), "esx-01", benched=(Bench(network="Production", nics=("vmnic2",)),))

    assert [one.path for one in impossible(site)] == ["/hosts/esx-01/benched/Production"]


def test_a_team_without_active_uplinks_is_said_to_have_none():
    action = SetTeaming(host="esx-01", switch="vSwitch2", network="Production", active=())

    assert action.say("en") == "Set teaming of Production of esx-01: no active uplinks"
    assert action.say("zh").endswith("没有活动的上行链路")
    _, events = apply(a_site(), action)
    assert events[0].say("en").endswith("no active uplinks")


def test_the_uplinks_of_a_team_are_told_under_what_they_are():
    action = SetTeaming(
        host="esx-01", switch="vSwitch2", active=("vmnic3", "vmnic2"), standby=("vmnic4",)
    )

    assert action.say("en").endswith(": active: vmnic3, vmnic2, standby: vmnic4")
    assert action.say("zh").endswith("活动：vmnic3、vmnic2、备用：vmnic4")
    told = as_json(action.facts["settings"])
    assert told[1] == {
        "label": {"zh": "备用", "en": "standby"},
        "fact": [{"kind": "uplink", "name": "vmnic4"}],
    }


def test_a_port_group_without_an_uplink_of_its_own_is_warned_of():
    alone = after(
        a_site(), SetTeaming(host="esx-01", switch="vSwitch2", network="Production", active=())
    )
    of_standby = after(
        a_site(),
        SetTeaming(
            host="esx-01", switch="vSwitch2", network="Production", active=(), standby=("vmnic2",)
        ),
    )

    warned = [one for one in standing(alone) if one.code == "network.no_uplink"]
    assert [one.say("en") for one in warned] == [
        "Production of esx-01 has no active and no standby uplink: nothing on it reaches the "
        "outside"
    ]
    assert "network.no_uplink" not in [one.code for one in standing(of_standby)]
    assert "network.no_uplink" not in [one.code for one in standing(a_site())]
