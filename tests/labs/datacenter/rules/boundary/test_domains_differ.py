from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_far_vcenter, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.rules.boundary.domains_differ import DomainsDiffer
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import PowerState
from labs.datacenter.worlds import world

WARNED = [("warning", "boundary.domains_differ")]


def a_site(release="6.7", domain="far.local"):
    """esx-01 under vc-01 of vsphere.local, esx-02 under vc-far of that domain."""
    return with_far_vcenter(two_hosts(release), "esx-02", sso_domain=domain)


def test_says_that_only_the_api_can_do_it(say, a_move):
    assert say(a_site(), a_move) == [
        "vc-far belongs to the single sign-on domain far.local, but vc-01 to vsphere.local: "
        "the client cannot do this migration, only the API can"
    ]


def test_is_broken_by_a_domain_of_its_own(a_move):
    assert DomainsDiffer().breaks(two_hosts("6.7"), a_move) == (a_site(), a_move)


@pytest.mark.parametrize("power", list(PowerState))
def test_warns_of_every_power_state_and_never_blocks(ask, a_move, power):
    site = with_vm(a_site(), "web-01", power=power)

    assert ask(site, a_move) == WARNED
    assert report(site, a_move).is_allowed


@pytest.mark.parametrize("release", ["7.0", "8.0"])
def test_from_7_0_on_the_client_can_do_it_too(ask, a_move, release):
    assert ask(a_site(release), a_move) == []


def test_is_silent_in_one_domain(ask, a_move):
    assert ask(a_site(domain="vsphere.local"), a_move) == []


def test_is_silent_within_one_vcenter(ask):
    assert ask(a_site(), Migrate(vm="web-01", datastore="local-01")) == []


@pytest.mark.parametrize("release", ["notes", "5.5"])
def test_leaves_releases_before_6_0_to_the_rule_on_vcenters(ask, a_move, release):
    assert ask(a_site(release), a_move) == [("error", "boundary.vcenter_mismatch")]


def test_is_read_and_written():
    site = a_site()

    assert site_json(site)["vcenters"]["vc-far"] == {"sso_domain": "far.local"}
    assert read_site(text_of(site_json(site))) == (site, ())


@pytest.mark.parametrize("kind", ["COLD", "SUSP", "VMO", "XHOST"])
def test_speaks_alone_in_a_world_of_its_own(kind):
    made = world("boundary.domains_differ", kind, release="6.7", seed=7)

    assert report(made.site, made.action).findings == (made.finding,)
