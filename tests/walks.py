"""Walks through the whole site: a learner in the middle of things, and every link followed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qsl, urldefrag, urljoin
from uuid import uuid4

from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone

from labs import sandbox, sharing
from labs import services as runs
from labs.console.page import DOINGS, MIGRATE
from labs.datacenter.actions import PowerOff
from labs.datacenter.inventory.site import KINDS
from labs.models import LabRun, SharedReplay
from labs.scenarios import Lab
from labs.shelf import labs
from quizzes.attempts import services as attempts
from quizzes.attempts.models import Attempt
from quizzes.catalogue import find_quiz
from studyguide.accounts.models import User

CHAPTER = "vmotion-storage-vmotion"
LAB = "evacuate-without-interruption"
CONSOLE = "labs:run"
LINK = re.compile(r"<(?:a|area)\b[^>]*?\shref=\"([^\"]*)\"")
# States of one page kept in its query (filters, a way back) are followed this far, no farther.
MOST_STATES = 4


def an_attempt_of(learner: User, seed: str = "1") -> Attempt:
    return attempts.start_attempt(
        learner=learner, quiz=find_quiz(CHAPTER), release="8.0", seed=seed, at=timezone.now()
    )


def a_run_of(learner: User, lab: Lab, *, solution: int = 0, steps: int | None = None) -> LabRun:
    """A run in which the lab's own solution has been carried out, not finished yet.

    `steps`: how many of its steps; None: all.
    """
    run = runs.start_run(
        learner=learner, lab=lab, release=lab.allowed_releases[-1], at=timezone.now()
    )
    for head, action in enumerate(lab.solutions[solution].actions[:steps]):
        runs.take_step(run=run, head=head, token=uuid4(), action=action, at=timezone.now())
    return run


def kinds_in(lab: Lab) -> set[str]:
    """The kinds of object in the lab's world; the console has pages for each."""
    return {kind for kind, (_, table) in KINDS.items() if getattr(lab.world, table)}


def labs_of_every_kind() -> list[Lab]:
    """The walk's own lab, and as few others as show every kind of object that any lab has."""
    chosen = [labs()[LAB]]
    missing = set().union(*map(kinds_in, labs().values())) - kinds_in(chosen[0])
    while missing:
        chosen.append(max(labs().values(), key=lambda lab: len(kinds_in(lab) & missing)))
        missing -= kinds_in(chosen[-1])
    return chosen


def in_the_middle_of_things(learner: User) -> User:
    """With attempts and runs, one of each finished and one of each open, and a shared world."""
    attempts.hand_in(attempt=an_attempt_of(learner), at=timezone.now())
    an_attempt_of(learner, seed="2")
    for lab in labs_of_every_kind():
        run = a_run_of(learner, lab, steps=None if lab.slug == LAB else 1)
        if lab.slug == LAB:
            runs.finish(run=run, head=len(lab.solutions[0].actions), at=timezone.now())
    a_shared_world_of(learner)
    return learner


def a_shared_world_of(learner: User) -> SharedReplay:
    """A world of the sandbox in which something was done, and a link that shows it."""
    world = sandbox.WORLDS["company"]
    lab = sandbox.free_lab(world.site, world.title)
    run = runs.start_free_run(learner=learner, lab=lab, release="8.0", at=timezone.now())
    off = PowerOff(vm="web-01")
    runs.take_step(run=run, head=0, token=uuid4(), action=off, at=timezone.now())
    run.refresh_from_db()
    return sharing.share(run=run, at=timezone.now())


@dataclass
class Walk:
    """What following every link from the start came upon."""

    client: Client
    language: str
    most_pages: int = 200
    every_kind: bool = False  # every console, with each pane for each kind of object
    found: dict[str, str] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)

    def through(self, *starts: str) -> Walk:
        waiting = [(start, "the start") for start in starts]
        counted: Counter[tuple[str, bool]] = Counter()
        kinds: set[tuple[str, str]] = set()
        for address, page in waiting:
            if address in self.found:
                continue
            self.found[address] = page
            route = route_of(address)
            counted[route, "?" in address] += 1
            most = MOST_STATES if "?" in address else self.most_pages
            what = what_is_shown(address)
            is_new = self.every_kind and CONSOLE in route and (route, what) not in kinds
            kinds.add((route, what))
            if counted[route, "?" in address] <= most or is_new:
                waiting.extend((link, address) for link in self._open(address, page))
        return self

    def _open(self, address: str, page: str) -> list[str]:
        """The links of the page, or where it leads on to; a dead one is noted."""
        response = self.client.get(address, headers={"accept-language": self.language})
        if response.status_code in {301, 302}:
            return [urljoin(address, response["Location"])]
        if response.status_code != 200:
            self.dead.append(f"{response.status_code} {address}, linked on {page}")
            return []
        if not response.headers["Content-Type"].startswith("text/html"):
            return []  # a file to take along is no page
        self.pages.append(address)
        if address.startswith("/admin/"):
            return []  # beyond its door the administration is Django's own
        return links_of(response.content.decode(), address)


def route_of(address: str) -> str:
    """The name of the page's route; figures and the panes of a lab's console count each alone."""
    path, _, query = address.partition("?")
    try:
        found = resolve(path)
    except Resolver404:
        return "nowhere"
    if found.view_name == "guide:figure":
        return f"{found.view_name} {found.kwargs['name']}"
    pane = _pane_of(query) if found.view_name == "labs:run" else ""
    return f"{found.view_name} {pane}".strip()


def kind_of_object(address: str) -> str:
    """The kind of object that a pane of the console is opened for."""
    asked = dict(parse_qsl(address.partition("?")[2]))
    return asked.get("object", "").partition(":")[0]


def what_is_shown(address: str) -> str:
    """What the console shows that no other page of its kind need show: a run, a kind of object.

    What is related to an object depends on its run.
    """
    path, _, query = address.partition("?")
    if not query:
        return path
    if "do=" in query:
        return ""
    return f"{kind_of_object(address)} {path if 'tab=related' in query else ''}"


def _pane_of(query: str) -> str:
    """What the console is opened for; the forms of all actions but migration are of one kind."""
    asked = dict(parse_qsl(query))
    doing = asked.get("do", "")
    if doing:
        return doing if doing in (*DOINGS, MIGRATE) else "ask"
    return asked.get("tab") or asked.get("view", "")


def links_of(html: str, address: str) -> list[str]:
    """Links within the site, without fragments and without those that change the language."""
    found = [unescape(link) for link in LINK.findall(html)]
    inside = [link for link in found if re.match(r"[/?](?!/)", link) and "lang=" not in link]
    return [urldefrag(urljoin(address, link))[0] for link in inside]
