from __future__ import annotations

from dataclasses import fields

import pytest

from labs.datacenter.inventory.limits import Limits
from labs.datacenter.numbers.migration import (
    STANDARD,
    copy_seconds,
    fits,
    network_limit,
    standard,
)

# "Limits on simultaneous migrations", 6.5 and 6.7; the last three are not from there
TABLE = {
    "host_most": 8,
    "host_vmotion": 1,
    "host_storage_vmotion": 4,
    "host_cross_host": 4,
    "host_provisioning": 1,
    "network_most_1g": 4,
    "network_most_10g": 8,
    "network_vmotion": 1,
    "datastore_most": 128,
    "datastore_vmotion": 1,
    "datastore_storage_vmotion": 16,
    "copy_mbps": 1000,
    "power_on_s": 10,
    "apd_timeout_s": 140,
}


@pytest.mark.parametrize("version", ["5.5", "6.7", "7.0", "8.0"])
def test_every_limit_is_the_one_of_the_source(version):
    assert {name: standard(name, version) for name in STANDARD} == TABLE


def test_every_limit_can_be_set_in_a_site():
    assert [one.name for one in fields(Limits)] == list(STANDARD)


@pytest.mark.parametrize(
    ("mbps", "name"),
    [(0, "1g"), (1000, "1g"), (9999, "1g"), (10_000, "10g"), (40_000, "10g")],
)
def test_a_network_has_the_limit_of_its_speed(mbps, name):
    assert network_limit(mbps) == f"network_most_{name}"


@pytest.mark.parametrize(
    ("used", "cost", "most", "expected"),
    [(0, 1, 8, True), (7, 1, 8, True), (8, 1, 8, False), (4, 4, 8, True), (5, 4, 8, False)],
)
def test_costs_may_reach_the_limit_but_not_pass_it(used, cost, most, expected):
    assert fits(used, cost, most) is expected


@pytest.mark.parametrize(
    ("mb", "mbps", "seconds"),
    [
        (0, 1000, 1),
        (1, 1000, 1),
        (125, 1000, 1),
        (126, 1000, 2),
        (4096, 1000, 33),
        (4096, 10_000, 4),
        (1000, 0, 8000),
    ],
)
def test_a_copy_takes_whole_seconds_rounded_up(mb, mbps, seconds):
    assert copy_seconds(mb, mbps) == seconds
