"""Whatever is sent to a run or read as a lab: a clear answer within a second, nothing changed."""

from __future__ import annotations

import json
import re
import time
import uuid
from contextlib import contextmanager

import pytest
from django.urls import reverse

from labs.models import LabRun, Step
from labs.scenario_files import CONTENT, MOST_TEXT, MOST_VALUES, read_lab
from tests.labs.casts import BOOKING, CD_OUT, a_run

A_SECOND_WITH_MARGIN = 5.0  # a pause of a busy machine is no slow answer
MEGABYTE = 1_000_000
WRITTEN = (CONTENT / f"{BOOKING}.yaml").read_text(encoding="utf-8")
BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


@contextmanager
def within_a_second():
    began = time.thread_time()  # what a busy machine does meanwhile does not count
    yield
    assert time.thread_time() - began < A_SECOND_WITH_MARGIN


@pytest.fixture
def run(ada, as_ada) -> LabRun:
    begun = a_run(ada)
    as_ada.get(reverse("labs:run", args=[begun.id]))  # the first page reads every file
    return begun


def act(client, run, action: object, *, head: object = 0):
    text = action if isinstance(action, str) else json.dumps(action)
    data = {"head": head, "token": uuid.uuid4(), "action": text}
    return client.post(reverse("labs:act", args=[run.id]), data)


# what is sent to a run


@pytest.mark.parametrize(
    "action",
    [
        {"type": "PowerOff", "vm": "ghost-01"},
        {"type": "Migrate", "vm": "book-01", "host": "esx-99"},
        {"type": "Migrate", "vm": "book-01", "host": "esx-01", "datastore": "nowhere"},
        {"type": "DisconnectDevice", "vm": "book-01", "device": "CD/DVD drive 9"},
    ],
)
def test_an_unknown_object_is_told_by_its_name_and_is_no_step(as_ada, run, action):
    with within_a_second():
        response = act(as_ada, run, action)

    assert response.status_code == 422
    assert re.search(r"The site has no .+\. Nothing was changed\.", response.content.decode())
    assert not Step.objects.exists()


def test_a_forbidden_action_changes_nothing_and_says_so(as_ada, run):
    with within_a_second():
        response = act(as_ada, run, {"type": "EnterMaintenanceMode", "host": "esx-02"})

    assert response.status_code == 422
    assert "does not offer that action" in response.content.decode()
    assert not Step.objects.exists()


@pytest.mark.parametrize(
    "name", ["act", "undo", "redo", "reset", "branch", "hint", "finish", "run", "result", "replay"]
)
def test_a_foreign_run_does_not_exist(as_cleo, run, name):
    address = reverse(f"labs:{name}", args=[run.id])
    with within_a_second():
        asked = as_cleo.post(address, {"head": 0, "token": uuid.uuid4(), "action": "{}"})
        read = as_cleo.get(address)

    assert {asked.status_code, read.status_code} <= {404, 405}
    assert 404 in (asked.status_code, read.status_code)
    run.refresh_from_db()
    assert (run.is_finished, run.hints) == (False, 0)


@pytest.mark.parametrize(
    "text",
    [
        "vms:\n" + "  - x: 1\n" * MEGABYTE,
        BOMB,
        '{"type": "PowerOff", "vm": "book-01", "vm": "book-02"}',
        "type: PowerOff\ntype: PowerOn\nvm: book-01\n",
        '{"type": "PowerOff", "vm": "' + "x" * (2 * MEGABYTE) + '"}',
        '{"a":' * 300 + "1" + "}" * 300,
        "\x00",
    ],
    ids=["10 MB", "a bomb", "a key twice", "YAML", "a long name", "deep", "nought"],
)
def test_what_is_no_action_is_answered_and_changes_nothing(as_ada, run, text):
    with within_a_second():
        response = act(as_ada, run, text)

    assert response.status_code in (400, 413, 422)
    assert len(response.content) < MEGABYTE
    assert not Step.objects.exists()


def test_ten_megabytes_as_a_file_change_nothing(as_ada, run):
    body = b'--x\r\nContent-Disposition: form-data; name="action"\r\n\r\n' + b"y" * (10 * MEGABYTE)
    with within_a_second():
        response = as_ada.post(
            reverse("labs:act", args=[run.id]),
            body + b"\r\n--x--\r\n",
            content_type="multipart/form-data; boundary=x",
        )

    assert response.status_code in (400, 413)
    assert not Step.objects.exists()


@pytest.mark.parametrize("seed", ["-1", "1e9", "9" * 400, "x", "2147483648"])
def test_a_seed_that_is_none_begins_nothing(as_ada, seed):
    with within_a_second():
        response = as_ada.post(f"/labs/{BOOKING}/", {"release": "8.0", "seed": seed})

    assert response.status_code == 404
    assert not LabRun.objects.exists()


def test_the_run_goes_on_after_all_of_that(as_ada, run):
    act(as_ada, run, BOMB)

    assert act(as_ada, run, CD_OUT).status_code == 302
    assert Step.objects.get().accepted


# what is read as a lab


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x: 1\n" * 2 * MEGABYTE, f"has more than {MOST_TEXT} characters"),
        ("- [1, 2]\n" * (MOST_TEXT // 9), f"has more than {MOST_VALUES} values"),
        (BOMB, "does not accept aliases (*name)"),
        (WRITTEN + "\npar: 4\n", "has the key 'par' twice"),
        ("a: " + "[" * 5000, "is nested too deeply"),
        ("a: !!python/object/apply:os.system [ls]", "could not determine a constructor"),
        ("? [a, b]\n: 1\n", "needs text as a key"),
        ("\x00", "is not YAML"),
        ("", "is empty"),
    ],
    ids=["10 MB", "long list", "bomb", "twice", "deep", "tag", "odd key", "nought", "empty"],
)
def test_a_lab_file_that_is_none_is_told_with_its_line(text, said):
    with within_a_second():
        lab, problems = read_lab(text, path="labs/content/x.yaml")

    assert lab is None
    assert said in problems[0].message
    assert problems[0].line >= 1


def test_the_shipped_labs_are_far_from_the_bound():
    longest = max(len(file.read_text(encoding="utf-8")) for file in CONTENT.glob("*.yaml"))

    assert longest * 3 < MOST_TEXT
