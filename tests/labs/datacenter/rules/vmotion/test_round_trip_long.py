from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_host, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.rules.vmotion.round_trip_long import RoundTripLong
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import Licence, PowerState

CODE = "vmotion.round_trip_long"
WARNED = [("warning", CODE)]
# our own copy: release -> most milliseconds with Standard, with Enterprise Plus
MOST = {"notes": (5, 10), "5.5": (5, 10), "6.7": (150, 150), "7.0": (150, 150), "8.0": (150, 150)}


def a_site(here, there, release="8.0", licences=("enterprisePlus", "enterprisePlus")):
    site = with_host(two_hosts(release), "esx-01", rtt_ms=here, licence=Licence(licences[0]))
    return with_host(site, "esx-02", rtt_ms=there, licence=Licence(licences[1]))


def test_adds_up_the_ways_of_both_hosts(say, a_move):
    assert say(a_site(100, 51), a_move) == [
        "esx-02 is a round trip of 151 ms away from esx-01; vMotion is supported up to 150 ms"
    ]


@pytest.mark.parametrize(("release", "most"), MOST.items())
@pytest.mark.parametrize("which", [0, 1])
def test_is_silent_at_the_limit_and_warns_one_above(ask, a_move, release, most, which):
    licence = ("standard", "enterprisePlus")[which]
    licences = (licence, licence)

    assert ask(a_site(2, most[which] - 2, release, licences), a_move) == []
    assert ask(a_site(2, most[which] - 1, release, licences), a_move) == WARNED


@pytest.mark.parametrize(
    "licences", [("standard", "enterprisePlus"), ("enterprisePlus", "standard")]
)
def test_both_hosts_need_the_licence_for_the_longer_way(ask, a_move, licences):
    assert ask(a_site(3, 3, "5.5", licences), a_move) == WARNED


def test_is_broken_by_one_millisecond_too_many(a_move):
    far = with_host(two_hosts(), "esx-02", rtt_ms=151)

    assert RoundTripLong().breaks(two_hosts(), a_move) == (far, a_move)


def test_never_blocks(a_move):
    assert report(a_site(500, 500), a_move).is_allowed


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_not_asked_about_machines_that_do_not_run(ask, a_move, power):
    assert ask(with_vm(a_site(500, 500), "web-01", power=power), a_move) == []


def test_is_not_asked_where_the_host_stays(ask):
    assert ask(a_site(500, 500), Migrate(vm="web-01", datastore="local-01")) == []


def test_leaves_a_host_without_a_port_to_the_rule_on_configuration(ask, a_move):
    site = with_host(a_site(0, 500), "esx-02", vmkernel=())

    assert ask(site, a_move) == [("error", "vmotion.not_configured")]


def test_is_read_and_written():
    site = a_site(0, 7)

    assert site_json(site)["hosts"]["esx-02"]["rtt_ms"] == 7
    assert "rtt_ms" not in site_json(site)["hosts"]["esx-01"]
    assert read_site(text_of(site_json(site))) == (site, ())
