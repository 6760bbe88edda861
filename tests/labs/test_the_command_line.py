"""The command line of a run: a line acts or asks, and is answered in sentences."""

from __future__ import annotations

import copy
import re
import uuid
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from labs import selectors, services, shelf
from labs.console.talk import asked_now, done_now
from labs.datacenter.presets import two_datacenters
from labs.models import LabRun, Mode
from labs.scenario_files import lab_of_version
from labs.scenarios import Group
from labs.selectors import standing_of
from tests.labs.casts import BOOKING, CD_OUT, NOON, SOLUTION, TO_ESX_01, TO_ESX_03, a_lab, a_run, do

GROUPED = "before-a-fabric-switch-goes-down"
REFUSED_BY = (
    "CannotAccessVmDisk",
    "FeatureRequirementsNotMet",
    "VMOnVirtualIntranet",
    "CannotAccessVmDevice",
)


@pytest.fixture
def run(ada) -> LabRun:
    return a_run(ada)


def a_timed_run(learner) -> LabRun:
    """The booking lab in a site where things take time, and time can pass."""
    content = copy.deepcopy(dict(a_lab().content))
    content["world"]["pacing"] = "timed"
    content["actions"] += ["Advance", "CancelTask"]
    return services.start_run(
        learner=learner, lab=lab_of_version(content, BOOKING, 0), release="8.0", at=NOON
    )


def type_line(client: Client, run: LabRun, line: str, *, head: int | None = None, **more):
    run = LabRun.objects.get(pk=run.pk)
    here = run.head.number if run.head else 0
    data = {"line": line, "head": here if head is None else head, "token": uuid.uuid4(), **more}
    return client.post(reverse("labs:type", args=[run.id]), data)


def said(client: Client, response) -> list[str]:
    """The lines of the log on the page that a typed line leads to."""
    assert response.status_code == 302, response.content
    html = client.get(response.url).content.decode()
    log = re.search(r'role="log".*?(?=<p class="note intro")', html, re.DOTALL).group()
    return [unescape(re.sub("<.*?>", "", one)) for one in re.findall(r"<p.*?</p>", log)]


def answer(run: LabRun, line: str, language: str = "en") -> list[str]:
    run = selectors.run_of(learner=run.learner, id=run.id)
    with translation.override({"zh": "zh-hans", "en": "en"}[language]):
        return [one.text for one in asked_now(standing_of(run), line, language=language).answer]


# acting


@pytest.mark.django_db
def test_a_typed_action_is_a_step_and_tells_what_happened_and_what_is_now(as_ada, run):
    lines = said(as_ada, type_line(as_ada, run, 'disconnect-device book-01 "CD/DVD drive 1"'))

    step = run.steps.get()
    assert (step.action, step.accepted) == (CD_OUT, True)
    assert lines[0] == '> disconnect-device book-01 "CD/DVD drive 1"'
    assert lines[1] == "Done: Disconnect CD/DVD drive 1 of book-01."
    assert lines[2] == "CD/DVD drive 1 of book-01 was disconnected"
    assert lines[-1].startswith("book-01: powered on, on esx-02, files on san-a")


@pytest.mark.django_db
def test_a_refused_line_names_the_fault_first_and_then_every_finding(as_ada, run):
    lines = said(as_ada, type_line(as_ada, run, "migrate book-01 esx-03"))

    assert run.steps.get().accepted is False
    assert lines[1] == "Refused: CannotAccessVmDisk."
    found = [one for one in lines if one.startswith("Error ")]
    assert [one.split()[1].rstrip(":") for one in found] == list(REFUSED_BY)
    assert "Nothing was changed." in lines


@pytest.mark.django_db
def test_the_same_form_twice_is_one_step_and_a_stale_one_none(as_ada, run):
    token = uuid.uuid4()
    for _ in range(2):
        type_line(as_ada, run, "power-off book-01", head=0, token=token)
    assert run.steps.count() == 1

    late = type_line(as_ada, run, "power-on book-01", head=0)

    assert late.status_code == 422
    assert b"This run has moved on" in late.content
    assert run.steps.count() == 1


