from __future__ import annotations

import pytest

from labs.datacenter.actions import SetDistributedTeaming, SetTeaming
from labs.datacenter.presets import distributed, two_hosts
from labs.datacenter.words import Balancing

LOAD = Balancing.LOAD


def test_a_standard_switch_does_not_know_the_load_of_its_nics(say):
    request = SetTeaming(host="esx-01", switch="vSwitch2", balancing=LOAD)

    assert say(two_hosts(), request) == [
        "vSwitch2 is a standard switch and has no load balancing by physical NIC load"
    ]


@pytest.mark.parametrize("balancing", [Balancing.MAC, Balancing.IP_HASH, Balancing.EXPLICIT])
def test_is_silent_about_the_other_policies(ask, balancing):
    request = SetTeaming(host="esx-01", switch="vSwitch2", balancing=balancing)

    assert ask(two_hosts(), request) == []


def test_is_not_asked_about_distributed_switches(ask):
    assert ask(distributed(), SetDistributedTeaming(switch="dvs-01", balancing=LOAD)) == []
