from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_far_vcenter, with_host, with_vm
from labs.datacenter.inventory.places import VCenter
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.text import Ref
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import PowerState

REFUSED = [("error", "boundary.version_too_old")]
POWERS = list(PowerState)


def a_site(release="8.0", *, here=None, there=None, source=None, target=None):
    """web-01 under vc-01, esx-02 under vc-far, each of these with a version of its own or none."""
    site = with_far_vcenter(two_hosts(release), "esx-02", version=there)
    site = site.put(VCenter(name="vc-01", version=here))
    site = with_host(site, "esx-01", version=source)
    return with_host(site, "esx-02", version=target)


def test_names_what_is_too_old(say, a_move):
    assert say(a_site(there="5.5"), a_move) == [
        "vc-far is of version 5.5, but for web-01 to go to another vCenter Server, "
        "both of them and both hosts must be 6.0 or later"
    ]


def test_names_each_host_that_is_too_old(a_move):
    told = report(a_site(source="5.5", target="5.1"), a_move)

    assert [one.subject for one in told.findings] == [Ref("host", "esx-01"), Ref("host", "esx-02")]


@pytest.mark.parametrize("release", ["6.7", "7.0", "8.0"])
@pytest.mark.parametrize("part", ["here", "there", "source", "target"])
@pytest.mark.parametrize("power", POWERS)
def test_each_part_must_be_6_0(ask, a_move, release, part, power):
    old = with_vm(a_site(release, **{part: "5.5"}), "web-01", power=power)
    new = with_vm(a_site(release, **{part: "6.0"}), "web-01", power=power)

    assert ask(old, a_move) == REFUSED
    assert ask(new, a_move) == []


def test_speaks_of_each_part_once(ask, a_move):
    assert ask(a_site(here="5.5", there="5.1", source="5.5", target="5.0"), a_move) == REFUSED * 4


def test_is_silent_within_one_vcenter(ask, a_move):
    site = two_hosts("8.0").put(VCenter(name="vc-01", version="5.5"))

    assert ask(site, a_move) == []


@pytest.mark.parametrize("release", ["notes", "5.5"])
def test_leaves_releases_before_6_0_to_the_rule_on_vcenters(ask, a_move, release):
    assert ask(a_site(release, there="5.5"), a_move) == [("error", "boundary.vcenter_mismatch")]


def test_is_read_and_written():
    site = a_site(there="6.5")

    assert site_json(site)["vcenters"] == {"vc-01": {}, "vc-far": {"version": "6.5"}}
    assert read_site(text_of(site_json(site))) == (site, ())


@pytest.mark.parametrize("version", ["new", "6.x", "7.0 U1c"])
def test_what_is_no_version_is_a_problem(version):
    site, problems = read_site({"vcenters": {"vc-01": {"version": version}}})

    assert site is None
    assert [one.path for one in problems] == ["/vcenters/vc-01/version"]


def test_storage_vmotion_never_leaves_its_vcenter(ask):
    action = Migrate(vm="web-01", datastore="local-01")

    assert ask(a_site(there="5.5"), action) == []
