from __future__ import annotations

import pytest

from labs.datacenter.numbers.migration import copy_seconds, fits, network_limit


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
