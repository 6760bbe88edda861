from __future__ import annotations

import pytest

from labs.datacenter.actions import ChangeNetwork, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_adapter_on, with_hardware, with_host, with_vm
from labs.datacenter.presets import distributed, two_hosts
from labs.datacenter.rules.network.leaves_distributed import LeavesDistributed
from labs.datacenter.words import PowerState

CODE = "network.leaves_distributed"
MOVE = Migrate(vm="web-01", host="esx-02").with_network("Network adapter 1", "Management")


def test_names_both_switches(say):
    assert say(distributed(), MOVE) == [
        "web-01 would take Network adapter 1 from the distributed switch dvs-01 to Management "
        "of the standard switch vSwitch0, which no live migration does"
    ]


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_not_asked_about_machines_that_do_not_run(ask, power):
    assert ask(with_vm(distributed(), "web-01", power=power), MOVE) == []


def test_is_silent_from_one_standard_switch_to_another(ask):
    assert ask(two_hosts(), MOVE) == []


def test_is_silent_from_a_standard_switch_to_a_distributed_one(ask):
    site = with_adapter_on(distributed(), "web-01", "Network adapter 1", "Management")
    to_shop = Migrate(vm="web-01", host="esx-02").with_network("Network adapter 1", "Shop")

    assert ask(site, to_shop) == []


def test_is_silent_where_no_network_can_change(ask):
    site = with_host(distributed(), "esx-02", version="5.5")

    assert ask(site, MOVE) == [("error", "network.change_not_supported")]


def test_the_adapter_may_go_to_a_standard_switch_before_the_move():
    assert list(LeavesDistributed().cures(Case(distributed(), MOVE))) == [
        ChangeNetwork(vm="web-01", nic="Network adapter 1", network="Management")
    ]


def test_is_broken_between_a_distributed_switch_here_and_a_standard_one_there(say, a_move):
    assert say(*LeavesDistributed().breaks(two_hosts(), a_move)) == [
        "web-01 would take Network adapter 1 from the distributed switch dvs-01 to Elsewhere "
        "of the standard switch vSwitch2, which no live migration does"
    ]


def test_is_not_broken_without_adapters_or_nics_to_spare(a_move):
    bare = with_hardware(two_hosts(), "web-01", nics=())
    full = with_host(two_hosts(), "esx-01", nics=two_hosts().hosts["esx-01"].nics[:3])

    assert LeavesDistributed().breaks(bare, a_move) is None
    assert LeavesDistributed().breaks(full, a_move) is None
