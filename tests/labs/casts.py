"""Builders of labs, runs and sites for the tests of this room."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from labs import services, shelf
from labs.datacenter.wire.read import read_action
from labs.history import Entry

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BOOKING = "evacuate-without-interruption"
ARRAY = "empty-the-old-array"
STATES = "three-states-one-move"


def a_lab(slug: str = BOOKING):
    return shelf.labs()[slug]


def a_run(learner, slug: str = BOOKING, release: str = "8.0"):
    return services.start_run(learner=learner, lab=a_lab(slug), release=release, at=NOON)


def an_action(**fields: object):
    action, problems = read_action(fields)
    assert problems == ()
    return action


def do(run, *actions: dict, head: int | None = None):
    """Asks for each action in turn, from where the run stands; the last step."""
    step = None
    for fields in actions:
        run.refresh_from_db()
        at = head if head is not None else (run.head.number if run.head else 0)
        step = services.take_step(
            run=run, head=at, token=uuid.uuid4(), action=an_action(**fields), at=NOON
        )
    return step


def an_entry(number: int, parent: int, *, accepted: bool = True, **action: object) -> Entry:
    return Entry(
        number=number,
        parent=parent,
        action=action or {"type": "PowerOff", "vm": "book-01"},
        accepted=accepted,
    )


OFF = {"type": "PowerOff", "vm": "book-01"}
ON = {"type": "PowerOn", "vm": "book-01"}
CD_OUT = {"type": "DisconnectDevice", "vm": "book-01", "device": "CD/DVD drive 1"}
CD_IN = {"type": "ConnectDevice", "vm": "book-01", "device": "CD/DVD drive 1"}
LOGS_OUT = {"type": "DisconnectNetwork", "vm": "book-01", "nic": "Network adapter 2"}
TO_ESX_01 = {"type": "Migrate", "vm": "book-01", "host": "esx-01"}
TO_ESX_03 = {"type": "Migrate", "vm": "book-01", "host": "esx-03"}
SOLUTION = (CD_OUT, LOGS_OUT, TO_ESX_01)
