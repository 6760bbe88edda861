from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import ChangeNetwork, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_distributed_switch, with_hardware, with_host, with_vm
from labs.datacenter.presets import distributed, two_hosts
from labs.datacenter.rules.network.switch_versions_differ import SwitchVersionsDiffer
from labs.datacenter.words import PowerState

CODE = "network.switch_versions_differ"
MOVE = Migrate(vm="web-01", host="esx-02").with_network("Network adapter 1", "Stock")


def a_site(*, here=None, there=None):
    """A second distributed switch on esx-02, of a version of its own."""
    site = distributed("8.0")
    site = site.put(replace(site.distributed_switches["dvs-01"], version=here))
    return with_distributed_switch(site, "dvs-02", "Stock", "esx-02", version=there)


def test_names_both_switches_with_their_versions(say):
    assert say(a_site(here="7.0.0", there="6.6.0"), MOVE) == [
        "web-01 would take Network adapter 1 from dvs-01 (version 7.0.0) to dvs-02 "
        "(version 6.6.0); both distributed switches must have one version"
    ]


def test_is_silent_between_switches_of_one_version(ask):
    assert ask(a_site(here="7.0.0", there="7.0.0"), MOVE) == []


def test_a_switch_without_a_version_has_that_of_the_release(ask):
    assert ask(a_site(), MOVE) == []
    assert ask(a_site(there="8.0"), MOVE) == []
    assert ask(a_site(there="7.0"), MOVE) == [("error", CODE)]


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_not_asked_about_machines_that_do_not_run(ask, power):
    assert ask(with_vm(a_site(there="6.6.0"), "web-01", power=power), MOVE) == []


def test_is_silent_where_no_network_can_change(ask):
    site = with_host(a_site(there="6.6.0"), "esx-02", version="5.5")

    assert ask(site, MOVE) == [("error", "network.change_not_supported")]


def test_a_switch_without_a_version_of_its_own_has_that_of_the_release(say):
    assert say(a_site(here="7.0.0"), MOVE) == [
        "web-01 would take Network adapter 1 from dvs-01 (version 7.0.0) to dvs-02 "
        "(version 8.0); both distributed switches must have one version"
    ]


@pytest.mark.parametrize("there", ["6.6.0", None])
def test_the_adapter_may_go_to_a_standard_switch_or_one_of_that_version_before_the_move(there):
    site = a_site(here="7.0.0", there=there)
    site = with_distributed_switch(site, "dvs-03", "Same", "esx-01", version=there)
    adapter = {"vm": "web-01", "nic": "Network adapter 1"}

    cures = list(SwitchVersionsDiffer().cures(Case(site, MOVE)))

    assert sorted(cures, key=lambda one: one.network) == [
        ChangeNetwork(network="Management", **adapter),
        ChangeNetwork(network="Same", **adapter),
    ]


def test_is_broken_between_two_switches_of_different_versions(say, a_move):
    assert say(*SwitchVersionsDiffer().breaks(two_hosts(), a_move)) == [
        "web-01 would take Network adapter 1 from dvs-01 (version 8.0) to dvs-02 "
        "(version 4.1.0); both distributed switches must have one version"
    ]


def test_is_not_broken_without_adapters_or_nics_to_spare(a_move):
    bare = with_hardware(two_hosts(), "web-01", nics=())
    full = with_host(two_hosts(), "esx-02", nics=two_hosts().hosts["esx-02"].nics[:3])

    assert SwitchVersionsDiffer().breaks(bare, a_move) is None
    assert SwitchVersionsDiffer().breaks(full, a_move) is None
