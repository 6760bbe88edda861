"""Recent tasks, events and alarms at the foot of the console, and the clock in its bar."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django.urls import reverse

from labs import selectors, services
from labs.console.panel import ON_A_PAGE, Panel, clock_of
from labs.datacenter.actions import Advance, CutLink
from labs.datacenter.apply import apply
from labs.datacenter.presets import two_hosts
from labs.selectors import standing_of
from tests.labs.casts import CD_IN, CD_OUT, LOGS_OUT, NOON, SOLUTION, TO_ESX_03, a_run, do
from tests.labs.test_the_command_line import a_timed_run


def panel(run, **asked) -> Panel:
    found = selectors.run_of(learner=run.learner, id=run.id)
    return Panel(standing_of(found), asked)


@pytest.fixture
def run(ada):
    return a_run(ada)


# tasks


@pytest.mark.django_db
def test_tasks_stand_newest_first_with_verdict_fault_and_target(run):
    do(run, CD_OUT, TO_ESX_03)

    rows = panel(run).rows

    assert [(row.number, row.state, row.fault) for row in rows] == [
        (2, "refused", "CannotAccessVmDisk"),
        (1, "done", ""),
    ]
    assert [str(ref) for ref in rows[0].refs] == ["vm:book-01", "host:esx-03"]
    assert [row.is_head for row in rows] == [True, False]


@pytest.mark.django_db
def test_what_was_undone_stays_listed_as_undone(run):
    do(run, CD_OUT, LOGS_OUT)
    services.undo(run=run, head=2, at=NOON)

    rows = panel(run).rows

    assert [(row.number, row.state) for row in rows] == [(2, "undone"), (1, "done")]
    assert len(panel(run).every_event) == 1


@pytest.mark.django_db
def test_a_task_is_running_until_its_time_has_come(ada):
    run = a_timed_run(ada)
    do(run, *SOLUTION)
    row = panel(run).rows[0]
    assert (row.state, row.percent, row.can_cancel) == ("running", 0, True)

    do(run, {"type": "Advance", "seconds": 3})
    first = next(row for row in panel(run).rows if row.number == 3)
    assert 0 < first.percent < 100
    do(run, {"type": "Advance", "minutes": 60})

    last = next(row for row in panel(run).rows if row.number == 3)
    assert (last.state, last.percent, last.can_cancel) == ("done", None, False)


@pytest.mark.django_db
def test_a_cancelled_task_says_so(ada, as_ada):
    run = a_timed_run(ada)
    do(run, *SOLUTION)
    page = as_ada.get(f"/runs/{run.id}/?panel=tasks").content.decode()
    assert '<progress value="0" max="100" aria-label="Progress 0%">' in page
    asked = re.search(r"name=\"action\" value=\"([^\"]*CancelTask[^\"]*)\"", page).group(1)
    data = {"head": 3, "token": uuid.uuid4(), "action": asked.replace("&quot;", '"')}

    as_ada.post(reverse("labs:act", args=[run.id]), data)

    states = {row.number: row.state for row in panel(run).rows}
    assert states == {1: "done", 2: "done", 3: "cancelled", 4: "done"}


# events


@pytest.mark.django_db
def test_events_are_those_of_the_line_and_can_be_of_one_object(run):
    do(run, *SOLUTION, TO_ESX_03)

    assert [one.number for one in panel(run).events] == [3, 2, 1]
    assert panel(run).objects == ("vm:book-01", "host:esx-01", "host:esx-02")
    assert [one.number for one in panel(run, of="host:esx-01").events] == [3]
    assert len(panel(run, of="host:nix").events) == 3


@pytest.mark.django_db
def test_a_long_list_has_pages_and_any_page_asked_for_is_one(run):
    do(run, *([CD_OUT, CD_IN] * (ON_A_PAGE // 2 + 1)))
    count = 2 * (ON_A_PAGE // 2 + 1)

    first, second = panel(run, panel="tasks"), panel(run, panel="tasks", page="2")

    assert first.pages == 2
    assert [row.number for row in first.shown] == list(range(count, count - ON_A_PAGE, -1))
    assert [row.number for row in second.shown] == list(range(count - ON_A_PAGE, 0, -1))
    for page in ("0", "-1", "99", "x", "9" * 50, "²"):
        assert panel(run, panel="tasks", page=page).page in (1, 2)


# alarms


@pytest.mark.django_db
def test_alarms_are_standing_warnings_with_links_to_their_objects(as_ada, run, monkeypatch):
    site = two_hosts("8.0")
    site, _ = apply(site, CutLink(host="esx-01", nic=site.hosts["esx-01"].nics[0].name))
    monkeypatch.setattr("labs.scenarios.Lab.site", lambda lab, release: site)

    alarms = panel(run).alarms
    page = as_ada.get(f"/runs/{run.id}/?panel=alarms").content.decode()

    assert [str(ref) for ref in alarms[0].refs] == ["host:esx-01"]
    assert alarms[0].warning.say("en") in page
    assert "object=host%3Aesx-01" in page


# the page


@pytest.mark.django_db
@pytest.mark.parametrize("tab", ["tasks", "events", "alarms", "none", "<b>"])
def test_every_tab_is_a_page_of_its_own_and_keeps_what_is_selected(as_ada, run, tab):
    do(run, *SOLUTION)

    page = as_ada.get(f"/runs/{run.id}/", {"panel": tab, "object": "host:esx-03"})

    assert page.status_code == 200
    html = page.content.decode()
    assert ('id="panel-body"' in html) == (tab in ("tasks", "events", "alarms"))
    assert 'id="object-h"' in html
    assert "object=host%3Aesx-03&amp;panel=" in html


@pytest.mark.django_db
def test_the_panel_stays_open_behind_an_action(as_ada, run):
    data = {"head": 0, "token": uuid.uuid4(), "action": json.dumps(CD_OUT)}
    back = {"back": "object=vm:book-01&panel=events&of=vm:book-01"}

    response = as_ada.post(reverse("labs:act", args=[run.id]), data | back)

    assert "panel=events" in response.url
    assert "of=vm" in response.url


# the clock


@pytest.mark.django_db
def test_no_clock_stands_where_no_time_passes(as_ada, run):
    assert clock_of(standing_of(run).site, ("Migrate",)) is None
    assert b"clockbar" not in as_ada.get(f"/runs/{run.id}/").content


@pytest.mark.django_db
def test_the_clock_steps_to_what_falls_due_next(ada, as_ada):
    run = a_timed_run(ada)
    idle = clock_of(standing_of(run).site, ("Advance",))
    assert (idle.to_next, idle.steps) == (None, (Advance(minutes=1), Advance(minutes=10)))
    do(run, *SOLUTION)
    found = standing_of(selectors.run_of(learner=ada, id=run.id))
    clock = clock_of(found.site, found.lab.actions)
    assert clock.running == 1
    assert clock.now_s + clock.to_next.total_s == found.site.tasks["task-1"].ends_s

    html = as_ada.get(f"/runs/{run.id}/?pane=draw").content.decode()
    assert "<time>00:00:00</time>" in html
    step = do(run, {"type": "Advance", "seconds": clock.to_next.total_s})

    found = standing_of(selectors.run_of(learner=ada, id=run.id))
    assert step.accepted
    assert found.site.vms["book-01"].host == "esx-01"
    assert clock_of(found.site, found.lab.actions).to_next is None


def test_a_clock_that_may_not_be_moved_only_shows_the_time():
    site = two_hosts("8.0")

    clock = clock_of(site, ("Advance",))

    assert clock.can_advance
    assert clock_of(site, ()) is None


@pytest.mark.django_db
def test_letting_time_pass_keeps_the_pane(ada, as_ada):
    run = a_timed_run(ada)
    advance = json.dumps({"type": "Advance", "minutes": 1})
    data = {"head": 0, "token": uuid.uuid4(), "action": advance, "back": "pane=draw"}

    response = as_ada.post(reverse("labs:act", args=[run.id]), data)

    assert "pane=draw" in response.url
