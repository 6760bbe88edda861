"""The story of a switch without an uplink: traffic inside, no vMotion, two ways out."""

from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    AddPortGroup,
    AddSwitch,
    AddUplink,
    ChangeNetwork,
    CheckInternalNetworks,
    Migrate,
    RemoveUplink,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_vm
from labs.datacenter.faults import Fault
from labs.datacenter.figures import figures
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.words import PowerState

MOVE = Migrate(vm="web-01", host="esx-02")
NIC = "Network adapter 1"
UPLINK = AddUplink(host="esx-01", switch="vSwitch3", nic="vmnic3")


def after(site, *actions):
    for action in actions:
        site, _ = apply(site, action)
    return site


def a_site():
    """Both hosts with a switch of their own making, and web-01 on the one of its host."""
    made = (
        action
        for host in ("esx-01", "esx-02")
        for action in (
            AddSwitch(host=host, switch="vSwitch3"),
            AddPortGroup(host=host, switch="vSwitch3", network="Lab"),
        )
    )
    return after(two_hosts(), *made, ChangeNetwork(vm="web-01", nic=NIC, network="Lab"))


def adapter(site):
    return figures(site)["vms"]["web-01"]["adapters"][NIC]


def test_its_machines_reach_nothing_outside_the_host():
    told = adapter(a_site())

    assert told == {"network": "Lab", "uplinks": [], "reaches_outside": False}
    assert adapter(two_hosts())["reaches_outside"]


def test_it_has_no_link_to_lose_so_nothing_warns():
    assert figures(a_site())["warnings"] == []


def test_a_running_machine_on_it_stays_where_it_is():
    with pytest.raises(Fault) as refusal:
        apply(a_site(), MOVE)

    assert refusal.value.name == "VMOnVirtualIntranet"


def test_a_machine_that_is_off_moves_with_a_warning(ask):
    site = with_vm(a_site(), "web-01", power=PowerState.OFF)

    assert ask(site, MOVE) == [("warning", "network.internal_switch")]


def test_an_uplink_on_both_hosts_cures_it(ask):
    site = after(a_site(), UPLINK)
    assert ask(site, MOVE) == [("error", "network.internal_switch")]  # esx-02 has none yet

    site = after(site, AddUplink(host="esx-02", switch="vSwitch3", nic="vmnic3"))
    assert ask(site, MOVE) == []
    assert adapter(site)["reaches_outside"]


def test_a_setting_of_vcenter_skips_the_test_and_can_be_taken_back(ask):
    skipped = after(a_site(), CheckInternalNetworks(vcenter="vc-01", enabled=False))
    assert ask(skipped, MOVE) == []
    assert not adapter(after(skipped, MOVE))["reaches_outside"]

    back = after(skipped, CheckInternalNetworks(vcenter="vc-01", enabled=True))
    assert back == a_site()


def test_the_repair_is_one_action():
    assert len(repair(a_site(), MOVE).actions) == 1


def test_taking_the_uplink_away_again_gives_the_same_site():
    remove = RemoveUplink(host="esx-01", switch="vSwitch3", nic="vmnic3")

    assert after(a_site(), UPLINK, remove) == a_site()
