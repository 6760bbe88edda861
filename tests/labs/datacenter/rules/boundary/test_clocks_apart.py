from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate, SetClock, SyncClock
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_far_vcenter, with_vm
from labs.datacenter.inventory.places import VCenter
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.boundary.clocks_apart import ClocksApart
from labs.datacenter.standing import standing
from labs.datacenter.wire.read import read_action, read_site
from labs.datacenter.wire.write import action_json, site_json, text_of
from labs.datacenter.words import PowerState

REFUSED = [("error", "boundary.clocks_apart")]


def a_site(here=0, there=0, *, release="8.0", tolerances=(600, 600)):
    """esx-01 under vc-01, esx-02 under vc-far, their clocks so many seconds ahead."""
    first, second = tolerances
    site = with_far_vcenter(
        two_hosts(release), "esx-02", clock_ahead_s=there, clock_tolerance_s=second
    )
    return site.put(VCenter(name="vc-01", clock_ahead_s=here, clock_tolerance_s=first))


def test_names_the_difference_and_what_is_tolerated(say, a_move):
    assert say(a_site(here=1000, there=100), a_move) == [
        "vc-far has a clock 900 s apart from that of vc-01; "
        "single sign-on tokens are taken for invalid beyond 600 s"
    ]


@pytest.mark.parametrize("release", ["6.7", "7.0", "8.0"])
@pytest.mark.parametrize("power", list(PowerState))
def test_is_silent_at_the_limit_and_refuses_one_above(ask, a_move, release, power):
    for here, there in ((0, 600), (600, 0), (7, 607)):
        site = with_vm(a_site(here, there, release=release), "web-01", power=power)
        assert ask(site, a_move) == []
    for here, there in ((0, 601), (601, 0), (7, 608)):
        site = with_vm(a_site(here, there, release=release), "web-01", power=power)
        assert ask(site, a_move) == REFUSED


@pytest.mark.parametrize("tolerances", [(30, 600), (600, 30)])
def test_the_stricter_of_the_two_decides(ask, a_move, tolerances):
    assert ask(a_site(there=30, tolerances=tolerances), a_move) == []
    assert ask(a_site(there=31, tolerances=tolerances), a_move) == REFUSED


def test_a_clock_matters_to_nobody_within_one_vcenter(ask, a_move):
    site = two_hosts().put(VCenter(name="vc-01", clock_ahead_s=9000))

    assert ask(site, a_move) == []
    assert ask(a_site(there=9000), Migrate(vm="web-01", datastore="local-01")) == []


@pytest.mark.parametrize("release", ["notes", "5.5"])
def test_leaves_releases_before_6_0_to_the_rule_on_vcenters(ask, a_move, release):
    found = ask(a_site(there=9000, release=release), a_move)

    assert found == [("error", "boundary.vcenter_mismatch")]


@pytest.mark.parametrize(("here", "there", "wrong"), [(9000, 0, "vc-01"), (0, 9000, "vc-far")])
def test_is_repaired_by_synchronizing_the_clock_that_is_wrong(a_move, here, there, wrong):
    assert repair(a_site(here, there), a_move).actions == (SyncClock(vcenter=wrong),)


def test_a_clock_drifts_and_is_put_right():
    drift, sync = SetClock(vcenter="vc-far", ahead_s=3600), SyncClock(vcenter="vc-far")
    start = a_site()

    apart, drifted = apply(start, drift)
    again, synced = apply(apart, sync)

    assert [one.say("en") for one in (*drifted, *synced)] == [
        "the clock of vc-far was set 3600 s ahead",
        "the clock of vc-far was synchronized",
    ]
    assert again == start
    for action in (drift, sync):
        assert read_action(text_of(action_json(action))) == (action, ())


def test_clocks_apart_are_a_standing_warning():
    assert standing(a_site(there=600)) == ()
    assert [one.say("en") for one in standing(a_site(there=601))] == [
        "the clocks of vc-01 and vc-far are 601 s apart, "
        "more than the 600 s that single sign-on tokens tolerate"
    ]


def test_is_read_and_written():
    site = a_site(there=5, tolerances=(600, 300))

    told = site_json(site)["vcenters"]["vc-far"]
    assert told == {"clock_ahead_s": 5, "clock_tolerance_s": 300}
    assert read_site(text_of(site_json(site))) == (site, ())


def test_is_broken_by_one_second_too_many(say, a_move):
    assert say(*ClocksApart().breaks(two_hosts(), a_move)) == [
        "vc-far has a clock 601 s apart from that of vc-01; "
        "single sign-on tokens are taken for invalid beyond 600 s"
    ]
