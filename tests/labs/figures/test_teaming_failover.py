"""Which uplink carries, step by step as the engine has it."""

from __future__ import annotations

import pytest

from labs.figures import FIGURES
from labs.figures.teaming_failover import ADAPTER, HOST, NAME, NETWORK
from tests.labs.figures.playing import after

FIGURE = FIGURES["teaming-failover"]


@pytest.mark.parametrize(
    ("steps", "nics", "arrives"),
    [
        ("", ["vmnic1"], True),
        ("cut-1", ["vmnic2"], True),
        ("cut-1.repair-1", ["vmnic1"], True),
        ("failback-off.cut-1.repair-1", ["vmnic2"], True),
        ("failback-off.cut-1.repair-1.failback-on", ["vmnic1"], True),
        ("failback-off.cut-1.repair-1.cut-2", ["vmnic1"], True),
        ("cut-1.cut-2", [], False),
        ("lose-1", ["vmnic1"], False),
        ("lose-1.regain-1", ["vmnic1"], True),
        ("lose-1.cut-1", ["vmnic2"], True),
        ("cut-1.lose-2", ["vmnic2"], False),
    ],
)
def test_the_traffic_goes_where_the_engine_says(steps, nics, arrives):
    network = after("teaming-failover", steps).site.network_of(HOST, NETWORK)

    assert [nic.name for nic in network.serving(NAME, ADAPTER)] == nics
    assert network.reaches_outside(NAME, ADAPTER) == arrives


def test_the_sentence_says_whether_the_traffic_arrives():
    def told(steps: str) -> str:
        return FIGURE.tells(after("teaming-failover", steps), "en")

    assert "leaves esx-01 by vmnic2 and reaches the physical network" in told("cut-1")
    assert "the team notices nothing" in told("lose-1")
    assert "No uplink works" in told("cut-1.cut-2")
    assert "vmnic1 (active): back, kept out" in told("failback-off.cut-1.repair-1")


def test_a_link_has_one_control_that_cuts_or_repairs_it():
    before, now = (
        {offer.place: offer.key for offer in FIGURE.offers(after("teaming-failover", steps))}
        for steps in ("", "cut-1")
    )

    assert (before["link-1"], now["link-1"]) == ("cut-1", "repair-1")
    assert before.keys() == now.keys()
