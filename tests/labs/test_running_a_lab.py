"""The console: every act a form, plain and with htmx; nonsense gets a clear message."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from labs import selectors, services
from labs.models import LabRun, LabVersion, Step
from studyguide.accounts.models import User
from tests.labs.casts import (
    CD_IN,
    CD_OUT,
    LOGS_OUT,
    NOON,
    OFF,
    SOLUTION,
    STATES,
    TO_ESX_01,
    TO_ESX_03,
    a_run,
    do,
)
from tests.studyguide.queries import queries

HTMX = {"HX-Request": "true"}


def url(name: str, run: LabRun) -> str:
    return reverse(f"labs:{name}", args=[run.id])


def post(client: Client, run: LabRun, action: object, *, head: int = 0, headers=None, **more):
    data = {"head": head, "token": uuid.uuid4(), "action": json.dumps(action), **more}
    return client.post(url("act", run), data, headers=headers or {})


@pytest.fixture
def run(ada) -> LabRun:
    return a_run(ada)


@pytest.mark.django_db
def test_a_visitor_begins_without_an_account_and_owns_the_run():
    client = Client()

    response = client.post("/labs/evacuate-without-interruption/", {"release": "8.0"})

    run = LabRun.objects.get()
    assert response.url == f"/runs/{run.id}/"
    assert run.learner.is_guest
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize("mode", ["practice", "graded"])
@pytest.mark.django_db
def test_the_story_can_be_read_again_beside_the_task(mode):
    client = Client()
    began = client.post("/labs/evacuate-without-interruption/", {"release": "8.0", "mode": mode})

    shown = client.get(f"{began.url}?lang=en").content.decode()

    assert "has just been racked and has no vMotion network yet" in shown


def test_a_guests_run_moves_along_at_log_in(ada):
    client = Client()
    client.post("/labs/evacuate-without-interruption/", {"release": "8.0"})

    client.post(reverse("accounts:login"), {"username": "ada", "password": "correct horse 7"})

    assert LabRun.objects.get().learner == ada
    assert not User.objects.filter(is_guest=True).exists()


@pytest.mark.parametrize("release", ["", "9.9", "notes; drop"])
def test_a_release_that_is_none_begins_nothing_and_says_so(as_ada, release):
    response = as_ada.post("/labs/evacuate-without-interruption/", {"release": release})

    assert response.status_code == 422
    assert "Choose one of the releases below." in response.content.decode()
    assert not LabRun.objects.exists()


@pytest.mark.parametrize("name", ["run", "result", "replay"])
def test_a_stranger_finds_no_run_and_a_visitor_the_log_in(as_cleo, run, name):
    assert as_cleo.get(url(name, run)).status_code == 404
    response = Client().get(url(name, run))
    assert response.status_code == 302
    assert response.url.startswith(reverse("accounts:login"))


@pytest.mark.parametrize("name", ["act", "undo", "redo", "reset", "hint", "finish"])
def test_a_stranger_changes_nothing(as_cleo, run, name):
    assert as_cleo.post(url(name, run), {"head": 0}).status_code == 404
    assert Client().post(url(name, run), {"head": 0}).status_code == 302
    assert as_cleo.get(url(name, run)).status_code == 405


def test_a_run_that_does_not_exist_is_not_found(as_ada):
    assert as_ada.get(f"/runs/{uuid.uuid4()}/").status_code == 404
    assert as_ada.get("/runs/not-a-uuid/").status_code == 404


def test_the_console_shows_site_task_and_release(as_ada, run):
    page = as_ada.get(url("run", run)).content.decode()

    assert "<h1>Move the booking site without interruption</h1>" in page
    assert "Release 8.0" in page
    assert "Check my work 0/5" in page
    for name in ("esx-01", "book-01", "san-a"):
        assert f'aria-label="{name}' in page
    assert "style=" not in page
    assert not re.search(r"\son\w+=", page)


def test_an_action_leads_back_to_the_console_with_its_answer(as_ada, run):
    response = post(as_ada, run, CD_OUT)

    assert response.status_code == 302
    page = as_ada.get(response.url).content.decode()
    assert "CD/DVD drive 1 of book-01 was disconnected" in page


def test_with_htmx_the_answer_is_a_fragment(as_ada, run):
    response = post(as_ada, run, CD_OUT, headers=HTMX)
    page = as_ada.get(response.url, headers=HTMX).content.decode()

    assert "<html" not in page
    assert page.lstrip().startswith('<div id="console"')


def test_a_refused_action_is_told_with_every_reason_and_kept(as_ada, run):
    response = post(as_ada, run, TO_ESX_03)
    page = as_ada.get(response.url).content.decode()

    assert "Refused: Migrate book-01 to esx-03" in page
    for fault in (
        "CannotAccessVmDisk",
        "FeatureRequirementsNotMet",
        "VMOnVirtualIntranet",
        "CannotAccessVmDevice",
    ):
        assert fault in page
    assert "/rules/cpu.vendor_differs/" in page
    assert Step.objects.get().accepted is False


@pytest.mark.parametrize(
    "action",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '{"type": "Teleport"}',
        '{"type": "Migrate"}',
        '{"type": "Migrate", "vm": 5}',
        '{"type": "PowerOff", "vm": "a", "vm": "b"}',
        '{"type": "PowerOff", "vm": "' + "x" * 300 + '"}',
        '{"type": "PowerOff", "vm": "\\ud800"}',
        "[" * 3000,
        "9" * 3999,
        "x" * 5000,
    ],
)
def test_an_action_that_cannot_be_read_changes_nothing_and_says_so(as_ada, run, action):
    response = as_ada.post(url("act", run), {"head": 0, "token": uuid.uuid4(), "action": action})

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not Step.objects.exists()


@pytest.mark.parametrize("head", ["", "-1", "one", "99999999999999999999", "1.5"])
@pytest.mark.parametrize("name", ["act", "undo", "redo", "reset", "finish"])
def test_a_head_that_is_none_changes_nothing_and_says_so(as_ada, run, name, head):
    response = as_ada.post(
        url(name, run), {"head": head, "token": uuid.uuid4(), "action": json.dumps(CD_OUT)}
    )

    assert response.status_code == 422
    assert "Nothing was changed" in response.content.decode()


def test_a_token_that_is_none_changes_nothing(as_ada, run):
    response = as_ada.post(
        url("act", run), {"head": 0, "token": "again", "action": json.dumps(CD_OUT)}
    )

    assert response.status_code == 422
    assert not Step.objects.exists()


def test_a_second_tab_is_told_what_was_not_done(as_ada, run):
    post(as_ada, run, CD_OUT)

    response = post(as_ada, run, OFF, head=0)

    page = response.content.decode()
    assert response.status_code == 422
    assert "This run has moved on" in page
    assert "“Power off book-01” was not carried out" in page
    assert Step.objects.count() == 1


def test_a_form_sent_twice_is_answered_twice_and_done_once(as_ada, run):
    data = {"head": 0, "token": uuid.uuid4(), "action": json.dumps(CD_OUT)}

    answers = [as_ada.post(url("act", run), data) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert Step.objects.count() == 1


def test_an_action_the_lab_does_not_offer_is_said_so(as_ada, run):
    response = post(as_ada, run, {"type": "EnterMaintenanceMode", "host": "esx-02"})

    assert response.status_code == 422
    assert "does not offer that action" in response.content.decode()


def test_an_action_on_an_unknown_object_is_told_with_its_name(as_ada, run):
    response = post(as_ada, run, {"type": "PowerOff", "vm": "<b>ghost</b>"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "&lt;b&gt;ghost&lt;/b&gt;" in page
    assert "<b>ghost</b>" not in page


def test_undo_and_redo_are_forms(as_ada, run):
    post(as_ada, run, CD_OUT)

    assert as_ada.post(url("undo", run), {"head": 1}).status_code == 302
    run.refresh_from_db()
    assert run.head is None
    assert as_ada.post(url("redo", run), {"head": 0}).status_code == 302
    run.refresh_from_db()
    assert run.head.number == 1


def test_undo_with_nothing_to_undo_says_so(as_ada, run):
    response = as_ada.post(url("undo", run), {"head": 0})

    assert response.status_code == 422
    assert "There is nothing to do here." in response.content.decode()


def test_reset_asks_once_and_then_goes_back(as_ada, run):
    post(as_ada, run, CD_OUT)

    assert "1 step is undone" in as_ada.get(url("run", run) + "?do=reset").content.decode()
    as_ada.post(url("reset", run), {"head": 1})

    run.refresh_from_db()
    assert run.head is None
    assert Step.objects.count() == 1


def test_hints_open_level_by_level(as_ada, run):
    page = as_ada.get(url("run", run)).content.decode()
    assert "Hint 0/3" in page
    assert "Disconnect the CD drive and Network adapter 2" not in page

    for level in (1, 2, 3):
        as_ada.post(url("hint", run), {"level": level})

    assert (
        "Disconnect the CD drive and Network adapter 2"
        in as_ada.get(url("run", run)).content.decode()
    )


@pytest.mark.parametrize("level", ["", "0", "3", "9", "-1", "x"])
def test_a_hint_out_of_turn_stays_shut(as_ada, run, level):
    assert as_ada.post(url("hint", run), {"level": level}).status_code == 422
    run.refresh_from_db()
    assert run.hints == 0


def test_warnings_want_one_tick(as_ada, run):
    do(run, CD_OUT, LOGS_OUT)

    untold = post(as_ada, run, TO_ESX_01, head=2, warnings=2)
    assert untold.status_code == 422
    assert "Tick that you have read the warnings" in untold.content.decode()

    assert post(as_ada, run, TO_ESX_01, head=2, warnings=2, ack=1).status_code == 302


def test_finishing_leads_to_the_result(as_ada, run):
    do(run, TO_ESX_03, *SOLUTION)

    response = as_ada.post(url("finish", run), {"head": 4})
    page = as_ada.get(response.url).content.decode()

    assert response.url == url("result", run)
    assert "10/10" in page
    assert "3 actions carried out, par 3; 1 refused." in page
    assert "/rules/cpu.vendor_differs/" in page
    assert "Same lab again" in page


def test_finishing_with_htmx_sends_the_browser_to_the_result(as_ada, run):
    response = as_ada.post(url("finish", run), {"head": 0}, headers=HTMX)

    assert response.headers["HX-Redirect"] == url("result", run)


@pytest.mark.parametrize("name", ["act", "undo", "redo", "reset", "hint", "finish"])
def test_a_finished_run_leads_every_post_to_its_result(as_ada, run, name):
    services.finish(run=run, head=0, at=NOON)

    response = as_ada.post(
        url(name, run),
        {"head": 0, "level": 1, "token": uuid.uuid4(), "action": json.dumps(CD_OUT)},
    )

    assert (response.status_code, response.url) == (302, url("result", run))
    assert not Step.objects.exists()


def test_the_pages_of_a_run_send_each_other_on(as_ada, run):
    assert as_ada.get(url("result", run)).url == url("run", run)
    services.finish(run=run, head=0, at=NOON)
    assert as_ada.get(url("run", run)).url == url("result", run)


def test_mended_rules_show_both_scores(as_ada, run):
    do(run, *SOLUTION)
    services.finish(run=run, head=3, at=NOON)
    LabRun.objects.filter(pk=run.pk).update(engine_digest="0" * 64, points=4)

    page = as_ada.get(url("result", run)).content.decode()

    assert "4/10" in page
    assert "would score 10/10" in page


@pytest.mark.parametrize("step", ["-1", "99", "x", "٣", "1e9", "9" * 40, "0x1"])
def test_a_step_that_is_not_there_shows_the_last_and_says_so(as_ada, run, step):
    do(run, CD_OUT)

    page = as_ada.get(url("replay", run), {"step": step}).content.decode()

    assert "There is no such step" in page
    assert "was disconnected" in page


def test_a_replay_shows_each_step(as_ada, run):
    do(run, TO_ESX_03, CD_OUT)

    assert "step 0 of 2" in as_ada.get(url("replay", run), {"step": "0"}).content.decode()
    refused = as_ada.get(url("replay", run), {"step": "1"}).content.decode()
    assert "Refused: Migrate book-01 to esx-03" in refused
    assert "4 errors" in refused
    fragment = as_ada.get(url("replay", run), {"step": "2"}, headers=HTMX).content.decode()
    assert "<html" not in fragment
    assert "was disconnected" in fragment


def test_a_replay_goes_on_past_what_nobody_knows_any_more(as_ada, run):
    step = do(run, CD_OUT)
    Step.objects.filter(pk=step.pk).update(action={"type": "Teleport"})

    assert "no longer knows" in as_ada.get(url("replay", run)).content.decode()
    assert as_ada.get(url("run", run) + "?panel=tasks").status_code == 200
    assert as_ada.get(url("run", run) + "?told=1").status_code == 200


@pytest.mark.parametrize("name", ["run", "replay"])
def test_a_lab_that_cannot_be_read_any_more_is_explained(as_ada, run, name):
    LabVersion.objects.filter(pk=run.version_id).update(digest="0" * 64, content={"old": 1})

    assert "can no longer read" in as_ada.get(url(name, run)).content.decode()
    assert "can no longer read" in post(as_ada, run, CD_OUT).content.decode()


NONSENSE = ["", "vm:", ":", "vm:ghost", "host:", "nic:eth0", "x" * 5000, "vm:\x00", "<script>"]


@pytest.mark.parametrize("value", NONSENSE)
@pytest.mark.parametrize(
    "name", ["object", "do", "kind", "host", "datastore", "step", "go", "told"]
)
def test_any_nonsense_in_the_address_still_shows_the_console(as_ada, run, name, value):
    asked = {"object": "vm:book-01", "do": "migrate", "kind": "both", name: value}

    response = as_ada.get(url("run", run), asked)

    assert response.status_code == 200
    assert "<script>" not in response.content.decode().replace("<script src", "")


@pytest.mark.parametrize("back", ["", "do=migrate&object=vm:ghost", "%ff%fe", "a" * 9000, "do[]=x"])
def test_any_nonsense_in_the_way_back_is_harmless(as_ada, run, back):
    response = post(as_ada, run, CD_OUT, back=back)

    assert response.status_code == 302
    assert response.url.startswith(url("run", run))
    assert as_ada.get(response.url).status_code == 200


def test_the_console_asks_the_database_the_same_however_long_the_run(as_ada, run):
    as_ada.get(url("run", run))
    short = queries(lambda: as_ada.get(url("run", run)))
    do(run, *[CD_OUT, CD_IN] * 30)

    long = queries(lambda: as_ada.get(url("run", run) + "?do=migrate&kind=host&host=esx-03"))

    assert long == short <= 10


def test_an_action_asks_the_database_the_same_however_long_the_run(as_ada, run):
    first = queries(lambda: post(as_ada, run, CD_OUT))
    do(run, *[CD_IN, CD_OUT] * 20)

    later = queries(lambda: post(as_ada, run, CD_IN, head=41))

    assert later == first <= 12


@pytest.mark.parametrize("name", ["result", "replay"])
def test_result_and_replay_stay_within_ten_queries(as_ada, run, name):
    do(run, *SOLUTION)
    services.finish(run=run, head=3, at=NOON)

    assert queries(lambda: as_ada.get(url(name, run))) <= 10


def test_a_verdict_that_differs_says_so_on_the_spot(as_ada, ada):
    run = a_run(ada, STATES)
    asked = "?do=migrate&object=vm:build-01&kind=both&host=esx-11&datastore=san-sz&step=review"

    page = as_ada.get(url("run", run) + asked).content.decode()

    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Course notes: refused · 5.5 to 8.0: allowed" in text


def test_an_answer_that_differs_says_so_in_chinese_too(as_ada, ada):
    run = a_run(ada, STATES)
    action = {"type": "Migrate", "vm": "build-01", "host": "esx-11", "datastore": "san-sz"}
    response = post(as_ada, run, action)

    page = as_ada.get(response.url + "&lang=zh").content.decode()

    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "课程笔记：拒绝" in text
    assert "5.5至8.0：允许" in text


def test_the_way_to_full_marks_is_recorded_as_the_best(as_ada, ada, run):
    do(run, *SOLUTION)
    services.finish(run=run, head=3, at=NOON)
    services.finish(run=a_run(ada), head=0, at=NOON)

    assert selectors.best_percents(learner=ada) == {run.lab: 100}
    assert "best 100%" in as_ada.get("/labs/").content.decode()


def test_branches_are_listed_and_gone_to_by_a_form(as_ada, run):
    post(as_ada, run, CD_OUT)
    as_ada.post(url("undo", run), {"head": 1})
    post(as_ada, run, OFF)

    page = as_ada.get(url("run", run) + "?do=history").content.decode()
    response = as_ada.post(url("branch", run), {"head": 2, "end": 1})

    assert "Left behind" in page
    assert "From the start: 1 step" in page
    assert "Go to step 1" in page
    assert response.status_code == 302
    run.refresh_from_db()
    assert run.head.number == 1


@pytest.mark.parametrize("end", ["", "0", "one", "9" * 30, "77"])
def test_a_branch_that_is_none_changes_nothing_and_says_so(as_ada, run, end):
    response = as_ada.post(url("branch", run), {"head": 0, "end": end})

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


def test_the_result_tells_how_each_check_came_about_and_what_the_planner_would_do(as_ada, run):
    do(run, OFF, *SOLUTION)
    services.finish(run=run, head=4, at=NOON)

    page = as_ada.get(url("result", run)).content.decode()

    assert "Not met since step 1: Power off book-01" in page
    assert "So from the start, and kept." in page
    assert "The planner's shortest way" in page
    assert "1 interruption" in page


def test_an_empty_run_has_a_result_too(as_ada, run):
    services.finish(run=run, head=0, at=NOON)

    page = as_ada.get(url("result", run)).content.decode()

    assert "Never met." in page
    assert "Nothing was carried out." in page


def test_a_drawing_kept_for_all_leads_into_the_run_of_each_and_speaks_as_they_do(as_ada, ada, run):
    other = a_run(ada)
    ways = [(run, "zh", "vm:book-01"), (other, "en", "vm:book-01"), (run, "en", "host:esx-01")]

    for place, (one, language, chosen) in enumerate(ways * 2):
        page = as_ada.get(url("run", one), {"lang": language, "object": chosen}).content.decode()
        drawing = page[page.index('<svg class="draw') :]
        leads = re.findall(r'<a href="([^"?]*)[^"]*" data-object=', drawing)
        current = re.findall(r'data-object="([^"]*)" aria-label="([^"]*)" aria-current', drawing)

        assert set(leads) == {url("run", one)}, place
        assert {ref for ref, _ in current} == {chosen}, place
        assert ("开" in current[0][1]) == (language == "zh"), current
