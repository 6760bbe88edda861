from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import (
    AddUplink,
    ChangeNetwork,
    CheckInternalNetworks,
    DisconnectNetwork,
    Migrate,
)
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.edits import with_hardware, with_vm, without_port_group, without_uplinks
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.rules.network.internal_switch import InternalSwitch
from labs.datacenter.words import PowerState

CODE = "network.internal_switch"
NIC = {"vm": "web-01", "nic": "Network adapter 1"}


def a_site(power=PowerState.ON):
    return without_uplinks(with_vm(two_hosts(), "web-01", power=power), "esx-01", "Production")


def test_names_adapter_network_switch_and_host(say, a_move):
    assert say(a_site(), a_move) == [
        "web-01 has Network adapter 1 on Production, but vSwitch2 of esx-01 is an internal "
        "switch (physical NICs: 0)"
    ]


def test_speaks_of_an_internal_switch_at_the_target_too(say, a_move):
    (sentence,) = say(without_uplinks(two_hosts(), "esx-02", "Production"), a_move)

    assert "vSwitch2 of esx-02" in sentence


def test_is_a_warning_once_the_adapter_is_disconnected(ask, a_move):
    site, _ = apply(a_site(), DisconnectNetwork(**NIC))

    assert ask(site, a_move) == [("warning", CODE)]
    (warned,), (refused,) = report(site, a_move).findings, report(a_site(), a_move).findings
    assert refused.hint("en").startswith("Disconnect the adapter")
    assert warned.hint("en").startswith("The adapter is disconnected, which does not hinder")


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_a_warning_for_machines_that_do_not_run(ask, a_move, power):
    assert ask(a_site(power), a_move) == [("warning", CODE)]


def test_is_silent_once_the_switch_has_an_uplink(ask, a_move):
    site, _ = apply(a_site(), AddUplink(host="esx-01", switch="vSwitch2", nic="vmnic3"))

    assert ask(site, a_move) == []


@pytest.mark.parametrize("power", list(PowerState))
def test_the_setting_of_the_vcenter_silences_it(ask, a_move, power):
    off = CheckInternalNetworks(vcenter="vc-01", enabled=False)
    on = CheckInternalNetworks(vcenter="vc-01", enabled=True)

    silenced, told = apply(a_site(power), off)
    again, told_again = apply(silenced, on)

    assert ask(silenced, a_move) == []
    assert again == a_site(power)
    assert [one.say("en") for one in (*told, *told_again)] == [
        "vc-01 skips the test for internal networks before migrating",
        "vc-01 tests for internal networks before migrating",
    ]


def test_is_silent_once_the_adapter_is_on_another_network(ask, a_move):
    site, _ = apply(a_site(), ChangeNetwork(network="Management", **NIC))

    assert ask(site, a_move) == []


def test_is_not_asked_about_storage_vmotion(ask):
    assert ask(a_site(), Migrate(vm="web-01", datastore="local-01")) == []


def test_the_switch_may_get_an_uplink_the_adapter_be_disconnected_or_the_test_be_switched_off(
    a_move,
):
    (second,) = a_site().vms["web-01"].hardware.nics
    first = replace(second, network="Management")
    second = replace(second, label="Network adapter 2")
    site = with_hardware(a_site(), "web-01", nics=(first, second))

    assert list(InternalSwitch().cures(Case(site, a_move))) == [
        AddUplink(host="esx-01", switch="vSwitch2", nic="vmnic2"),
        AddUplink(host="esx-01", switch="vSwitch2", nic="vmnic3"),
        DisconnectNetwork(vm="web-01", nic="Network adapter 2"),
        CheckInternalNetworks(vcenter="vc-01", enabled=False),
    ]


def test_is_not_broken_where_no_adapter_is_connected_or_its_network_is_missing(a_move):
    idle, _ = apply(two_hosts(), DisconnectNetwork(**NIC))
    lost = without_port_group(two_hosts(), "esx-01", "Production")

    assert InternalSwitch().breaks(idle, a_move) is None
    assert InternalSwitch().breaks(lost, a_move) is None
