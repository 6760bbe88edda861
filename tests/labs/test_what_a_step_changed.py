"""The difference of two sites: what came, went and changed, and nothing else."""

from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.console.differences import shown
from labs.datacenter.apply import apply
from labs.datacenter.inventory.site import KINDS
from labs.datacenter.words import PowerState
from labs.datacenter.worlds import legal_site, stirred
from labs.difference import ADDED, CHANGED, REMOVED, FieldChange, difference
from tests.labs.casts import CD_OUT, TO_ESX_01, a_lab, a_run, an_action, do

SITE = a_lab().site("8.0")


def test_a_site_does_not_differ_from_itself():
    assert difference(SITE, SITE) == ()


def test_a_field_is_named_by_its_path_with_both_values():
    after, _ = apply(SITE, an_action(**CD_OUT))

    (change,) = difference(SITE, after)

    assert (change.ref, change.what) == ("vm:book-01", CHANGED)
    path = ("hardware", "devices", "CD/DVD drive 1", "connected")
    assert change.fields == (FieldChange(path=path, before=True, after=False),)


def test_what_is_gone_and_what_is_new_is_said_without_its_fields():
    without = SITE.drop(SITE.vms["book-01"])

    (gone,) = difference(SITE, without)
    (new,) = difference(without, SITE)

    assert (gone.what, gone.fields) == (REMOVED, ())
    assert (new.what, new.ref) == (ADDED, "vm:book-01")


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_exactly_the_objects_that_differ_are_named(one, other):
    before = legal_site(one % 50, "8.0")
    after = stirred(before, other)

    named = {change.ref for change in difference(before, after)}

    differing = {
        f"{kind}:{name}"
        for kind, (_, table) in KINDS.items()
        for name in {*getattr(before, table), *getattr(after, table)}
        if getattr(before, table).get(name) != getattr(after, table).get(name)
    }
    assert named == differing
    assert all(
        one.before != one.after for change in difference(before, after) for one in change.fields
    )


@pytest.mark.parametrize(
    ("value", "path", "words"),
    [
        (None, ("host",), "none"),
        (True, ("connected",), "yes"),
        (PowerState.OFF, ("power",), "powered off (poweredOff)"),
        (8192, ("memory_mb",), "8 GB"),
        (1200, ("cpu_mhz",), "1200 MHz"),
        (3, ("vcpus",), "3"),
        ("esx-01", ("host",), "esx-01"),
        (("a", "b"), ("nics",), "a, b"),
    ],
)
def test_a_value_is_shown_with_its_unit_and_in_words(value, path, words):
    with translation.override("en"):
        assert shown(value, path, "en") == words


def test_the_replay_marks_what_a_step_changed(as_ada, ada):
    run = a_run(ada)
    do(run, CD_OUT)

    page = as_ada.get(f"/runs/{run.id}/replay/?step=1").content.decode()

    assert "What changed" in page
    assert ">Before<" in page
    assert " changed" in page


def test_a_refused_step_has_no_before(as_ada, ada):
    run = a_run(ada)
    do(run, TO_ESX_01)

    page = as_ada.get(f"/runs/{run.id}/replay/?step=1").content.decode()

    assert "What changed" not in page
    assert ">Before<" not in page
