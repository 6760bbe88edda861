from __future__ import annotations

import pytest

from labs.datacenter.actions import CreateDistributedSwitch
from labs.datacenter.apply import apply
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.network.uplink_count import UplinkCount

CODE = "network.uplink_count"


def create(uplinks):
    return CreateDistributedSwitch(datacenter="DC-A", switch="dvs-01", uplinks=uplinks)


@pytest.mark.parametrize("uplinks", [0, 33, 10**12])
def test_speaks_outside_the_range(ask, uplinks):
    assert ask(two_hosts(), create(uplinks)) == [("error", CODE)]


@pytest.mark.parametrize("uplinks", [1, 32])
def test_is_silent_at_its_ends(ask, uplinks):
    assert ask(two_hosts(), create(uplinks)) == []
    site, _ = apply(two_hosts(), create(uplinks))
    assert len(site.distributed_switches["dvs-01"].uplinks) == uplinks


def test_names_number_and_range(say):
    assert say(two_hosts(), create(40)) == [
        "DC-A cannot hold the distributed switch dvs-01 with 40 uplinks; it takes 1 to 32"
    ]


def test_is_broken_by_one_too_many():
    assert UplinkCount().breaks(two_hosts(), create(4)) == (two_hosts(), create(33))