@pytest.mark.django_db
def test_an_address_with_an_action_in_it_does_nothing(as_ada, run):
    page = as_ada.get(f"/runs/{run.id}/", {"line": "power-off book-01"})

    assert page.status_code == 200
    assert not run.steps.exists()
    assert b'class="turn"' not in page.content


@pytest.mark.django_db
def test_a_stranger_types_into_nobodys_run(as_cleo, run):
    assert type_line(as_cleo, run, "power-off book-01").status_code == 404
    assert as_cleo.get(reverse("labs:complete", args=[run.id])).status_code == 404
    assert not run.steps.exists()


# the run itself


@pytest.mark.django_db
def test_a_lab_is_solved_by_typing_alone(as_ada, run):
    for line in (
        'disconnect-device book-01 "CD/DVD drive 1"',
        'disconnect-network book-01 "Network adapter 2"',
        "migrate book-01 --host esx-01",
    ):
        type_line(as_ada, run, line)
    checked = said(as_ada, type_line(as_ada, run, "check"))
    response = type_line(as_ada, run, "finish")

    assert "10 of 10 points." in checked
    assert "Type finish to record the score." in checked
    assert response.url == f"/runs/{run.id}/result/"
    run.refresh_from_db()
    assert (run.points, run.maximum) == (10, 10)


@pytest.mark.django_db
def test_undo_redo_and_reset_move_the_head_and_say_where_it_stands(as_ada, run):
    do(run, *SOLUTION)

    assert "The run stands at step 2." in said(as_ada, type_line(as_ada, run, "undo"))
    assert "The run stands at step 3." in said(as_ada, type_line(as_ada, run, "redo"))
    assert "The run stands at its start." in said(as_ada, type_line(as_ada, run, "reset"))
    assert "The run stands at its start." in said(as_ada, type_line(as_ada, run, "undo"))


@pytest.mark.django_db
def test_hints_open_one_by_one_and_an_address_opens_none(as_ada, run):
    as_ada.get(f"/runs/{run.id}/", {"line": "hint"})
    assert LabRun.objects.get().hints == 0

    first = said(as_ada, type_line(as_ada, run, "hint"))
    assert first[1].startswith("Hint 1: Open the Migrate wizard")
    for _ in range(3):
        last = said(as_ada, type_line(as_ada, run, "hint"))
    assert last[-1] == "That was the last hint."
    assert LabRun.objects.get().hints == 3


@pytest.mark.django_db
def test_a_graded_run_keeps_its_checks_to_itself(ada):
    run = services.start_run(learner=ada, lab=a_lab(), release="8.0", at=NOON, mode=Mode.GRADED)

    assert not [one for one in answer(run, "check") if one.startswith(("Met", "Open", "Found"))]
    assert not [one for one in answer(run, "task") if one.startswith(("Met", "Open"))]
    assert not [one for one in answer(run, "why migrate book-01 esx-03") if "repair" in one]
    do(run, TO_ESX_03)
    assert answer(run, "repair") == ["A graded run offers no repairs. Practice does."]
    assert answer(run, "next") == ["A graded run offers no hints. Practice does."]
    assert answer(run, "why")[0].endswith("Refused: CannotAccessVmDisk.")


@pytest.mark.django_db
def test_undo_and_redo_tell_where_there_is_nothing(as_ada, run):
    do(run, CD_OUT)

    assert said(as_ada, type_line(as_ada, run, "redo"))[1] == "There is nothing to redo."
    assert "There is nothing to undo." not in said(as_ada, type_line(as_ada, run, "undo"))
    assert said(as_ada, type_line(as_ada, run, "undo"))[1] == "There is nothing to undo."


@pytest.mark.django_db
def test_a_refusal_is_explained_and_repaired_by_typing(as_ada, run):
    assert answer(run, "why")[0].startswith("Nothing was refused.")
    assert answer(run, "repair") == ["Nothing was refused: there is nothing to repair."]

    told = said(as_ada, type_line(as_ada, run, "migrate book-01 esx-01"))
    why, repair = answer(run, "why"), answer(run, "repair")

    assert told[-1].startswith("Type why for what to do about it, repair for")
    assert why[0] == "migrate book-01 --host esx-01: Refused: VMOnVirtualIntranet."
    assert any(one.startswith("Disconnect the device first") for one in why)
    assert repair[0] == "To repair: migrate book-01 --host esx-01"
    assert 'disconnect-device book-01 "CD/DVD drive 1"' in repair[1]
    for line in repair[1].removeprefix("Smallest repair: ").split("; "):
        type_line(as_ada, run, line)
    assert answer(run, "repair")[0].startswith("It would be allowed now: migrate book-01")


