"""The writes of a run: nothing is lost, nothing happens twice, nothing happens to a stale page."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labs import selectors, services
from labs.models import LabRun, LabVersion, Step
from studyguide.progress.models import Evidence
from tests.labs.casts import (
    CD_IN,
    CD_OUT,
    NOON,
    OFF,
    ON,
    SOLUTION,
    TO_ESX_03,
    a_lab,
    a_run,
    an_action,
    do,
)


def standing(run):
    return selectors.standing_of(selectors.run_of(learner=run.learner, id=run.id))


def head_of(run) -> int:
    return standing(run).head


def test_a_run_keeps_the_lab_as_it_was_when_it_began(ada):
    first, second = a_run(ada), a_run(ada)

    assert first.version == second.version
    assert LabVersion.objects.count() == 1
    assert first.version.content["par"] == 3


def test_a_release_the_lab_does_not_allow_begins_nothing(ada):
    with pytest.raises(services.NotOffered):
        a_run(ada, "three-states-one-move", release="notes")

    assert not LabRun.objects.exists()


def test_an_action_moves_head_and_tip(ada):
    run = a_run(ada)

    do(run, CD_OUT)

    state = standing(run)
    assert (state.head, state.tip) == (1, 1)
    assert not state.site.vms["book-01"].device("CD/DVD drive 1").connected


def test_a_refused_action_is_kept_with_its_fault_and_changes_nothing(ada):
    run = a_run(ada)

    step = do(run, TO_ESX_03)

    assert (step.accepted, step.fault) == (False, "CannotAccessVmDisk")
    assert standing(run).site == standing(run).start


def test_the_same_form_sent_twice_is_one_step(ada):
    run, token = a_run(ada), uuid.uuid4()

    for _ in range(2):
        services.take_step(run=run, head=0, token=token, action=an_action(**CD_OUT), at=NOON)

    assert Step.objects.filter(run=run).count() == 1


def test_a_page_that_is_no_longer_true_changes_nothing(ada):
    run = a_run(ada)
    do(run, CD_OUT)

    with pytest.raises(services.StaleHead):
        do(run, OFF, head=0)

    assert Step.objects.filter(run=run).count() == 1


def test_what_the_lab_does_not_offer_is_not_done(ada):
    run = a_run(ada)

    with pytest.raises(services.NotOffered):
        do(run, {"type": "EnterMaintenanceMode", "host": "esx-02"})


def test_an_action_on_what_is_not_there_is_no_step(ada):
    run = a_run(ada)

    with pytest.raises(services.NoSuchObject, match="nobody"):
        do(run, {"type": "PowerOff", "vm": "nobody"})

    assert not run.steps.exists()


def test_undo_redo_and_reset_walk_the_line_and_lose_nothing(ada):
    run = a_run(ada)
    do(run, *SOLUTION)

    services.undo(run=run, head=3, at=NOON)
    assert head_of(run) == 2
    services.reset(run=run, head=2, at=NOON)
    assert head_of(run) == 0
    for expected in (1, 2, 3):
        services.redo(run=run, head=expected - 1, at=NOON)
        assert head_of(run) == expected
    assert Step.objects.filter(run=run).count() == 3


def test_doing_something_else_after_undo_opens_a_branch(ada):
    run = a_run(ada)
    do(run, CD_OUT)
    services.undo(run=run, head=1, at=NOON)
    do(run, OFF)

    state = standing(run)
    assert [entry.number for entry in state.line] == [2]
    assert state.left_behind == 1
    assert state.redo_to is None


@pytest.mark.parametrize("move", [services.undo, services.redo, services.reset])
def test_there_is_nothing_to_move_at_the_start(ada, move):
    with pytest.raises(services.NothingThere):
        move(run=a_run(ada), head=0, at=NOON)


def test_a_run_holds_no_more_steps_than_it_may(ada, monkeypatch):
    monkeypatch.setattr(services, "MOST_STEPS", 2)
    run = a_run(ada)
    do(run, CD_OUT, CD_IN)

    with pytest.raises(services.TooManySteps):
        do(run, CD_OUT)


def test_hints_open_one_by_one(ada):
    run = a_run(ada)

    with pytest.raises(services.NothingThere):
        services.take_hint(run=run, level=2, at=NOON)
    services.take_hint(run=run, level=1, at=NOON)
    services.take_hint(run=run, level=1, at=NOON)

    run.refresh_from_db()
    assert run.hints == 1


def test_finishing_grades_the_line_and_records_each_objective(ada):
    run = a_run(ada)
    do(run, *SOLUTION)

    services.finish(run=run, head=3, at=NOON)

    run.refresh_from_db()
    assert (run.points, run.maximum, run.percent) == (10, 10, 100)
    assert len(run.engine_digest) == 64
    evidence = {row.objective: row.score for row in Evidence.objects.filter(learner=ada)}
    assert evidence == dict.fromkeys(a_lab().objectives, 1.0)


def test_an_objective_gets_the_share_of_its_own_checks(ada):
    run = a_run(ada)
    do(run, OFF, {"type": "Migrate", "vm": "book-01", "host": "esx-01"}, ON)

    services.finish(run=run, head=3, at=NOON)

    evidence = {row.objective: row.score for row in Evidence.objects.filter(learner=ada)}
    assert evidence["6.11"] == 1.0
    assert evidence["6.19"] == 0.0
    assert evidence["6.21"] == pytest.approx(1 / 3)  # one point of three


def test_finishing_twice_records_once(ada):
    run = a_run(ada)

    for _ in range(2):
        services.finish(run=run, head=0, at=NOON)

    assert Evidence.objects.filter(learner=ada).count() == len(a_lab().objectives)


@pytest.mark.parametrize(
    "deed",
    [
        lambda run: do(run, OFF, head=0),
        lambda run: services.undo(run=run, head=0, at=NOON),
        lambda run: services.take_hint(run=run, level=1, at=NOON),
    ],
    ids=["act", "undo", "hint"],
)
def test_a_finished_run_is_only_read(ada, deed):
    run = a_run(ada)
    services.finish(run=run, head=0, at=NOON)

    with pytest.raises(services.RunIsFinished):
        deed(run)


def test_undone_interruptions_do_not_count(ada):
    run = a_run(ada)
    do(run, OFF)
    services.undo(run=run, head=1, at=NOON)
    do(run, *SOLUTION)

    assert standing(run).assessment.is_full


def test_rules_broken_are_counted_by_rule(ada):
    run = a_run(ada)
    do(run, TO_ESX_03, TO_ESX_03, ON)

    broken = {rule.code: rule.count for rule in standing(run).assessment.broken}

    assert broken["cpu.vendor_differs"] == 2
    told = {rule.code: rule for rule in standing(run).assessment.broken}["cpu.vendor_differs"]
    assert "AMD" in told.says.en
    assert told.as_json()["says"]["zh"] == told.says.zh != told.says.en
    assert told.fault == "FeatureRequirementsNotMet"
    assert broken["power.wrong_state"] == 1
    assert standing(run).assessment.refused == 3


def test_the_database_refuses_a_grade_without_an_end(ada):
    run = a_run(ada)

    with pytest.raises(IntegrityError), transaction.atomic():
        LabRun.objects.filter(pk=run.pk).update(points=3)


def test_the_database_refuses_an_unknown_release(ada):
    run = a_run(ada)

    with pytest.raises(IntegrityError), transaction.atomic():
        LabRun.objects.filter(pk=run.pk).update(release="9.9")


def test_the_database_refuses_a_refusal_without_a_fault(ada):
    step = do(a_run(ada), CD_OUT)

    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.filter(pk=step.pk).update(accepted=False)


def test_a_run_whose_lab_cannot_be_read_any_more_is_refused_kindly(ada):
    run = a_run(ada)
    LabVersion.objects.filter(pk=run.version_id).update(digest="0" * 64, content={"old": True})

    with pytest.raises(services.Unreadable):
        do(run, CD_OUT)


MOVES = st.lists(
    st.sampled_from(["cd-out", "cd-in", "off", "on", "hopeless", "undo", "redo", "reset"]),
    max_size=12,
)
DEEDS = {"cd-out": CD_OUT, "cd-in": CD_IN, "off": OFF, "on": ON, "hopeless": TO_ESX_03}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=MOVES)
def test_whatever_is_done_the_run_replays_and_redo_undoes_undo(ada, moves):
    run = a_run(ada)
    for move in moves:
        before = standing(run)
        if move in DEEDS:
            do(run, DEEDS[move])
        else:
            try:
                getattr(services, move)(run=run, head=before.head, at=NOON)
            except services.NothingThere:
                pass
            else:
                if move == "undo":
                    assert standing(run).redo_to == before.head

    state = standing(run)
    assert [entry.number for entry in state.entries] == list(range(1, len(state.entries) + 1))
    assert not any(moment.differs for moment in state.all_moments)
    assert state.line == state.whole_line[: len(state.line)]
    while (target := standing(run).redo_to) is not None:
        services.redo(run=run, head=head_of(run), at=NOON)
        assert head_of(run) == target


# branches


def test_a_branch_left_behind_can_be_gone_to_and_back_again(ada):
    run = a_run(ada)
    do(run, CD_OUT)
    services.undo(run=run, head=1, at=NOON)
    do(run, OFF)

    services.go_to_branch(run=run, head=2, end=1, at=NOON)
    there = standing(run)
    assert (there.head, there.tip, [one.end for one in there.branches]) == (1, 1, [2])

    services.go_to_branch(run=run, head=1, end=2, at=NOON)
    assert (head_of(run), Step.objects.count()) == (2, 2)


@pytest.mark.parametrize("end", [1, 2, 99])
def test_only_the_end_of_a_branch_can_be_gone_to(ada, end):
    run = a_run(ada)
    do(run, CD_OUT, OFF)

    with pytest.raises(services.NothingThere):
        services.go_to_branch(run=run, head=2, end=end, at=NOON)


def test_a_page_that_is_no_longer_true_goes_to_no_branch(ada):
    run = a_run(ada)
    do(run, CD_OUT)
    services.undo(run=run, head=1, at=NOON)
    do(run, OFF)

    with pytest.raises(services.StaleHead):
        services.go_to_branch(run=run, head=1, end=1, at=NOON)
