from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.host import Mount
from labs.datacenter.inventory.places import Cluster
from labs.datacenter.presets import a_datastore, two_datacenters, two_hosts
from labs.datacenter.releases import RELEASES
from labs.datacenter.report import report
from labs.datacenter.rules.boundary.datacenter_mismatch import DatacenterMismatch

TO_THE_OTHER = {
    "COLD": Migrate(vm="cold-01", host="esx-b1", datastore="san-b"),
    "SUSP": Migrate(vm="susp-01", host="esx-b1"),
    "VMO": Migrate(vm="web-01", host="esx-b1"),
    "SVMO": Migrate(vm="web-01", datastore="filed-in-b"),
    "XHOST": Migrate(vm="web-01", host="esx-b1", datastore="san-b"),
}
ALLOWED_IN = {
    "COLD": ("5.5", "6.7", "7.0", "8.0"),
    "SUSP": ("5.5", "6.7", "7.0", "8.0"),
    "VMO": ("notes", "6.7", "7.0", "8.0"),
    "SVMO": ("notes",),
    "XHOST": ("6.7", "7.0", "8.0"),
}


def a_site(release):
    """With a datastore filed under the other datacenter that this one's host mounts too."""
    site = two_datacenters(release).put(replace(a_datastore("filed-in-b"), datacenter="DC-B"))
    host = site.hosts["esx-a1"]
    return site.put(replace(host, mounts=(Mount(datastore="filed-in-b"), *host.mounts)))


@pytest.mark.parametrize("kind", TO_THE_OTHER)
@pytest.mark.parametrize("release", RELEASES)
def test_each_release_draws_the_boundary_where_its_source_says(kind, release):
    told = report(a_site(release), TO_THE_OTHER[kind])

    allowed = release in ALLOWED_IN[kind]
    assert told.migration_type == kind
    assert told.is_allowed == allowed
    assert [one.code for one in told.errors] == (
        [] if allowed else ["boundary.datacenter_mismatch"]
    )


@pytest.mark.parametrize("kind", TO_THE_OTHER)
@pytest.mark.parametrize("release", RELEASES)
def test_every_verdict_says_where_it_differs(kind, release):
    told = report(a_site(release), TO_THE_OTHER[kind])

    here = release in ALLOWED_IN[kind]
    differing = {one for one in RELEASES if (one in ALLOWED_IN[kind]) != here}
    assert set(told.elsewhere) == differing
    assert set(told.elsewhere.values()) == {"refused" if here else "allowed"}
    assert told.disputed == ("boundary.datacenter_mismatch",)


def test_cold_migration_is_refused_by_the_notes_alone():
    told = report(two_datacenters("notes"), TO_THE_OTHER["COLD"])

    assert told.fault == "DatacenterMismatch"
    assert told.elsewhere == dict.fromkeys(("5.5", "6.7", "7.0", "8.0"), "allowed")


def test_is_silent_inside_one_datacenter(ask):
    for release in RELEASES:
        action = Migrate(vm="cold-01", datastore="nas-01")
        assert ask(two_datacenters(release), action) == []


@pytest.mark.parametrize("release", RELEASES)
def test_is_the_one_word_on_storage_vmotion_to_a_datastore_out_of_reach(ask, release):
    """The notes let it cross, so there the datastore that is not mounted remains."""
    found = ask(two_datacenters(release), Migrate(vm="web-01", datastore="san-b"))

    code = "storage.datastore_not_mounted" if release == "notes" else "boundary.datacenter_mismatch"
    assert found == [("error", code)]


def test_a_release_that_allows_a_cold_move_leaves_its_datastore_to_be_judged(ask):
    action = Migrate(vm="cold-01", datastore="san-b")

    assert ask(two_datacenters("notes"), action) == [("error", "boundary.datacenter_mismatch")]
    assert ask(two_datacenters("5.5"), action) == [("error", "storage.datastore_not_mounted")]


def test_names_where_the_datastore_belongs(say):
    assert say(a_site("8.0"), TO_THE_OTHER["SVMO"]) == [
        "web-01 is in datacenter DC-A, but the target belongs to DC-B; "
        "in this release Storage vMotion does not cross datacenters"
    ]


def test_is_broken_by_a_host_that_leaves_its_cluster_too(ask, a_move):
    site = two_datacenters("5.5").put(Cluster(name="C", datacenter="DC-B"))
    site = with_host(with_host(site, "esx-b1", cluster="C"), "esx-a1", datacenter="DC-B")

    broken = DatacenterMismatch().breaks(site, Migrate(vm="web-01", host="esx-b1"))

    assert ask(*broken) == [("error", "boundary.datacenter_mismatch")]
    assert DatacenterMismatch().breaks(two_hosts("5.5"), a_move) is None  # in one datacenter
