"""Mastery: 3 of the last 4 first tries, 2 questions, 2 days, and a lab where one is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from studyguide import progress
from studyguide.accounts.guests import move_work
from studyguide.blueprint import blueprint
from studyguide.progress.models import Evidence
from tests.conftest import a_user
from tests.studyguide.queries import queries

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # noon in Shanghai
WITH_LAB, WITHOUT_LAB = "6.03", "6.16"

pytestmark = pytest.mark.django_db


def tried(learner, *days_and_scores, objective=WITHOUT_LAB, source="question"):
    """Each try is (day, item, score): one evidence at noon of that day, in turn."""
    for number, (day, item, score) in enumerate(days_and_scores):
        progress.record(
            learner=learner,
            objective=objective,
            source=source,
            item=item,
            score=score,
            at=NOON + timedelta(days=day, minutes=number),
        )


def standing(learner, objective=WITHOUT_LAB):
    found = blueprint().objectives[objective]
    return progress.standings(learner=learner, objectives=[found])[objective]


def test_three_right_over_two_questions_and_two_days_are_mastery(ada):
    tried(ada, (0, "a", 1), (0, "b", 1), (1, "a", 1))

    assert standing(ada).is_mastered
    assert standing(ada).quarter == 4


def test_one_wrong_among_the_last_four_is_forgiven(ada):
    tried(ada, (0, "a", 1), (0, "b", 0), (1, "a", 1), (1, "b", 1))

    assert standing(ada).is_mastered


def test_two_wrong_among_the_last_four_are_not(ada):
    tried(ada, (0, "a", 1), (0, "b", 0), (1, "a", 1), (1, "b", 0))

    assert not standing(ada).is_mastered
    assert (standing(ada).right, standing(ada).tries) == (2, 4)


def test_only_the_last_four_count(ada):
    wrong = [(day, "a", 0) for day in range(6)]
    right = [(6, "a", 1), (6, "b", 1), (7, "a", 1), (7, "b", 1)]
    tried(ada, *wrong, *right)

    assert standing(ada).is_mastered


def test_mastery_is_lost_by_newer_mistakes(ada):
    tried(ada, (0, "a", 1), (0, "b", 1), (1, "a", 1), (2, "a", 0), (3, "b", 0))

    assert not standing(ada).is_mastered


@pytest.mark.parametrize(
    "tries",
    [
        [(0, "a", 1), (1, "a", 1), (2, "a", 1)],
        [(0, "a", 1), (0, "b", 1), (0, "c", 1)],
        [(0, "a", 1), (1, "b", 1)],
    ],
    ids=["one question", "one day", "two tries"],
)
def test_too_little_is_not_mastery(ada, tries):
    tried(ada, *tries)

    assert not standing(ada).is_mastered
    assert standing(ada).quarter < 4


def test_a_second_try_on_the_same_day_has_seen_the_explanation_and_does_not_count(ada):
    tried(ada, (0, "a", 0), (0, "a", 1), (0, "a", 1), (0, "b", 1), (1, "b", 1))

    assert (standing(ada).right, standing(ada).tries) == (2, 3)


def test_a_part_of_a_score_is_not_right(ada):
    tried(ada, (0, "a", Fraction(1, 2)))

    assert (standing(ada).right, standing(ada).tries) == (0, 1)


def test_the_day_is_the_site_s_day_not_utc(ada):
    late = datetime(2026, 3, 2, 15, 59, tzinfo=UTC)  # one minute to midnight in Shanghai
    for number, item in enumerate("abc"):
        progress.record(
            learner=ada,
            objective=WITHOUT_LAB,
            source="question",
            item=item,
            score=1,
            at=late + timedelta(minutes=number),
        )

    assert standing(ada).days == 2
    assert standing(ada).is_mastered


def test_where_a_lab_is_due_answers_alone_are_not_mastery(ada):
    tried(ada, (0, "a", 1), (0, "b", 1), (1, "a", 1), objective=WITH_LAB)

    assert standing(ada, WITH_LAB).has_right_answers
    assert not standing(ada, WITH_LAB).is_mastered

    tried(ada, (1, "lab", Fraction(4, 5)), objective=WITH_LAB, source="lab")
    assert not standing(ada, WITH_LAB).is_mastered

    tried(ada, (1, "lab", 1), objective=WITH_LAB, source="lab")
    assert standing(ada, WITH_LAB).is_mastered


def test_a_lab_is_no_answer(ada):
    tried(ada, (0, "x", 1), (1, "y", 1), (2, "z", 1), source="lab")

    assert standing(ada).tries == 0
    assert standing(ada).is_started
    assert not standing(ada).is_mastered


def test_nothing_done_is_not_started(ada):
    assert not standing(ada).is_started
    assert standing(ada).quarter == 0


def test_what_others_did_does_not_count(ada, ben):
    tried(ben, (0, "a", 1), (0, "b", 1), (1, "a", 1))

    assert not standing(ada).is_started


def test_objectives_do_not_borrow_from_one_another(ada):
    tried(ada, (0, "a", 1), (0, "b", 1), objective="6.16")
    tried(ada, (1, "a", 1), objective="6.20")

    assert standing(ada, "6.16").tries == 2
    assert standing(ada, "6.20").tries == 1


@pytest.mark.parametrize("amount", [1, 60])
def test_counting_costs_two_queries_however_much_there_is(ada, amount):
    tried(ada, *[(day, "abc"[day % 3], day % 2) for day in range(amount)])
    objectives = list(blueprint().objectives.values())

    assert queries(lambda: progress.standings(learner=ada, objectives=objectives)) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": "hearsay"},
        {"score": 2},
        {"score": -1},
        {"at": datetime(2026, 3, 2)},  # noqa: DTZ001
    ],
    ids=["source", "score over one", "score under nought", "time without zone"],
)
def test_nonsense_is_refused(ada, wrong):
    evidence = {
        "learner": ada,
        "objective": "6.03",
        "source": "question",
        "item": "a",
        "score": 1,
        "at": NOON,
    }
    with pytest.raises(ValueError, match=r"must be|needs"):
        progress.record(**{**evidence, **wrong})
    assert not Evidence.objects.exists()


def test_amounts_count_different_questions_and_passed_labs_by_chapter(ada):
    tried(ada, (0, "a", 1), (1, "a", 0), (1, "b", 0), objective="6.03")
    tried(ada, (0, "a", 1), objective="6.06")
    tried(ada, (0, "l", 1), (0, "m", 0.5), objective="6.03", source="lab")
    tried(ada, (0, "c", 1), objective="1.01")

    amounts = progress.amounts(learner=ada)

    assert (amounts["6"].questions, amounts["6"].labs) == (2, 1)
    assert (amounts["1"].questions, amounts["1"].labs) == (1, 0)


def test_a_guest_s_evidence_goes_over_and_one_first_try_a_day_stays(ada):
    guest = a_user("guest-1", is_guest=True)
    tried(ada, (0, "a", 0))
    tried(guest, (0, "b", 1), (0, "a", 1), (1, "a", 1))

    move_work(guest=guest, owner=ada)

    assert Evidence.objects.filter(learner=ada).count() == 4
    assert (standing(ada).right, standing(ada).tries) == (2, 3)
