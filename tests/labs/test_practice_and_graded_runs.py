"""Two ways to take a lab: practice helps, graded does not, and its time is the server's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from labs import services, shelf
from labs.models import LabRun, Mode, Step
from studyguide.blueprint import blueprint
from studyguide.progress.models import Evidence
from tests.labs.casts import (
    BOOKING,
    CD_OUT,
    LOGS_OUT,
    NOON,
    SOLUTION,
    TO_ESX_01,
    TO_ESX_03,
    a_lab,
    an_action,
    do,
)

LIMIT = 20
LATE = NOON + timedelta(minutes=LIMIT)
HTMX = {"HX-Request": "true"}


def a_graded_run(learner, *, limit: int | None = None):
    lab = replace(a_lab(), limit_minutes=limit)
    return services.start_run(learner=learner, lab=lab, release="8.0", at=NOON, mode=Mode.GRADED)


def open_hints(run):
    for level in (1, 2, 3):
        services.take_hint(run=run, level=level, at=NOON)


def console(client, run, query: str = "") -> str:
    return client.get(reverse("labs:run", args=[run.id]) + query).content.decode()


def result(client, run) -> str:
    return client.get(reverse("labs:result", args=[run.id])).content.decode()


@pytest.fixture
def now(monkeypatch):
    """A clock that tests may set: `now(at)`."""

    def set_to(at):
        monkeypatch.setattr("django.utils.timezone.now", lambda: at)

    set_to(NOON)
    return set_to


# before it starts


def test_what_each_mode_means_is_said_before_the_start(as_ada, monkeypatch):
    timed = replace(a_lab(), limit_minutes=LIMIT)
    monkeypatch.setattr(shelf, "seeded", lambda slug, seed: timed)

    page = as_ada.get(f"/labs/{BOOKING}/").content.decode()

    assert "Hints, repairs, the lesson's passage beside the lab" in page
    assert "there are no hints and no repairs" in page
    assert "20 minutes from the start, counted by the server" in page


@pytest.mark.parametrize(("sent", "mode"), [("graded", "graded"), ("practice", "practice")])
def test_a_run_is_begun_in_the_mode_that_was_chosen(as_ada, sent, mode):
    as_ada.post(f"/labs/{BOOKING}/", {"release": "8.0", "mode": sent})

    assert LabRun.objects.get().mode == mode


def test_a_post_without_a_mode_begins_practice(as_ada):
    as_ada.post(f"/labs/{BOOKING}/", {"release": "8.0"})

    assert LabRun.objects.get().mode == Mode.PRACTICE


def test_a_mode_that_is_none_begins_nothing_and_says_so(as_ada):
    response = as_ada.post(f"/labs/{BOOKING}/", {"release": "8.0", "mode": "exam"})

    assert response.status_code == 422
    assert "Choose practice or graded." in response.content.decode()
    assert not LabRun.objects.exists()


# what graded withholds


def test_a_graded_run_shows_no_check_before_the_end(as_ada, ada):
    run = a_graded_run(ada)
    do(run, *SOLUTION)

    page = console(as_ada, run, "?do=check")

    assert "Check my work" not in page
    assert "Expected" not in page
    assert "; done" not in page
    assert "Every check is met" not in page
    assert "The checks are shown once the run is closed." in page


def test_a_graded_run_offers_no_hint_and_takes_none(as_ada, ada):
    run = a_graded_run(ada)

    with pytest.raises(services.NotOffered):
        services.take_hint(run=run, level=1, at=NOON)
    response = as_ada.post(reverse("labs:hint", args=[run.id]), {"level": 1})

    assert "Hint 0/3" not in console(as_ada, run)
    assert "A graded run offers no hints." in response.content.decode()


def test_a_graded_run_offers_no_repair_where_practice_does(as_ada, ada):
    asked = "?do=migrate&object=vm:book-01&kind=host&host=esx-01&step=review"

    practice = services.start_run(learner=ada, lab=a_lab(), release="8.0", at=NOON)
    graded = a_graded_run(ada)

    assert "Smallest repair" in console(as_ada, practice, asked)
    assert "Smallest repair" not in console(as_ada, graded, asked)


def test_a_refused_action_is_explained_in_a_graded_run_without_a_way_to_the_passage(as_ada, ada):
    run = a_graded_run(ada)
    do(run, TO_ESX_03)

    page = console(as_ada, run, "?object=vm:book-01&told=1")

    assert "CannotAccessVmDisk" in page
    assert "Why?" not in page
    assert as_ada.get(reverse("labs:passage", args=[run.id, "6.11"])).status_code == 404


@pytest.mark.parametrize("asked", ["?do=next", "?do=check&towards=moved"])
def test_a_graded_run_is_not_told_the_next_step(as_ada, ada, asked):
    page = console(as_ada, a_graded_run(ada), asked)

    assert "Next step" not in page


def test_a_finished_graded_run_shows_everything(as_ada, ada):
    run = a_graded_run(ada)
    do(run, TO_ESX_03)
    services.finish(run=run, head=1, at=NOON)

    page = result(as_ada, run)

    assert "Expected" in page
    assert "Lesson " in page
    assert "Graded" in page


# its time


def test_practice_has_no_deadline_and_graded_one_that_the_server_sets(ada):
    timed = replace(a_lab(), limit_minutes=LIMIT)

    practice = services.start_run(learner=ada, lab=timed, release="8.0", at=NOON)

    assert practice.deadline_at is None
    assert a_graded_run(ada).deadline_at is None
    assert a_graded_run(ada, limit=LIMIT).deadline_at == LATE


def test_the_console_shows_what_is_left_of_the_time_as_the_server_counts_it(as_ada, ada):
    run = a_graded_run(ada)
    assert "data-deadline" not in console(as_ada, run)
    at = timezone.now() + timedelta(minutes=11, seconds=30)
    LabRun.objects.filter(id=run.id).update(deadline_at=at)

    page = console(as_ada, run, "?lang=en")

    assert "12 min left" in page
    assert f'data-deadline="{int(at.timestamp() * 1000)}"' in page
    assert abs(int(re.search(r'data-now="(\d+)"', page)[1]) / 1000 - at.timestamp() + 690) < 60


def test_no_row_says_that_practice_ends(ada):
    run = services.start_run(learner=ada, lab=a_lab(), release="8.0", at=NOON)
    run.deadline_at = LATE

    with pytest.raises(IntegrityError), transaction.atomic():
        run.save()


def test_an_action_counts_until_the_last_moment_and_not_after(ada):
    run = a_graded_run(ada, limit=LIMIT)
    in_time, late = LATE - timedelta(microseconds=1), LATE
    step = {"run": run, "action": an_action(**CD_OUT)}

    services.take_step(head=0, token="00000000-0000-4000-8000-000000000001", at=in_time, **step)
    with pytest.raises(services.TimeIsUp):
        services.take_step(head=1, token="00000000-0000-4000-8000-000000000002", at=late, **step)

    assert Step.objects.count() == 1


@pytest.mark.parametrize(
    "deed",
    [
        lambda run: services.undo(run=run, head=1, at=LATE),
        lambda run: services.reset(run=run, head=1, at=LATE),
        lambda run: services.finish(run=run, head=1, at=LATE),
    ],
    ids=["undo", "reset", "finish"],
)
def test_nothing_moves_a_run_whose_time_is_up(ada, deed):
    run = a_graded_run(ada, limit=LIMIT)
    do(run, CD_OUT)

    with pytest.raises(services.TimeIsUp):
        deed(run)


@pytest.mark.parametrize("name", ["run", "result", "replay"])
def test_whoever_reads_an_overdue_run_closes_it_as_it_stood(as_ada, ada, now, name):
    run = a_graded_run(ada, limit=LIMIT)
    do(run, CD_OUT, LOGS_OUT, TO_ESX_01)
    now(LATE + timedelta(days=3))

    as_ada.get(reverse(f"labs:{name}", args=[run.id]))

    run.refresh_from_db()
    assert (run.finished_at, run.ran_out) == (LATE, True)
    assert run.points == run.maximum
    assert Evidence.objects.filter(learner=ada, at=LATE).count() == len(a_lab().objectives)


def test_a_post_that_comes_too_late_leads_to_the_result(as_ada, ada, now):
    run = a_graded_run(ada, limit=LIMIT)
    now(LATE)

    response = as_ada.post(reverse("labs:undo", args=[run.id]), {"head": 0})

    assert response.url == reverse("labs:result", args=[run.id])
    assert "The time was up at" in result(as_ada, run)


@pytest.mark.parametrize("address", ["/labs/", f"/labs/{BOOKING}/"])
def test_the_catalogue_closes_what_is_overdue(as_ada, ada, now, address):
    run = a_graded_run(ada, limit=LIMIT)
    now(LATE)

    page = as_ada.get(address).content.decode()

    run.refresh_from_db()
    assert run.is_finished
    assert "Continue" not in page


def test_tidying_closes_what_is_overdue_and_nothing_else(ada, now):
    due, going = a_graded_run(ada, limit=LIMIT), a_graded_run(ada)
    now(LATE)

    call_command("tidy")

    for run in (due, going):
        run.refresh_from_db()
    assert (due.is_finished, going.is_finished) == (True, False)


def test_the_catalogue_offers_running_labs_on_any_device(as_ada, ada):
    run = a_graded_run(ada)

    page = as_ada.get("/labs/").content.decode()

    assert "Go on where you left off" in page
    assert reverse("labs:run", args=[run.id]) in page


# practice helps


def test_the_next_step_is_told_once_every_hint_is_open(as_ada, ada):
    run = services.start_run(learner=ada, lab=a_lab(), release="8.0", at=NOON)

    assert "Open the hints first" in console(as_ada, run, "?do=next")
    open_hints(run)
    page = console(as_ada, run, "?do=next")

    assert "Disconnect" in page
    assert "From here 3 actions are enough." in page


def test_a_check_says_the_next_step_towards_itself(as_ada, ada):
    run = services.start_run(learner=ada, lab=a_lab(), release="8.0", at=NOON)
    open_hints(run)

    page = console(as_ada, run, "?do=check&towards=moved")

    assert "Next step" in page
    assert 'href="/runs/' in page


def test_a_passage_opens_beside_the_lab_and_is_a_page_without_javascript(as_ada, ada):
    run = services.start_run(learner=ada, lab=a_lab(), release="8.0", at=NOON)
    address = reverse("labs:passage", args=[run.id, "6.11"])

    fragment = as_ada.get(address, headers=HTMX).content.decode()
    page = as_ada.get(address)

    assert fragment.count('id="task"') == 1
    assert "<html" not in fragment
    assert page.status_code == 302
    assert page.url.startswith("/guide/")


def test_a_passage_of_no_objective_and_of_a_foreign_run_is_not_found(as_ada, as_cleo, ada):
    run = services.start_run(learner=ada, lab=a_lab(), release="8.0", at=NOON)

    assert as_ada.get(reverse("labs:passage", args=[run.id, "9.99"])).status_code == 404
    assert as_cleo.get(reverse("labs:passage", args=[run.id, "6.11"])).status_code == 404


def test_an_objective_without_a_lesson_shows_its_claim(as_ada, ada):
    run = services.start_run(learner=ada, lab=a_lab(), release="8.0", at=NOON)

    page = as_ada.get(reverse("labs:passage", args=[run.id, "1.01"]), headers=HTMX)

    assert blueprint().objectives["1.01"].claim.en in page.content.decode()
