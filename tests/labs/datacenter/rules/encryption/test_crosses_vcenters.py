from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_encryption, with_far_vcenter, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.words import PowerState
from labs.datacenter.worlds import world

REFUSED = [("error", "encryption.crosses_vcenters")]
CROSS_HOST = Migrate(vm="web-01", host="esx-02", datastore="local-02")


def a_site(release="6.7"):
    """web-01 encrypted on esx-01 of vc-01; esx-02 belongs to vc-far."""
    return with_encryption(with_far_vcenter(two_hosts(release), "esx-02"), "web-01")


def test_names_both_vcenters(say, a_move):
    assert say(a_site(), a_move) == [
        "web-01 is encrypted, and in this release no encrypted machine moves live to another "
        "vCenter Server (from vc-01 to vc-far)"
    ]


def test_refuses_in_6_7_and_is_silent_from_7_0_on(ask, a_move):
    for action in (a_move, CROSS_HOST):
        assert ask(a_site("6.7"), action) == REFUSED
        assert ask(a_site("7.0"), action) == []
        assert ask(a_site("8.0"), action) == []


def test_the_difference_from_7_0_is_unverified_that_from_8_0_is_not(a_move):
    told = {release: report(a_site(release), a_move) for release in ("6.7", "7.0", "8.0")}

    assert told["6.7"].fault == "MigrationDisabled"
    assert {"7.0", "8.0"} <= set(told["6.7"].elsewhere)
    assert told["6.7"].unverified_elsewhere == ("7.0",)
    assert told["7.0"].unverified_elsewhere == ("6.7",)
    assert told["8.0"].unverified_elsewhere == ()


def test_is_silent_within_one_vcenter(ask, a_move):
    site = with_encryption(two_hosts("6.7"), "web-01")

    assert ask(site, a_move) == []
    assert ask(site, CROSS_HOST) == []


def test_is_silent_about_a_machine_that_is_not_encrypted(ask, a_move):
    assert ask(with_far_vcenter(two_hosts("6.7"), "esx-02"), a_move) == []


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_not_asked_about_machines_that_do_not_run(ask, a_move, power):
    assert ask(with_vm(a_site(), "web-01", power=power), a_move) == []


@pytest.mark.parametrize("kind", ["VMO", "XHOST"])
def test_speaks_alone_in_a_world_of_its_own(kind):
    made = world("encryption.crosses_vcenters", kind, release="6.7", seed=7)

    assert report(made.site, made.action).findings == (made.finding,)
