"""The larger ready-made sites: possible, without a warning, and with something to do in each."""

from __future__ import annotations

import pytest

from labs.datacenter.companies import COMPANIES
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.releases import RELEASES
from labs.datacenter.report import is_refused
from labs.datacenter.standing import standing
from labs.datacenter.words import Pacing
from labs.datacenter.worlds import legal_site, requests


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("name", COMPANIES)
def test_a_company_can_exist_and_nothing_is_wrong_with_it(name, release):
    site = COMPANIES[name](release)

    assert site.release == release
    assert impossible(site) == ()
    assert list(standing(site)) == []


@pytest.mark.parametrize("name", COMPANIES)
def test_a_company_allows_some_migrations_and_refuses_others(name):
    site = COMPANIES[name]()

    verdicts = {is_refused(site, asked) for asked in requests(site, "VMO")}

    assert verdicts == {True, False}


def test_the_night_shift_takes_its_time():
    assert COMPANIES["night-shift"]().pacing is Pacing.TIMED


@pytest.mark.parametrize("hosts", [1, 6, 12])
def test_a_generated_world_has_the_size_that_is_asked_for(hosts):
    site = legal_site(7, hosts=hosts)

    assert len(site.hosts) == hosts + 1
    assert len(site.vms) == 2 * hosts
    assert impossible(site) == ()
