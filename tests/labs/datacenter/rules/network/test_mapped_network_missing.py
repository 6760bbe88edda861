from __future__ import annotations

import pytest

from labs.datacenter.actions import AddDistributedPortGroup, AddPortGroup, Migrate
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.edits import with_hardware, with_vm
from labs.datacenter.presets import distributed, two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.network.mapped_network_missing import MappedNetworkMissing
from labs.datacenter.words import PowerState

CODE = "network.mapped_network_missing"
MOVE = Migrate(vm="web-01", host="esx-02").with_network("Network adapter 1", "Backup")


def test_names_the_network_that_was_asked_for(say):
    assert say(two_hosts(), MOVE) == [
        "esx-02 has no network Backup, to which the migration would attach "
        "Network adapter 1 of web-01"
    ]


@pytest.mark.parametrize("power", PowerState)
def test_is_an_error_whatever_the_power_state(ask, power):
    assert ask(with_vm(two_hosts(), "web-01", power=power), MOVE) == [("error", CODE)]


def test_is_silent_where_the_target_has_the_network(ask):
    site, _ = apply(two_hosts(), AddPortGroup(host="esx-02", switch="vSwitch2", network="Backup"))

    assert ask(site, MOVE) == []


def test_is_silent_about_adapters_that_are_not_mapped(ask):
    assert ask(two_hosts(), Migrate(vm="web-01", host="esx-02")) == []


def test_is_repaired_by_adding_the_port_group():
    (action,) = repair(two_hosts(), MOVE).actions

    assert isinstance(action, AddPortGroup)
    assert (action.host, action.network) == ("esx-02", "Backup")


def test_an_adapter_that_does_not_exist_is_named(ask):
    request = Migrate(vm="web-01", host="esx-02").with_network("Network adapter 9", "Production")

    assert ask(two_hosts(), request) == [("error", "request.unknown_object")]


def test_any_switch_of_the_target_may_carry_it():
    assert list(MappedNetworkMissing().cures(Case(distributed(), MOVE))) == [
        AddPortGroup(host="esx-02", switch="vSwitch0", network="Backup"),
        AddDistributedPortGroup(switch="dvs-01", network="Backup"),
    ]


def test_is_broken_by_a_network_that_is_nowhere():
    bare, move = with_hardware(two_hosts(), "web-01", nics=()), Migrate(vm="web-01", host="esx-02")
    files = Migrate(vm="web-01", datastore="local-01")

    assert MappedNetworkMissing().breaks(two_hosts(), move) == (
        two_hosts(),
        move.with_network("Network adapter 1", "Nowhere"),
    )
    assert MappedNetworkMissing().breaks(two_hosts(), files) is None
    assert MappedNetworkMissing().breaks(bare, move) is None
