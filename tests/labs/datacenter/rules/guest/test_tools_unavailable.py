from __future__ import annotations

import pytest

from labs.datacenter.actions import FailGuest, PowerOff, RebootGuest, RepairGuest, ShutdownGuest
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_guest
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair

ERRORS = [("error", "guest.tools_unavailable")]
ASKING = pytest.mark.parametrize(
    "action", [ShutdownGuest(vm="web-01"), RebootGuest(vm="web-01")], ids=lambda one: one.label.en
)


@ASKING
def test_refuses_to_ask_a_guest_without_tools(ask, say, action):
    site = with_guest(two_hosts(), "web-01", tools=False)

    assert ask(site, action) == ERRORS
    assert say(site, action) == [
        "web-01 cannot be asked through VMware Tools: VMware Tools does not run in its guest"
    ]


@ASKING
def test_refuses_to_ask_a_guest_that_has_crashed(ask, say, action):
    site, _ = apply(two_hosts(), FailGuest(vm="web-01"))

    assert ask(site, action) == ERRORS
    assert say(site, action) == [
        "web-01 cannot be asked through VMware Tools: its guest has crashed"
    ]


@ASKING
def test_is_silent_while_tools_answer(ask, action):
    assert ask(two_hosts(), action) == []


def test_powering_off_asks_no_guest(ask):
    assert ask(with_guest(two_hosts(), "web-01", tools=False), PowerOff(vm="web-01")) == []


def test_mending_the_guest_is_enough():
    found = repair(with_guest(two_hosts(), "web-01", tools=False), ShutdownGuest(vm="web-01"))

    assert found.actions == (RepairGuest(vm="web-01"),)
