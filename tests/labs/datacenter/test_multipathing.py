"""The story of the paths to a datastore: policies, failover, failback, no path left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import (
    Advance,
    FailPath,
    LoseDevice,
    MountDatastore,
    RestorePath,
    ReturnDevice,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_new_datastore, with_paths
from labs.datacenter.figures import figures
from labs.datacenter.inventory.host import Path
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.limits import Limits
from labs.datacenter.presets import two_hosts
from labs.datacenter.standing import standing
from labs.datacenter.wire.read import read_action, read_site
from labs.datacenter.wire.write import action_json, site_json, text_of
from labs.datacenter.words import MountMode, PathPolicy, PowerState

FIXED, MRU, ROUND_ROBIN = PathPolicy
PLACE = {"host": "esx-01", "datastore": "san-01"}


def a_site(policy=FIXED, names=("a", "b", "c"), **changes):
    paths = [Path(name=name) for name in names]
    return with_paths(two_hosts(), "esx-01", "san-01", *paths, policy=policy, **changes)


def fail(site, *names):
    for name in names:
        site, _ = apply(site, FailPath(path=name, **PLACE))
    return site


def restore(site, *names):
    for name in names:
        site, _ = apply(site, RestorePath(path=name, **PLACE))
    return site


def carrying(site):
    return figures(site)["hosts"]["esx-01"]["paths"]["san-01"]["carrying"]


def codes(site):
    return [one.code for one in standing(site)]


def test_fixed_uses_the_preferred_path_and_goes_back_to_it():
    site = a_site(preferred="b")

    assert carrying(site) == ["b"]
    assert carrying(fail(site, "b")) == ["a"]
    assert restore(fail(site, "b"), "b") == site


def test_most_recently_used_stays_where_it_went():
    site = a_site(MRU)

    assert carrying(site) == ["a"]
    assert carrying(fail(site, "a")) == ["b"]
    assert carrying(restore(fail(site, "a"), "a")) == ["b"]
    assert carrying(fail(restore(fail(site, "a"), "a"), "b")) == ["a"]


def test_most_recently_used_takes_the_first_path_that_comes_back():
    site = fail(a_site(MRU), "a", "b", "c")

    assert carrying(site) == []
    assert carrying(restore(site, "b")) == ["b"]
    assert carrying(restore(site, "b", "a")) == ["b"]


def test_losing_a_path_that_is_not_in_use_moves_nothing():
    assert carrying(fail(a_site(MRU), "c")) == ["a"]
    assert carrying(fail(a_site(), "c")) == ["a"]
    assert restore(fail(a_site(MRU), "c"), "c") == a_site(MRU)


def test_round_robin_uses_every_live_path():
    assert carrying(a_site(ROUND_ROBIN)) == ["a", "b", "c"]
    assert carrying(fail(a_site(ROUND_ROBIN), "b")) == ["a", "c"]


def test_each_lost_path_is_told_until_none_is_left():
    site = a_site()

    assert codes(site) == []
    assert codes(fail(site, "a")) == ["storage.redundancy_degraded"]
    assert codes(fail(site, "a", "b")) == ["storage.redundancy_lost"]
    assert codes(fail(site, "a", "b", "c")) == ["storage.connectivity_lost"]
    assert [one.say("en") for one in standing(fail(site, "a", "b"))] == [
        "esx-01 has one path to san-01 left, c (paths: 3): no redundancy"
    ]


def test_losing_every_path_stops_no_machine_by_itself():
    site = fail(a_site(), "a", "b", "c")

    assert site.vms["web-01"].power is PowerState.ON
    assert impossible(site) == ()


def test_a_single_path_is_no_warning_while_it_lives():
    assert codes(a_site(names=("a",))) == []


def test_a_host_without_stated_paths_has_none_to_show():
    assert figures(two_hosts())["hosts"]["esx-01"]["paths"] == {}


def test_failing_or_restoring_twice_changes_nothing(ask):
    nothing = [("error", "request.nothing_changes")]

    assert ask(fail(a_site(), "a"), FailPath(path="a", **PLACE)) == nothing
    assert ask(a_site(), RestorePath(path="a", **PLACE)) == nothing


@pytest.mark.parametrize(
    "place",
    [
        {"path": "z"},
        {"path": "a", "datastore": "local-02"},
        {"path": "a", "datastore": "nowhere"},
        {"path": "a", "host": "nobody"},
    ],
)
def test_a_path_that_does_not_exist_is_named(ask, place):
    assert ask(a_site(), FailPath(**{**PLACE, **place})) == [("error", "request.unknown_object")]


def test_mounting_read_write_keeps_the_paths():
    site = a_site(mode=MountMode.READ_ONLY)
    mounted, _ = apply(site, MountDatastore(**PLACE))

    assert mounted.hosts["esx-01"].mount("san-01").live == ("a", "b", "c")


def test_paths_are_read_and_written():
    site = fail(a_site(MRU), "a")
    action = FailPath(path="a", **PLACE)

    assert site_json(site)["hosts"]["esx-01"]["mounts"]["san-01"] == {
        "paths": {"a": {"state": "dead"}, "b": {}, "c": {}},
        "policy": "VMW_PSP_MRU",
        "used": "b",
    }
    assert read_site(text_of(site_json(site))) == (site, ())
    assert read_action(text_of(action_json(action))) == (action, ())


@pytest.mark.parametrize("key", ["preferred", "used"])
def test_a_path_chosen_that_does_not_exist_cannot_be(key):
    path = f"/hosts/esx-01/mounts/san-01/{key}"

    assert [one.path for one in impossible(a_site(**{key: "z"}))] == [path]


def test_an_nfs_datastore_has_no_paths():
    site = with_new_datastore(two_hosts(), "nas", {"esx-01": MountMode.READ_WRITE})
    site = with_paths(site, "esx-01", "nas", Path(name="a"))

    assert [one.path for one in impossible(site)] == ["/hosts/esx-01/mounts/nas/paths"]


# all paths down, and for how long; a device that is gone for good


def outage(site):
    return figures(site)["hosts"]["esx-01"]["paths"]["san-01"]["outage"]


def told(site, action):
    return [one.code for one in apply(site, action)[1]]


def test_the_last_path_to_die_is_told_as_all_paths_down():
    assert told(a_site(), FailPath(path="a", **PLACE)) == ["PathFailed"]
    last = FailPath(path="c", **PLACE)
    assert told(fail(a_site(), "a", "b"), last) == ["PathFailed", "AllPathsDown"]


def test_a_host_stops_waiting_after_140_seconds():
    site = fail(replace(a_site(), now_s=1000), "a", "b", "c")

    before, silent = apply(site, Advance(seconds=139))
    after, events = apply(before, Advance(seconds=1))

    assert (outage(site), outage(before), outage(after)) == (
        "allPathsDown",
        "allPathsDown",
        "allPathsDownTimeout",
    )
    assert silent == ()
    assert [(one.code, one.at_s) for one in events] == [("ApdTimedOut", 1140)]
    assert codes(before) == ["storage.connectivity_lost"]
    assert codes(after) == ["storage.apd_timeout"]
    assert standing(after)[0].say("en") == (
        "esx-01 has had every path to san-01 down for 140 s and no longer waits (APD timeout)"
    )


def test_the_timeout_is_told_once_and_counts_from_the_last_path():
    site = fail(a_site(), "a", "b")
    site, _ = apply(site, Advance(minutes=5))
    site = fail(site, "c")

    _, events = apply(site, Advance(minutes=60))

    assert [one.at_s for one in events] == [300 + 140]


def test_a_path_that_comes_back_in_time_ends_the_waiting():
    site, _ = apply(fail(a_site(), "a", "b", "c"), Advance(seconds=139))
    site = restore(site, "b")

    later, events = apply(site, Advance(minutes=5))

    assert events == ()
    assert outage(later) is None
    assert restore(later, "a", "c").hosts == a_site().hosts


def test_a_path_that_comes_back_too_late_ends_the_outage_all_the_same():
    site, _ = apply(fail(a_site(), "a", "b", "c"), Advance(minutes=5))

    assert outage(restore(site, "a")) is None
    assert codes(restore(site, "a")) == ["storage.redundancy_lost"]


def test_a_site_may_set_the_timeout():
    site = fail(replace(a_site(), limits=Limits(apd_timeout_s=20)), "a", "b", "c")

    _, events = apply(site, Advance(minutes=1))

    assert [(one.at_s, one.fact("timeout").value) for one in events] == [(20, 20)]


def test_two_hosts_stop_waiting_each_in_its_time():
    site = with_paths(a_site(), "esx-02", "san-01", Path(name="a"))
    site = fail(site, "a", "b", "c")
    site, _ = apply(site, Advance(seconds=30))
    site, _ = apply(site, FailPath(host="esx-02", datastore="san-01", path="a"))

    _, events = apply(site, Advance(minutes=5))

    assert [(one.at_s, one.fact("host").name) for one in events] == [
        (140, "esx-01"),
        (170, "esx-02"),
    ]


def test_a_device_lost_for_good_is_no_waiting():
    lost, events = apply(a_site(), LoseDevice(**PLACE))
    later, silent = apply(lost, Advance(minutes=60))

    assert [one.code for one in events] == ["DeviceLost"]
    assert (outage(lost), silent) == ("permanentDeviceLoss", ())
    assert carrying(lost) == []
    assert codes(later) == ["storage.device_lost"]
    assert apply(lost, ReturnDevice(**PLACE))[0] == a_site()


def test_losing_or_returning_a_device_twice_changes_nothing(ask):
    lost, _ = apply(a_site(), LoseDevice(**PLACE))

    assert ask(lost, LoseDevice(**PLACE)) == [("error", "request.nothing_changes")]
    assert ask(a_site(), ReturnDevice(**PLACE)) == [("error", "request.nothing_changes")]


def test_a_file_server_has_no_device_to_lose(ask):
    site = with_new_datastore(two_hosts(), "nas", {"esx-01": MountMode.READ_WRITE})
    unknown = [("error", "request.unknown_object")]

    assert ask(site, LoseDevice(host="esx-01", datastore="nas")) == unknown
    assert ask(site, LoseDevice(host="esx-01", datastore="local-02")) == unknown
    mounts = tuple(replace(one, device_lost=True) for one in site.hosts["esx-01"].mounts)
    broken = site.put(replace(site.hosts["esx-01"], mounts=mounts))
    assert [one.path for one in impossible(broken)] == ["/hosts/esx-01/mounts/nas/device_lost"]


def test_paths_cannot_have_died_in_the_future():
    site = a_site(lost_s=1)

    assert [one.path for one in impossible(site)] == ["/hosts/esx-01/mounts/san-01/lost_s"]
