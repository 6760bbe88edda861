"""The next step towards the checks, what can no longer be met, and what a line has cost."""

from __future__ import annotations

import pytest

from labs.coaching import DONE, LOST, advise, priced, spent, turns
from labs.datacenter.repair import FOUND, IMPOSSIBLE, NOT_FOUND
from labs.datacenter.wire.write import action_json
from labs.history import Entry, replay
from labs.shelf import labs
from tests.labs.casts import CD_OUT, LOGS_OUT, OFF, ON, SOLUTION, TO_ESX_01, TO_ESX_03, a_lab

LAB = a_lab()
START = LAB.site("8.0")


def after(*actions):
    return replay(
        START,
        [
            Entry(number=number, parent=number - 1, action=action, accepted=True)
            for number, action in enumerate(actions, 1)
        ],
    )


@pytest.mark.parametrize("slug", labs())
def test_following_the_advice_from_the_start_meets_every_check(slug):
    lab = labs()[slug]
    start = lab.site(lab.allowed_releases[-1])
    entries = []
    for number in range(1, lab.par + 1):
        told = advise(lab, start, replay(start, entries))
        assert told.status == FOUND
        action = action_json(told.next)
        entries.append(Entry(number=number, parent=number - 1, action=action, accepted=True))

    assert advise(lab, start, replay(start, entries)).status == DONE


def test_what_was_done_is_not_asked_again():
    told = advise(LAB, START, after(CD_OUT, LOGS_OUT))

    assert [action.say("en") for action in told.actions] == ["Migrate book-01 to esx-01"]


def test_towards_one_check_only_that_one_is_sought_and_the_others_are_kept():
    told = advise(LAB, START, after(), towards="moved")

    assert told.status == FOUND
    assert "PowerOff" not in {type(action).__name__ for action in told.actions}


def test_what_was_broken_for_good_is_named_with_the_step_that_broke_it():
    told = advise(LAB, START, after(CD_OUT, OFF, ON))

    assert [check.key for check in told.lost] == ["running"]
    assert told.lost_at.number == 2
    assert told.status == FOUND


def test_what_can_only_be_undone_is_lost():
    told = advise(LAB, START, after(*SOLUTION[:2], OFF, ON, TO_ESX_01))

    assert (told.status, told.actions) == (LOST, ())


def test_a_check_that_is_lost_is_not_planned_for():
    told = advise(LAB, START, after(OFF), towards="running")

    assert (told.status, told.next) == (LOST, None)


def test_the_bound_is_kept_and_told_from_an_impossible_way():
    suspended = {"type": "Suspend", "vm": "book-01"}

    assert advise(LAB, START, after(), most_nodes=1).status == NOT_FOUND
    assert advise(LAB, START, after(suspended)).status in (FOUND, IMPOSSIBLE)


def test_a_way_is_given_up_with_the_work_that_a_request_may_do():
    assert advise(LAB, START, after(), most_asked=20).status == NOT_FOUND
    assert advise(LAB, START, after()).status == FOUND


def test_a_refused_step_neither_costs_nor_turns_anything():
    moments = after(TO_ESX_03)

    assert set(turns(LAB, START, moments).values()) == {0}
    assert spent(START, moments).actions == 0


def test_each_check_has_turned_at_the_step_that_made_it_so():
    told = turns(LAB, START, after(*SOLUTION))

    assert told["moved"] == 3
    assert told["running"] == 0


def test_a_check_that_was_met_and_lost_has_turned_where_it_was_lost():
    back = {"type": "Migrate", "vm": "book-01", "host": "esx-02"}

    assert turns(LAB, START, after(*SOLUTION, back))["moved"] == 4


def test_a_line_costs_its_actions_interruptions_and_data():
    lab = labs()["empty-the-old-array"]
    start = lab.site("8.0")
    way = [action_json(action) for action in lab.solutions[0].actions]
    moments = replay(
        start,
        [
            Entry(number=number, parent=number - 1, action=action, accepted=True)
            for number, action in enumerate(way, 1)
        ],
    )

    total = spent(start, moments)

    assert (total.actions, total.interruptions, total.copied_mb) == (3, 0, 235_520)
    assert sum(cost.copied_mb for _, cost in priced(start, moments)) == 235_520
    assert spent(START, after(OFF, ON)).interruptions == 1
