"""Undo, redo and replay as questions about a list of steps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.datacenter.goals import History, NeverRefusedWith
from labs.history import START, branches, line, redone, replay, undone
from tests.labs.casts import CD_OUT, OFF, SOLUTION, TO_ESX_03, a_lab, an_entry


def steps_of(*accepted: bool):
    """A straight line; True is a step carried out, False a refused one."""
    return tuple(
        an_entry(number, number - 1, accepted=each) for number, each in enumerate(accepted, start=1)
    )


def test_a_line_runs_from_the_start_to_its_end_past_branches():
    steps = (an_entry(1, START), an_entry(2, 1), an_entry(3, 1), an_entry(4, 3))

    assert [step.number for step in line(steps, 4)] == [1, 3, 4]
    assert line(steps, START) == ()


def test_a_step_that_is_not_there_ends_no_line():
    with pytest.raises(KeyError):
        line((an_entry(1, START),), 7)


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ((), None),
        ((False,), None),
        ((True,), START),
        ((True, True), 1),
        ((True, False, False), START),
        ((False, True), 1),
    ],
)
def test_undo_goes_before_the_last_step_that_was_carried_out(accepted, expected):
    assert undone(steps_of(*accepted)) == expected


@pytest.mark.parametrize(
    ("accepted", "head", "expected"),
    [
        ((), START, None),
        ((True,), 1, None),
        ((True,), START, 1),
        ((True, False, False), START, 3),
        ((True, False, True), START, 2),
        ((False,), START, None),
        ((False, True), START, 2),
    ],
)
def test_redo_passes_one_step_and_the_refusals_behind_it(accepted, head, expected):
    assert redone(steps_of(*accepted), head) == expected


@given(st.lists(st.booleans(), max_size=12))
def test_redo_undoes_every_undo_and_leads_back_to_the_tip(accepted):
    steps = steps_of(*accepted)
    head = tip = len(steps)
    been = [head]
    while (before := undone(line(steps, head))) is not None:
        assert redone(steps, before) == head
        head = before
        been.append(head)

    for expected in reversed(been[:-1]):
        head = redone(steps, head)
        assert head == expected
    assert head == tip
    assert redone(steps, tip) is None


def test_a_replay_carries_out_what_is_allowed_and_keeps_what_is_refused():
    start = a_lab().site("8.0")
    steps = (an_entry(1, 0, **TO_ESX_03), an_entry(2, 1, **CD_OUT))

    refused, done = replay(start, steps)

    assert refused.site is start
    assert refused.refusal.fault == "CannotAccessVmDisk"
    assert refused.differs  # it was recorded as carried out
    assert not done.differs
    assert not done.site.vms["book-01"].device("CD/DVD drive 1").connected


def test_a_replay_goes_on_past_an_action_that_nobody_knows_any_more():
    start = a_lab().site("8.0")
    steps = (an_entry(1, 0, type="Teleport", vm="book-01"), an_entry(2, 1, **OFF))

    unknown, after = replay(start, steps)

    assert unknown.action is None
    assert unknown.differs
    assert after.accepted


def test_a_replay_of_the_same_steps_gives_the_same_sites():
    start = a_lab().site("8.0")
    steps = tuple(an_entry(n, n - 1, **each) for n, each in enumerate(SOLUTION, start=1))

    assert [moment.site for moment in replay(start, steps)] == [
        moment.site for moment in replay(start, steps)
    ]


# branches


def test_a_line_that_was_left_is_a_branch_with_its_fork_and_steps():
    entries = [an_entry(1, 0), an_entry(2, 1), an_entry(3, 2), an_entry(4, 1)]

    (branch,) = branches(entries, 4)

    assert (branch.fork, branch.end) == (1, 3)
    assert [step.number for step in branch.steps] == [2, 3]


def test_a_run_that_never_went_back_has_no_branch():
    assert branches([an_entry(1, 0), an_entry(2, 1)], 2) == ()


def test_branches_of_a_branch_each_show_all_their_own_steps():
    entries = [an_entry(1, 0), an_entry(2, 1), an_entry(3, 1), an_entry(4, 0)]

    found = branches(entries, 4)

    assert [(one.fork, [step.number for step in one.steps]) for one in found] == [
        (0, [1, 2]),
        (0, [1, 3]),
    ]


def test_every_step_is_on_the_line_or_on_a_branch():
    entries = [an_entry(n, parent) for n, parent in enumerate((0, 1, 1, 3, 0, 5, 2), 1)]

    on_branches = {step.number for one in branches(entries, 6) for step in one.steps}

    assert on_branches | {step.number for step in line(entries, 6)} == set(range(1, 8))


def test_a_goal_asks_replayed_steps_for_the_fault_of_a_refusal():
    start = a_lab().site("8.0")
    steps = (an_entry(1, 0, **TO_ESX_03), an_entry(2, 1, type="Teleport", vm="book-01"))
    history = History(start=start, steps=replay(start, steps))

    assert not NeverRefusedWith(fault="CannotAccessVmDisk").holds(history)
    assert NeverRefusedWith(fault="InvalidPowerState").holds(history)
