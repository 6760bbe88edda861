from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_distributed_switch, with_host, with_vm
from labs.datacenter.presets import distributed
from labs.datacenter.words import PowerState

CODE = "network.switch_versions_differ"
MOVE = Migrate(vm="web-01", host="esx-02").with_network("Network adapter 1", "Stock")


def a_site(*, here=None, there=None):
    """A second distributed switch on esx-02, of a version of its own."""
    site = distributed("8.0")
    site = site.put(replace(site.distributed_switches["dvs-01"], version=here))
    return with_distributed_switch(site, "dvs-02", "Stock", "esx-02", version=there)


def test_names_both_switches_with_their_versions(say):
    assert say(a_site(here="7.0.0", there="6.6.0"), MOVE) == [
        "web-01 would take Network adapter 1 from dvs-01 (version 7.0.0) to dvs-02 "
        "(version 6.6.0); both distributed switches must have one version"
    ]


def test_is_silent_between_switches_of_one_version(ask):
    assert ask(a_site(here="7.0.0", there="7.0.0"), MOVE) == []


def test_a_switch_without_a_version_has_that_of_the_release(ask):
    assert ask(a_site(), MOVE) == []
    assert ask(a_site(there="8.0"), MOVE) == []
    assert ask(a_site(there="7.0"), MOVE) == [("error", CODE)]


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_not_asked_about_machines_that_do_not_run(ask, power):
    assert ask(with_vm(a_site(there="6.6.0"), "web-01", power=power), MOVE) == []


def test_is_silent_where_no_network_can_change(ask):
    site = with_host(a_site(there="6.6.0"), "esx-02", version="5.5")

    assert ask(site, MOVE) == [("error", "network.change_not_supported")]
