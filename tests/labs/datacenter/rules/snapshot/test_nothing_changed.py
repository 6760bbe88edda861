from __future__ import annotations

from dataclasses import replace

from labs.datacenter.actions import DisconnectNetwork, PowerOn, Suspend, TakeSnapshot
from labs.datacenter.apply import apply
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.snapshot.nothing_changed import NothingChanged

FIRST = TakeSnapshot(vm="web-01", name="first")
SECOND = TakeSnapshot(vm="web-01", name="second")


def a_suspended_site(*actions):
    site = two_hosts()
    for action in (Suspend(vm="web-01"), FIRST, *actions):
        site, _ = apply(site, action)
    return site


def test_refuses_a_second_snapshot_of_the_same_suspended_state(ask):
    assert ask(a_suspended_site(), SECOND) == [("error", "snapshot.nothing_changed")]


def test_is_silent_once_the_machine_has_run(ask):
    site = a_suspended_site(PowerOn(vm="web-01"), Suspend(vm="web-01"))

    assert ask(site, SECOND) == []


def test_is_silent_once_its_settings_changed(ask):
    site = a_suspended_site(DisconnectNetwork(vm="web-01", nic="Network adapter 1"))

    assert ask(site, SECOND) == []


def test_is_silent_about_a_machine_that_is_off(ask):
    site, _ = apply(two_hosts(), TakeSnapshot(vm="old-01", name="first"))

    assert ask(site, TakeSnapshot(vm="old-01", name="second")) == []


def test_is_broken_by_an_earlier_snapshot_without_memory():
    site, _ = apply(two_hosts(), Suspend(vm="web-01"))
    asked = replace(SECOND, memory=True)

    expected, _ = replace(SECOND, name="earlier").effect(site)
    assert NothingChanged().breaks(site, asked) == (expected, asked)
