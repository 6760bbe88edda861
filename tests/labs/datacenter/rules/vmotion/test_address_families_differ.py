from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_host, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.vmotion.address_families_differ import AddressFamiliesDiffer
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import AddressFamily, PowerState

IPV4, IPV6 = AddressFamily.IPV4, AddressFamily.IPV6
REFUSED = [("error", "vmotion.address_families_differ")]


def a_site(here, there):
    site = with_host(two_hosts(), "esx-01", address=here)
    return with_host(site, "esx-02", address=there)


def test_names_both_families(say, a_move):
    assert say(a_site(IPV4, IPV6), a_move) == [
        "esx-02 is registered with vCenter Server by IPv6, but the source host esx-01 by IPv4; "
        "they must match"
    ]


@pytest.mark.parametrize("family", AddressFamily)
def test_is_silent_where_both_are_the_same(ask, a_move, family):
    assert ask(a_site(family, family), a_move) == []


@pytest.mark.parametrize("family", AddressFamily)
def test_is_broken_by_the_other_family(ask, a_move, family):
    assert ask(*AddressFamiliesDiffer().breaks(a_site(family, family), a_move)) == REFUSED


def test_refuses_in_both_directions(ask, a_move):
    assert ask(a_site(IPV6, IPV4), a_move) == REFUSED
    action = Migrate(vm="web-01", host="esx-02", datastore="local-02")
    assert ask(a_site(IPV4, IPV6), action) == REFUSED


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_not_asked_about_machines_that_do_not_run(ask, a_move, power):
    assert ask(with_vm(a_site(IPV4, IPV6), "web-01", power=power), a_move) == []


def test_is_not_asked_where_the_host_stays(ask):
    assert ask(a_site(IPV4, IPV6), Migrate(vm="web-01", datastore="local-01")) == []


def test_is_read_and_written():
    site = a_site(IPV4, IPV6)

    assert site_json(site)["hosts"]["esx-02"]["address"] == "ipv6"
    assert read_site(text_of(site_json(site))) == (site, ())
