"""The shipped labs: sound, solvable, not solvable wrongly, and alike under every release."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labs import shelf
from labs.checks import check_labs
from labs.coaching import MOST_ASKED
from labs.datacenter.planner import plan
from labs.datacenter.releases import RELEASES
from labs.datacenter.report import report
from labs.proving import complaints, walk
from labs.scenario_files import read_labs, under_seed
from labs.scenarios import Way, by_objective
from tests.labs.casts import BOOKING, STATES, TO_ESX_03, a_lab, an_action

LABS = list(shelf.labs().values())
NEIGHBOURS, NETWORKS = "one-crashes-and-no-neighbour-notices", "one-network-for-every-host"
FIRST_DISK, NIC = {"disk": "Hard disk 1"}, {"nic": "Network adapter 1"}
STAFF = {"switch": "dvs-clinic", "network": "Staff"}
WAYS = [
    pytest.param(lab, way, id=f"{lab.slug}-{way.name}")
    for lab in LABS
    for way in (*lab.solutions, *lab.mutants)
]


def test_no_file_has_a_problem():
    labs, problems = read_labs()

    assert [str(problem) for problem in problems] == []
    assert len(labs) >= 3


def test_the_content_check_is_silent():
    assert check_labs(None) == []


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.slug)
def test_a_lab_proves_itself(lab):
    assert complaints(lab) == ()


def hold(lab, seed, releases=()):
    """One world of a lab: sound, solved by the planner within par, and not by doing nothing.

    `releases`: under which it is proven sound; none: every one that it allows.
    """
    one = under_seed(lab, seed)
    release = one.allowed_releases[seed % len(one.allowed_releases)]
    assert complaints(one, under=releases or one.allowed_releases) == (), seed
    goals = [check.goal for check in one.every_check]
    found = plan(one.site(release), goals, allowed=one.actions)
    assert found.status == "found", (seed, release)
    assert found.asked < MOST_ASKED, (seed, release)
    way = Way(name="plan", says=one.title, actions=found.actions)
    assert walk(one, way, release).is_full, (seed, release)
    assert len(found.actions) <= one.par, (seed, release)
    assert walk(one, None, release).points == 0, (seed, release)


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.slug)
def test_twenty_seeds_of_a_lab_are_proven_and_solved_by_the_planner(lab):
    """Each seed under one of the releases, in turn; `make deep` proves each under all."""
    for seed in range(20):
        hold(lab, seed, releases=(lab.allowed_releases[seed % len(lab.allowed_releases)],))


@pytest.mark.deep
@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.slug)
def test_two_hundred_seeds_of_a_lab_are_proven_under_all_its_releases(lab):
    for seed in range(200):
        hold(lab, seed)


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.slug)
def test_every_lab_has_another_one_like_it(lab):
    assert lab.another_seed is not None


@pytest.mark.parametrize(("lab", "way"), WAYS)
def test_a_score_does_not_depend_on_the_learners_release(lab, way):
    scores = {walk(lab, way, release).points for release in lab.allowed_releases}

    assert len(scores) == 1


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.slug)
def test_a_lab_whose_score_depends_on_the_release_names_those_it_allows(lab):
    scores = {
        way.name: {walk(lab, way, release).points for release in RELEASES} for way in lab.solutions
    }

    assert lab.releases or all(len(points) == 1 for points in scores.values())


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.slug)
def test_doing_nothing_scores_nothing(lab):
    assert walk(lab, None, lab.allowed_releases[0]).points == 0


@pytest.mark.parametrize("release", RELEASES)
def test_the_four_errors_of_a_hopeless_vmotion(release):
    told = report(a_lab(BOOKING).site(release), an_action(**TO_ESX_03))

    assert [finding.code for finding in told.findings] == [
        "storage.disks_unreachable",
        "cpu.vendor_differs",
        "network.internal_switch",
        "device.backing_unreachable",
    ]
    assert {finding.severity.value for finding in told.findings} == {"error"}
    assert all(finding.fault and finding.source and finding.objective for finding in told.findings)


def test_a_cold_migration_across_datacenters_shows_what_the_notes_say():
    lab = a_lab(STATES)
    move = an_action(type="Migrate", vm="build-01", host="esx-11", datastore="san-sz")

    told = report(lab.site("8.0"), move)

    assert told.is_allowed
    assert told.elsewhere == {"notes": "refused"}
    assert lab.releases == ("8.0",)


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.slug)
def test_every_objective_of_a_lab_is_exercised_by_a_check(lab):
    assert set(by_objective(lab.checks)) == set(lab.objectives)


# what a task forbids, done after a solution of it: (lab, action)
HARM = (
    ("why-nobody-answers", {"type": "ChangeNetwork", "vm": "till-01", **NIC, "network": "Test"}),
    ("the-machine-that-will-not-start", {"type": "RemoveDisk", "vm": "erp-01", **FIRST_DISK}),
    ("the-machine-that-will-not-start", {"type": "RemoveDisk", "vm": "test-01", **FIRST_DISK}),
    ("place-the-new-disks", {"type": "RemoveDisk", "vm": "db-01", **FIRST_DISK}),
    ("image-of-the-neighbour", {"type": "Migrate", "vm": "log-01", "host": "esx-01"}),
    ("image-of-the-neighbour", {"type": "PowerOff", "vm": "tool-01"}),
    (NEIGHBOURS, {"type": "ChangeNetwork", "vm": "mail-01", **NIC, "network": "Scanners"}),
    (NEIGHBOURS, {"type": "CutLink", "host": "esx-01", "nic": "vmnic1"}),
    (NETWORKS, {"type": "ChangeNetwork", "vm": "desk-01", **NIC, "network": "Guests"}),
    (NETWORKS, {"type": "SetDistributedVlan", **STAFF, "vlan": 0}),
)


@pytest.mark.parametrize(("slug", "harm"), HARM)
def test_harm_done_beside_the_task_costs_points(slug, harm):
    lab = a_lab(slug)
    for way in lab.solutions:
        spoilt = replace(way, actions=(*way.actions, an_action(**harm)))
        assert not walk(lab, spoilt, lab.allowed_releases[-1]).is_full


@pytest.mark.parametrize("later", ["RemoveSnapshot", "TakeSnapshot"])
def test_the_failed_upgrade_may_be_kept_with_fewer_snapshots_or_with_more(later):
    lab = a_lab("back-to-before-the-upgrade")
    more = {"RemoveSnapshot": {"snapshot": "tuesday"}, "TakeSnapshot": {"name": "it-works"}}
    way = lab.solutions[0]
    last = an_action(type=later, vm="book-01", **more[later])

    told = walk(lab, replace(way, actions=(*way.actions, last)), "8.0")

    assert told.refused == 0
    assert told.is_full
