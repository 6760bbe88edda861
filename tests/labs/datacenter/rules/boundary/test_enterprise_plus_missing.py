from __future__ import annotations

import pytest

from labs.datacenter.actions import AssignLicence, Migrate
from labs.datacenter.edits import with_far_vcenter, with_host, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.report import report
from labs.datacenter.words import Licence, PowerState

REFUSED = [("error", "boundary.enterprise_plus_missing")]
CROSS_HOST = Migrate(vm="web-01", host="esx-02", datastore="local-02")
ENTERPRISE_PLUS = Licence.ENTERPRISE_PLUS


def a_site(*hosts, licence=Licence.ENTERPRISE, release="8.0"):
    """esx-01 under vc-01, esx-02 under vc-far; the hosts named have that licence."""
    site = with_far_vcenter(two_hosts(release), "esx-02")
    for host in hosts:
        site = with_host(site, host, licence=licence)
    return site


def test_names_the_edition_there_is_and_the_one_it_takes(say, a_move):
    assert say(a_site("esx-01"), a_move) == [
        "esx-01 is licensed for Enterprise, but moving web-01 live between two vCenter Servers "
        "takes Enterprise Plus on both hosts"
    ]


@pytest.mark.parametrize("release", ["6.7", "7.0", "8.0"])
@pytest.mark.parametrize("host", ["esx-01", "esx-02"])
def test_both_hosts_need_it_in_every_release_that_crosses(ask, a_move, release, host):
    for action in (a_move, CROSS_HOST):
        assert ask(a_site(host, release=release), action) == REFUSED
        assert ask(a_site(host, release=release, licence=ENTERPRISE_PLUS), action) == []


def test_answers_as_for_any_missing_licence(a_move):
    assert report(a_site("esx-01"), a_move).fault == "VMotionNotLicensed"


def test_leaves_an_edition_without_vmotion_to_the_rule_on_licences(ask, a_move):
    found = ask(a_site("esx-01", licence=Licence.ESSENTIALS), a_move)

    assert found == [("error", "vmotion.not_licensed")]


def test_within_one_vcenter_the_lower_edition_will_do(ask, a_move):
    site = with_host(two_hosts(), "esx-01", licence=Licence.STANDARD)

    assert ask(site, a_move) == []
    assert ask(site, CROSS_HOST) == []


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_not_asked_about_machines_that_do_not_run(ask, a_move, power):
    assert ask(with_vm(a_site("esx-01"), "web-01", power=power), a_move) == []


def test_is_repaired_by_a_licence_for_each_host(a_move):
    found = repair(a_site("esx-01", "esx-02"), a_move)

    assert set(found.actions) == {
        AssignLicence(host="esx-01", licence=ENTERPRISE_PLUS),
        AssignLicence(host="esx-02", licence=ENTERPRISE_PLUS),
    }