@pytest.mark.django_db
def test_the_next_step_is_told_once_every_hint_is_open(as_ada, run):
    assert answer(run, "next") == ["Open the hints first; the next step is the last resort."]
    for _ in range(3):
        type_line(as_ada, run, "hint")

    while (lines := answer(run, "next"))[0].startswith("Next step: "):
        type_line(as_ada, run, lines[0].removeprefix("Next step: "))

    assert lines == ["Nothing is left to do here. Finish to record your score."]
    assert "10 of 10 points." in answer(run, "check")


# asking


@pytest.mark.django_db
def test_task_and_check_tell_what_is_met_and_what_was_found(run):
    task, check = answer(run, "task"), answer(run, "check")

    assert task[0].startswith("Move book-01 to another host.")
    assert task[1].startswith("Story: ")
    assert "Open: It was migrated live by vMotion" in task
    assert "Found: not migrated" in check
    assert "0 of 10 points." in check
    do(run, *SOLUTION)
    assert "Met: It was migrated live by vMotion" in answer(run, "task")


@pytest.mark.django_db
def test_why_tells_findings_what_to_do_and_the_smallest_repair_as_it_is_typed(run):
    lines = answer(run, "why migrate book-01 esx-01")

    assert lines[0] == "It would be refused: VMOnVirtualIntranet."
    assert any(one.startswith("Error CannotAccessVmDevice: book-01 has CD/DVD") for one in lines)
    assert "Disconnect the device first, or use an image that the target host reaches too." in lines
    repair = lines[-1].removeprefix("Smallest repair: ").split("; ")
    assert 'disconnect-device book-01 "CD/DVD drive 1"' in repair
    assert not run.steps.exists()


@pytest.mark.django_db
def test_why_of_a_legal_action_says_that_no_rule_objects(run):
    lines = answer(run, "why power-off book-01")

    assert lines[0] == "It would be allowed."
    assert re.fullmatch(r"None of the \d+ known rules objects\.", lines[1])


@pytest.mark.django_db
def test_a_verdict_that_differs_elsewhere_says_so(run, monkeypatch):
    site = two_datacenters("notes")
    monkeypatch.setattr("labs.scenarios.Lab.site", lambda lab, release: site)

    lines = answer(run, "why migrate cold-01 esx-b1 --datastore san-b")

    assert "Releases differ: Course notes: refused; 5.5 to 8.0: allowed" in lines


@pytest.mark.django_db
def test_check_tells_the_parts_of_a_group(ada):
    lab = shelf.seeded(GROUPED, 1)
    group = next(one for one in lab.checks if isinstance(one, Group))
    run = services.start_run(
        learner=ada, lab=lab, release=next(iter(lab.allowed_releases)), at=NOON
    )

    lines = answer(run, "check")

    for part in group.checks:
        assert any(one.endswith(f": {part.says.en}") for one in lines)


@pytest.mark.django_db
def test_alarms_are_the_warnings_of_the_panel(run):
    assert answer(run, "list alarms") == answer(run, "list warnings")


@pytest.mark.django_db
def test_events_are_listed_with_their_time(run):
    assert answer(run, "list events") == ["There is none."]
    do(run, *SOLUTION, TO_ESX_03)

    assert answer(run, "list events") == [
        "00:00:00: CD/DVD drive 1 of book-01 was disconnected",
        "00:00:00: Network adapter 2 of book-01 was disconnected from Logs",
        "00:00:00: book-01 was migrated from host esx-02 to esx-01 (vMotion)",
    ]


@pytest.mark.django_db
def test_help_lists_what_can_be_typed_here_and_how(run):
    lines = answer(run, "help")

    assert lines[-1].startswith("Actions of this lab: connect-device, connect-network")
    assert "check: which checks are met, and what was found" in lines
    assert answer(run, "help migrate")[1].startswith("Usage: migrate <vm> [--host <host>]")


