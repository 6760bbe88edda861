from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import AddHostToSwitch, ChangeNetwork, Migrate
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.edits import with_hardware, with_host, with_new_port_group, with_vm
from labs.datacenter.inventory.places import Datacenter
from labs.datacenter.presets import distributed, two_hosts
from labs.datacenter.repair import alternatives, repair
from labs.datacenter.rules.network.not_a_member import NotAMember
from labs.datacenter.words import PowerState

CODE = "network.not_a_member"
MOVE = Migrate(vm="web-01", host="esx-03")


def a_site(power=PowerState.ON):
    return with_vm(distributed(), "web-01", power=power)


def test_names_host_switch_machine_and_adapter(say):
    assert (
        "esx-03 is no member of the distributed switch dvs-01, "
        "to whose Shop web-01 is attached by Network adapter 1"
    ) in say(a_site(), MOVE)


@pytest.mark.parametrize("power", PowerState)
def test_is_an_error_whatever_the_power_state(ask, power):
    assert ("error", CODE) in ask(a_site(power), MOVE)


def test_is_silent_between_members(ask):
    assert ask(a_site(), Migrate(vm="web-01", host="esx-02")) == []


def test_a_standard_port_group_of_the_same_name_elsewhere_is_another_network(ask):
    site = a_site(PowerState.OFF).put(Datacenter(name="DC-B", vcenter="vc-01"))
    site = with_host(site, "esx-03", datacenter="DC-B")
    site = with_new_port_group(site, "esx-03", "Test", "Shop")

    assert ("error", CODE) in ask(site, MOVE)


def test_is_silent_about_a_mapped_adapter(ask):
    site = a_site(PowerState.OFF)

    assert CODE not in [
        code for _, code in ask(site, MOVE.with_network("Network adapter 1", "Management"))
    ]


def test_is_silent_once_the_host_has_joined(ask):
    site, _ = apply(
        a_site(PowerState.OFF), AddHostToSwitch(host="esx-03", switch="dvs-01", nic="vmnic2")
    )

    assert ask(site, MOVE) == []


def test_is_repaired_by_joining(ask):
    found = repair(a_site(PowerState.OFF), MOVE)

    assert found.actions == (AddHostToSwitch(host="esx-03", switch="dvs-01", nic="vmnic2"),)


def test_mapping_is_offered_beside_the_repair():
    offered = alternatives(a_site(PowerState.OFF), MOVE)

    assert MOVE.with_network("Network adapter 1", "Management") in offered
    assert replace(MOVE, host="esx-02") in offered


def test_is_not_asked_about_storage_vmotion(ask):
    assert CODE not in [code for _, code in ask(a_site(), Migrate(vm="web-01", datastore="san-01"))]


def test_the_target_may_join_the_switch_or_the_adapter_leave_it():
    move = Migrate(vm="web-01", host="esx-03")
    elsewhere = with_host(distributed(), "esx-03", datacenter="DC-B")
    leave = ChangeNetwork(vm="web-01", nic="Network adapter 1", network="Management")

    assert list(NotAMember().cures(Case(distributed(), move))) == [
        AddHostToSwitch(host="esx-03", switch="dvs-01", nic="vmnic2"),
        AddHostToSwitch(host="esx-03", switch="dvs-01", nic="vmnic3"),
        leave,
    ]
    elsewhere = elsewhere.put(Datacenter(name="DC-B", vcenter="vc-01"))
    assert list(NotAMember().cures(Case(elsewhere, move))) == [leave]


def test_is_broken_by_a_distributed_switch_of_the_source_alone(say, a_move):
    assert say(*NotAMember().breaks(two_hosts(), a_move)) == [
        "esx-02 is no member of the distributed switch dvs-01, to whose Spread web-01 is attached "
        "by Network adapter 1"
    ]


def test_is_not_broken_without_adapters_or_nics_to_spare(a_move):
    bare = with_hardware(two_hosts(), "web-01", nics=())
    full = with_host(two_hosts(), "esx-01", nics=two_hosts().hosts["esx-01"].nics[:3])

    assert NotAMember().breaks(bare, a_move) is None
    assert NotAMember().breaks(full, a_move) is None
