"""Two browsers on one run: no step lost or doubled, and the later one is told and sees it all."""

from __future__ import annotations

import json
import random
import re
import uuid
from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.urls import reverse

from labs import selectors
from labs.models import LabRun, Step
from tests.conftest import client_of
from tests.labs.casts import CD_IN, CD_OUT, LOGS_OUT, OFF, ON, TO_ESX_03, a_run

ACTIONS = (CD_IN, CD_OUT, LOGS_OUT, OFF, ON, TO_ESX_03)
HEAD = re.compile(r"<span>step (\d+)</span>")  # in the title block of the drawing
TOLD = "This run has moved on since this page was shown"


@dataclass
class Browser:
    """A browser with the page it showed last; `acknowledged` are the tokens it saw accepted."""

    client: Client
    run: LabRun
    head: int = 0
    acknowledged: list[uuid.UUID] = field(default_factory=list)

    def press(self, action: dict, times: int = 1) -> int:
        """Sends one form, perhaps more than once; the status of the last answer."""
        token = uuid.uuid4()
        data = {"head": self.head, "token": token, "action": json.dumps(action)}
        for _ in range(times):
            response = self.client.post(reverse("labs:act", args=[self.run.id]), data)
        if response.status_code == 302:
            self.acknowledged.append(token)
            response = self.client.get(response.url)
            self.see(response.content.decode())
            return 302
        page = response.content.decode()
        assert TOLD in page
        self.see(page)
        return response.status_code

    def move(self, name: str) -> None:
        response = self.client.post(
            reverse(f"labs:{name}", args=[self.run.id]), {"head": self.head}, follow=True
        )
        self.see(response.content.decode())

    def look(self) -> None:
        page = self.client.get(reverse("labs:run", args=[self.run.id]))
        self.see(page.content.decode())

    def see(self, page: str) -> None:
        """The page now shown is the run as it stands, whatever was asked."""
        heads = {int(head) for head in HEAD.findall(page)}
        assert heads == {head_of(self.run)}
        self.head = heads.pop()


def head_of(run: LabRun) -> int:
    return selectors.standing_of(selectors.run_of(learner=run.learner, id=run.id)).head


@pytest.mark.parametrize("seed", range(4))
def test_whatever_two_browsers_do_each_acknowledged_step_is_there_once(ada, seed):
    chance, run = random.Random(seed), a_run(ada)
    browsers = [Browser(client_of(ada), run), Browser(client_of(ada), run)]

    for _ in range(14):
        one = chance.choice(browsers)
        deed = chance.choice(("press", "press", "twice", "undo", "redo", "look"))
        if deed in ("press", "twice"):
            one.press(chance.choice(ACTIONS), times=1 + (deed == "twice"))
        elif deed == "look":
            one.look()
        else:
            one.move(deed)

    acknowledged = [token for one in browsers for token in one.acknowledged]
    steps = Step.objects.filter(run=run)
    assert sorted(steps.values_list("token", flat=True)) == sorted(acknowledged)
    assert [step.number for step in steps] == list(range(1, len(acknowledged) + 1))
    assert acknowledged


def test_the_later_one_is_told_what_was_not_done_and_sees_the_newest_state(ada):
    run = a_run(ada)
    first, second = Browser(client_of(ada), run), Browser(client_of(ada), run)
    first.press(CD_OUT)

    assert second.press(OFF) == 422
    assert second.head == 1
    assert second.press(OFF) == 302
    assert Step.objects.filter(run=run).count() == 2


@pytest.mark.parametrize("name", ["undo", "redo", "reset", "finish"])
def test_no_button_of_an_old_page_moves_the_run(ada, name):
    run = a_run(ada)
    first, second = Browser(client_of(ada), run), Browser(client_of(ada), run)
    first.press(CD_OUT)

    second.move(name)

    run.refresh_from_db()
    assert (head_of(run), run.is_finished) == (1, False)


def test_what_one_browser_finishes_the_other_finds_finished(ada):
    run = a_run(ada)
    first, second = Browser(client_of(ada), run), Browser(client_of(ada), run)
    first.client.post(reverse("labs:finish", args=[run.id]), {"head": 0})

    data = {"head": 0, "token": uuid.uuid4(), "action": json.dumps(CD_OUT)}
    response = second.client.post(reverse("labs:act", args=[run.id]), data)

    assert response.url == reverse("labs:result", args=[run.id])
    assert not Step.objects.exists()
