from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import AddPortGroup, ConnectNetwork, DisconnectNetwork, Migrate
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.edits import with_hardware, with_vm, without_port_group
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.network.port_group_missing import PortGroupMissing
from labs.datacenter.words import PowerState

CODE = "network.port_group_missing"
NIC = {"vm": "web-01", "nic": "Network adapter 1"}


def a_site(power=PowerState.ON):
    site = with_vm(two_hosts(), "web-01", power=power)
    return without_port_group(site, "esx-02", "Production")


def test_names_network_machine_and_adapter(say, a_move):
    assert say(a_site(), a_move) == [
        "esx-02 has no port group Production, which web-01 uses on Network adapter 1"
    ]


def test_is_a_warning_once_the_adapter_is_disconnected(ask, a_move):
    site, _ = apply(a_site(), DisconnectNetwork(**NIC))

    assert ask(site, a_move) == [("warning", CODE)]


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_a_warning_for_machines_that_do_not_run(ask, a_move, power):
    assert ask(a_site(power), a_move) == [("warning", CODE)]


def test_refuses_cross_host_vmotion_even_when_disconnected(ask):
    site, _ = apply(a_site(), DisconnectNetwork(**NIC))

    assert ask(site, Migrate(vm="web-01", host="esx-02", datastore="local-02")) == [("error", CODE)]


def test_is_silent_once_the_port_group_is_added(ask, a_move):
    add = AddPortGroup(host="esx-02", switch="vSwitch2", network="Production")
    site, _ = apply(a_site(), add)

    assert ask(site, a_move) == []


def test_refuses_to_connect_to_what_the_host_does_not_offer(ask):
    site = without_port_group(two_hosts(), "esx-01", "Production")
    site, _ = apply(site, DisconnectNetwork(**NIC))

    assert ask(site, ConnectNetwork(**NIC)) == [("error", CODE)]


def test_any_switch_may_carry_it_and_what_is_connected_may_be_disconnected(a_move):
    assert list(PortGroupMissing().cures(Case(a_site(), a_move))) == [
        *(
            AddPortGroup(host="esx-02", switch=f"vSwitch{n}", network="Production")
            for n in (0, 1, 2)
        ),
        DisconnectNetwork(**NIC),
    ]


def test_is_broken_by_the_loss_of_the_network_of_the_adapter_that_is_to_be_connected():
    (first,) = two_hosts().vms["web-01"].hardware.nics
    second = replace(first, label="Network adapter 2", network="Management", connected=False)
    site = with_hardware(two_hosts(), "web-01", nics=(first, second))
    connect = ConnectNetwork(vm="web-01", nic="Network adapter 2")

    assert PortGroupMissing().breaks(site, connect)[0] == without_port_group(
        site, "esx-01", "Management"
    )


def test_is_not_broken_without_adapters_nor_where_the_network_is_missing_already(a_move):
    bare = with_hardware(two_hosts(), "web-01", nics=())

    assert PortGroupMissing().breaks(bare, a_move) is None
    assert PortGroupMissing().breaks(a_site(), a_move) is None
