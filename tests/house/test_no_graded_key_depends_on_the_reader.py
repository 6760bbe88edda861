"""Nothing disputed is graded in silence: no shipped key or score depends on who reads it.

That each key agrees with the engine in every release is tested where the questions are.
"""

from __future__ import annotations

import random
from io import StringIO
from itertools import product

import pytest
from django.core.management import call_command
from django.utils import timezone

from labs import shelf
from labs.assessment import assess
from labs.datacenter.actions import Action, Migrate, PowerOff, PowerOn, Suspend
from labs.datacenter.releases import RELEASES
from labs.datacenter.wire.write import action_json
from labs.history import Entry, replay
from labs.scenarios import Lab
from quizzes.attempts import selectors, services
from quizzes.attempts.order import OrderKey
from quizzes.bank.models import QuestionVersion
from quizzes.bank.selectors import published_versions
from quizzes.catalogue import find_quiz
from quizzes.kinds import kind_of
from quizzes.lead_in import lead_in
from studyguide.accounts.models import User
from studyguide.blueprint import blueprint
from tests.conftest import a_user

LABS = list(shelf.labs().values())
HISTORIES = 40
LONGEST_HISTORY = 6


@pytest.fixture
def shipped(db) -> list[QuestionVersion]:
    """Every published version of the bank as it is shipped."""
    call_command("loadbank", stdout=StringIO(), verbosity=0)
    versions = list(published_versions())
    assert len(versions) >= 17
    return versions


def test_a_question_on_a_disputed_claim_names_a_release_or_is_tried_in_all(shipped):
    for version in shipped:
        if any(blueprint().is_disputed(each) for each in version.content["objectives"]):
            assert version.content["releases"] or version.content["proof"], version


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_named_release_is_printed_before_the_question(shipped, language):
    named = [version.content["releases"] for version in shipped if version.content["releases"]]

    assert named
    assert all(lead_in(releases, language) for releases in named)


def papers(learner: User, pick) -> dict[str, list[tuple[str, str]]]:
    """Release -> the same paper, answered alike and handed in: each question with its score."""
    scores = {}
    for release in RELEASES:
        now = timezone.now()
        attempt = services.start_attempt(
            learner=learner, quiz=find_quiz("course-notes"), release=release, seed="7", at=now
        )
        for item in selectors.items_of(attempt):
            picked = pick(item.version.content)
            services.record_answer(
                item=item, response={"picked": sorted(picked)}, key=OrderKey(1, 1), at=now
            )
        services.hand_in(attempt=attempt, at=now)
        items = attempt.items.select_related("version__question").order_by("position")
        scores[release] = [(item.version.question.slug, item.score) for item in items]
    return scores


@pytest.mark.parametrize("chosen", ["the key", "the first option"])
def test_the_same_answers_score_the_same_under_every_pinned_release(shipped, chosen):
    def pick(content: dict) -> list[str]:
        kind = kind_of(content)
        return list(kind.key(content)) if chosen == "the key" else [kind.options(content)[0].key]

    scores = list(papers(a_user("ada"), pick).values())

    assert len(scores[0]) == 5
    assert all(each == scores[0] for each in scores)
    assert {score for _, score in scores[0]} == {"1"} or chosen != "the key"


def what_one_may_ask(lab: Lab) -> tuple[list[Action], list[Action]]:
    """The steps of the lab's own ways; and whatever else it offers to do with its machines."""
    site = lab.world
    places = [
        {"host": host, "datastore": datastore}
        for host, datastore in product([None, *site.hosts], [None, *site.datastores])
        if host or datastore
    ]
    moves = [Migrate(vm=vm, **place) for vm in site.vms for place in places]
    power = [deed(vm=vm) for vm in site.vms for deed in (PowerOn, PowerOff, Suspend)]
    known = [action for way in (*lab.solutions, *lab.mutants) for action in way.actions]
    return known, [action for action in (*moves, *power) if lab.allows(action)]


def points(lab: Lab, history: list[Action], release: str) -> int:
    site = lab.site(release)
    entries = [
        Entry(number=number, parent=number - 1, action=action_json(action), accepted=True)
        for number, action in enumerate(history, start=1)
    ]
    return assess(lab, site, replay(site, entries)).points


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.slug)
def test_the_same_steps_score_the_same_in_every_release_a_lab_offers(lab):
    chance = random.Random(lab.slug)
    offered = [actions for actions in what_one_may_ask(lab) if actions]
    told_apart = []
    for _ in range(HISTORIES if len(lab.allowed_releases) > 1 else 0):
        length = chance.randint(1, LONGEST_HISTORY)
        history = [chance.choice(chance.choice(offered)) for _ in range(length)]
        scores = {release: points(lab, history, release) for release in lab.allowed_releases}
        if len(set(scores.values())) > 1:
            told_apart.append((scores, [action.say("en") for action in history]))

    assert told_apart == []


# Why a lab is told in some releases alone. To keep its proof short is no reason.
IN_SOME_RELEASES = {
    "a-backup-that-fits": "Data Recovery and Data Protection still came with vSphere 5.x",
    "live-with-nothing-shared": "a vMotion into another datacenter needs 6.0",
    "newer-and-older": "one of its hosts is of ESXi 6.5, which vCenter Server 8.0 does not manage",
    "one-list-before-the-audit": "machines are encrypted since 6.5",
    "three-states-one-move": "corrects the notes on what crosses datacenters, as of 8.0",
    "to-the-other-vcenter": "encrypted vMotion across vCenter Servers is refused until 7.0",
    "who-crosses-in-5-5": "is about 5.5, in which a running machine crosses no datacenter",
}


def test_a_lab_offers_every_release_or_a_reason_says_why_not():
    in_some = {lab.slug for lab in LABS if lab.allowed_releases != RELEASES}

    assert in_some == set(IN_SOME_RELEASES)
