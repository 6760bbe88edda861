from __future__ import annotations

from labs.datacenter.actions import Migrate, PowerOn
from labs.datacenter.edits import with_host
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import Maintenance

ENTERING = Maintenance.ENTERING


def test_refuses_a_move_to_a_host_that_enters_maintenance(say, a_move):
    site = with_host(two_hosts(), "esx-02", maintenance=ENTERING)

    assert say(site, a_move) == [
        "esx-02 is entering maintenance mode and can neither receive nor run web-01"
    ]


def test_refuses_to_power_a_machine_on_there(ask):
    site = with_host(two_hosts(), "esx-01", maintenance=ENTERING)

    assert ask(site, PowerOn(vm="old-01")) == [("error", "host.in_maintenance")]


def test_is_silent_about_a_move_away_from_it(ask, a_move):
    site = with_host(two_hosts(), "esx-01", maintenance=ENTERING)

    assert ask(site, a_move) == []


def test_is_silent_about_a_move_elsewhere(ask):
    site = with_host(two_hosts(), "esx-02", maintenance=ENTERING)

    assert ask(site, Migrate(vm="web-01", datastore="local-01")) == []
