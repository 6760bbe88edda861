from __future__ import annotations

from labs.datacenter.actions import FailHost, PowerOn, ReconnectHost, RestoreHost
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_host, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.host.not_reachable import NotReachable
from labs.datacenter.words import Connection, PowerState

RECONNECT = ReconnectHost(host="esx-01")


def a_failure():
    site, _ = apply(two_hosts(), FailHost(host="esx-01"))
    return site


def test_a_failed_host_cannot_be_reconnected(ask):
    assert ask(a_failure(), RECONNECT) == [("error", "host.not_reachable")]


def test_is_silent_about_one_that_is_only_disconnected(ask):
    for state in (Connection.DISCONNECTED, Connection.NOT_RESPONDING):
        assert ask(with_host(two_hosts(), "esx-01", connection=state), RECONNECT) == []


def test_what_needs_the_host_is_repaired_by_bringing_it_back():
    assert repair(a_failure(), PowerOn(vm="web-01")).actions == (RestoreHost(host="esx-01"),)


def test_is_broken_only_where_nothing_runs(ask):
    idle = with_vm(two_hosts(), "web-01", power=PowerState.OFF)

    assert NotReachable().breaks(two_hosts(), RECONNECT) is None
    assert ask(*NotReachable().breaks(idle, RECONNECT)) == [("error", "host.not_reachable")]
