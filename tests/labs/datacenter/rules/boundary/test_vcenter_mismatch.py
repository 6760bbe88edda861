from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.places import Datacenter, VCenter
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report


def a_site(release):
    site = two_hosts(release).put(VCenter(name="vc-02"))
    site = site.put(Datacenter(name="DC-C", vcenter="vc-02"))
    return with_host(site, "esx-02", datacenter="DC-C")


@pytest.mark.parametrize("vm", ["web-01", "old-01"])
def test_refuses_before_6_0_and_says_nothing_of_the_datacenter(ask, vm):
    action = Migrate(vm=vm, host="esx-02", datastore="local-02")

    for release in ("notes", "5.5"):
        assert ask(a_site(release), action) == [("error", "boundary.vcenter_mismatch")]
    for release in ("6.7", "7.0", "8.0"):
        assert ask(a_site(release), action) == []


def test_is_unverified_for_machines_that_are_off():
    told = report(a_site("5.5"), Migrate(vm="old-01", host="esx-02", datastore="local-02"))

    assert told.unverified
    assert told.findings[0].mark == "K"


def test_is_verified_for_running_ones(a_move):
    assert not report(a_site("5.5"), a_move).unverified


@pytest.mark.parametrize("release", ["6.7", "8.0"])
def test_a_release_that_allows_it_says_that_the_difference_is_unverified(release):
    cold = report(a_site(release), Migrate(vm="old-01", host="esx-02", datastore="local-02"))
    live = report(a_site(release), Migrate(vm="web-01", host="esx-02"))

    assert set(cold.elsewhere) == set(live.elsewhere) == {"notes", "5.5"}
    assert cold.unverified_elsewhere == ("notes", "5.5")
    assert live.unverified_elsewhere == ()


def test_a_release_that_refuses_it_says_so_too():
    cold = report(a_site("5.5"), Migrate(vm="old-01", host="esx-02", datastore="local-02"))

    assert cold.unverified_elsewhere == ("6.7", "7.0", "8.0")