@pytest.mark.django_db
def test_a_line_that_is_none_is_answered_with_what_was_meant(as_ada, run):
    lines = said(as_ada, type_line(as_ada, run, "migrat book-01"))

    assert lines[1:] == [
        "There is no command migrat. Type help for what can be typed.",
        "Did you mean: migrate",
    ]
    assert said(as_ada, type_line(as_ada, run, "   "))[1].startswith("Type a command")
    assert not run.steps.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("asks", ["", "why "])
def test_a_mistyped_name_is_told_and_is_neither_a_step_nor_a_broken_rule(as_ada, run, asks):
    lines = said(as_ada, type_line(as_ada, run, asks + "migrate bok-01 esx-03"))
    type_line(as_ada, run, "migrate book-01 esx-03")

    assert lines[1] == "The site has no bok-01; nothing was done."
    assert lines[2].startswith("Did you mean: book-01")
    assert run.steps.count() == 1
    told = standing_of(selectors.run_of(learner=run.learner, id=run.id)).assessment
    assert told.refused == 1
    assert {one.count for one in told.broken} == {1}
    assert "request.unknown_object" not in {one.code for one in told.broken}


@pytest.mark.django_db
@pytest.mark.parametrize("line", ["<script>alert(1)</script>", "描述 ‮", "x" * 500, '"'])
def test_a_hostile_line_is_told_and_escaped(as_ada, run, line):
    response = type_line(as_ada, run, line)

    page = as_ada.get(response.url) if response.status_code == 302 else response
    assert b"<script>alert" not in page.content
    assert not run.steps.exists()


@pytest.mark.django_db
def test_a_line_too_long_is_refused_and_changes_nothing(as_ada, run):
    assert type_line(as_ada, run, "x" * 501).status_code == 422


# timed sites


@pytest.mark.django_db
def test_what_takes_time_is_accepted_as_a_task(ada):
    run = a_timed_run(ada)
    do(run, *SOLUTION)
    standing = standing_of(selectors.run_of(learner=ada, id=run.id))

    with translation.override("en"):
        told = done_now(standing.moments[-2].site, standing.moments[-1], language="en")

    assert told.answer[0].text == "Accepted as a task: Migrate book-01 to esx-01."
    assert told.answer[-1].text.startswith("task-1: Migrate book-01 to esx-01")
    assert "0% done" in told.answer[-1].text
    assert any(one.startswith("Task: task-1: ") for one in answer(run, "describe book-01"))
    do(run, {"type": "Advance", "minutes": 60})
    assert answer(run, "list tasks") == ["There is none."]


# completion


@pytest.mark.django_db
def test_completion_gives_what_stays_and_what_could_follow(as_ada, run):
    got = as_ada.get(
        reverse("labs:complete", args=[run.id]), {"line": "migrate book-01 --host esx-0"}
    )

    assert got.json() == {
        "stem": "migrate book-01 --host ",
        "offers": [f"esx-0{number}" for number in range(1, 6)],
    }


@pytest.mark.django_db
def test_every_step_can_be_typed_again(as_ada, run):
    do(run, CD_OUT, TO_ESX_01)

    page = unescape(as_ada.get(f"/runs/{run.id}/").content.decode())

    lines = r'["disconnect-device book-01 \"CD/DVD drive 1\"", "migrate book-01 --host esx-01"]'
    assert lines in page


@pytest.mark.django_db
def test_in_the_sandbox_there_is_nothing_to_check_and_repairs_are_those_it_wants(as_ada):
    asked = {"world": "four-errors", "release": "notes", "pacing": "", "failures": "1"}
    why = {}
    for tier in ("any", "none"):
        as_ada.post(reverse("labs:sandbox"), {**asked, "repair": tier})
        run = LabRun.objects.latest("started_at")
        why[tier] = " ".join(answer(run, "why migrate web-01 esx-02"))

    assert "repair" in why["any"]
    assert "repair" not in why["none"]
    for line in ("task", "check", "hint", "next", "finish"):
        lines = said(as_ada, type_line(as_ada, run, line))
        assert lines[1:] == ["This is the sandbox: there is no task, no check and no hint."]
    assert not LabRun.objects.get(pk=run.pk).is_finished
