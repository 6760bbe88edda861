from __future__ import annotations

import pytest

from labs.datacenter.actions import AddPortGroup, ReconnectHost
from labs.datacenter.edits import with_host
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import Connection


@pytest.mark.parametrize("state", [Connection.DISCONNECTED, Connection.NOT_RESPONDING])
def test_refuses_a_move_away_from_a_host_that_does_not_answer(say, a_move, state):
    site = with_host(two_hosts(), "esx-01", connection=state)

    (sentence,) = say(site, a_move)

    assert sentence.startswith("esx-01 is ")
    assert state.value in sentence


def test_refuses_to_configure_it(ask):
    site = with_host(two_hosts(), "esx-01", connection=Connection.DISCONNECTED)
    action = AddPortGroup(host="esx-01", switch="vSwitch2", network="New")

    assert ask(site, action) == [("error", "host.disconnected")]


def test_is_silent_about_reconnecting_it(ask):
    site = with_host(two_hosts(), "esx-01", connection=Connection.DISCONNECTED)

    assert ask(site, ReconnectHost(host="esx-01")) == []
