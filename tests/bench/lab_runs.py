"""Measures a lab from its start on, in multiples of a bare page of the same learner."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from labs import services
from labs.datacenter.wire.read import read_action
from labs.models import LabRun
from labs.shelf import labs
from studyguide.accounts.models import User
from tests.walks import LAB

BARE = "/account/preferences/"  # the frame of every page and one form
SWAPPED = {"HX-Request": "true"}  # as the console asks once it stands
REPLAYED = 200
FORTH, BACK = (
    {"type": kind, "vm": "book-01", "device": "CD/DVD drive 1"}
    for kind in ("DisconnectDevice", "ConnectDevice")
)
REFUSED = {"type": "Migrate", "vm": "book-01", "host": "esx-03"}

# what is measured -> at most so many bare pages
AIMS = {
    "start of a lab": 3,
    "action with its whole report": 5,
    f"replay of {REPLAYED} steps": 20,
}


def calls(learner: User, client: Client, runs: int) -> dict[str, Callable[[], object]]:
    """The bare page first, then what is measured by it; `runs` of them act on a fresh run."""
    long = a_run(learner, REPLAYED)
    fresh = iter([a_run(learner, 0) for _ in range(runs)])
    began = {"release": long.release}

    def follow(response: object, **headers: object) -> None:
        assert response.status_code == 302
        page(client, response.url, **headers)()

    return {
        "bare page": page(client, BARE),
        "start of a lab": lambda: follow(client.post(f"/labs/{LAB}/", began)),
        "action with its whole report": lambda: follow(act(client, next(fresh)), headers=SWAPPED),
        f"replay of {REPLAYED} steps": page(client, reverse("labs:replay", args=[long.id])),
    }


def page(client: Client, address: str, **headers: object) -> Callable[[], object]:
    def call() -> None:
        assert client.get(address, **headers).status_code == 200, address

    return call


def act(client: Client, run: LabRun) -> object:
    data = {"head": 0, "token": uuid4(), "action": json.dumps(REFUSED)}
    return client.post(reverse("labs:act", args=[run.id]), data)


def a_run(learner: User, steps: int) -> LabRun:
    lab, at = labs()[LAB], timezone.now()
    run = services.start_run(learner=learner, lab=lab, release="8.0", at=at)
    for head, fields in enumerate(_there_and_back(steps)):
        action, _ = read_action(fields)
        services.take_step(run=run, head=head, token=uuid4(), action=action, at=at)
    return run


def _there_and_back(steps: int) -> Iterator[dict]:
    return islice(cycle((FORTH, BACK)), steps)
