"""Whatever is sent to whichever address, by whom ever: an answer in words, never a server error.

The addresses are those of the resolver, so a new one is tried from its first day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby, product
from types import ModuleType
from urllib.parse import quote, quote_plus
from uuid import UUID

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path

from labs.shelf import labs
from studyguide.accounts.models import INSTRUCTORS
from tests.conftest import a_user, client_of
from tests.quizzes.papers import a_bank
from tests.walks import CHAPTER, LAB, a_run_of, a_shared_world_of, an_attempt_of

QUESTION = f"{CHAPTER}/question-1"
NOBODYS = UUID("00000000-0000-4000-8000-000000000000")
# What the forms of the site call their fields; pages add the names that they show themselves.
FIELDS = (
    *("action", "head", "token", "back", "warnings", "ack", "level", "picked", "lease", "counter"),
    *("shown", "go", "flag", "clear", "confirmed", "release", "next", "theme", "language", "lang"),
    *("username", "password", "password_again", "display_name", "email", "do", "base", "slug"),
    *("kind", "objectives", "option_key", "truth", "proof", "copy", "read", "section", "role"),
    *("q", "page", "show", "move", "seed", "step", "object", "host", "from", "to", "version"),
    *("world", "size", "text", "file", "pacing", "failures", "repair", "keep", "steps", "find"),
    *("number", "unit", "words", "place-0", "match-0", "blank-a", "part_numeric", "mode"),
)
JUNK = {
    "nothing": b"",
    "a nought byte": b"\x00",
    "half a surrogate pair": b"\xed\xa0\x80",
    "no UTF-8": b"\xff\xfe",
    "emoji": "💥🧨👩‍👩‍👧".encode(),
    "a negative number": b"-1",
    "a huge number": b"9" * 400,
    "a wrong type": b'{"type": ["Migrate"], "vm": {"a": null}, "host": 1e999}',
    "deep brackets": b"[" * 5000,
    "markup": b"<script>alert(1)</script>{{ 7 }}",
    "a way out": b"//example.org/../../etc/passwd",
    "somebody's id": str(NOBODYS).encode(),
}
TEXTS = ("nonsense", "6.99", "..", "💥", "%00", "\x00", "x" * 3000)
ROLES = ("signed out", "a learner", "an instructor")


def routes(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[tuple[str, dict]]:
    """(name, converters) of every address of the project; the administration is Django's own."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            if each.namespace != "admin":
                inner = f"{space}{each.namespace}:" if each.namespace else space
                yield from routes(each, prefix, inner)
        elif isinstance(each, URLPattern) and each.name:
            yield f"{space}{each.name}", each.pattern.converters


ROUTES = dict(routes(get_resolver(settings.ROOT_URLCONF)))
NAMES_SOMEBODY = [
    name
    for name, arguments in ROUTES.items()
    if ":" in name and "UUIDConverter" in {type(each).__name__ for each in arguments.values()}
]
TOGETHER = 6


def by_room(names: Iterable[str]) -> list:
    """A few addresses of one room at a time, for a test that makes their world once."""
    groups = []
    for room, found in groupby(sorted(names), key=lambda name: name.partition(":")[0]):
        several = list(found)
        groups += [
            pytest.param(several[start : start + TOGETHER], id=f"{room} {start // TOGETHER + 1}")
            for start in range(0, len(several), TOGETHER)
        ]
    return groups


EVERY_ADDRESS = pytest.mark.parametrize("names", by_room(ROUTES))


class Owned:
    """The things of Ada and of Ben that addresses may name."""

    def __init__(self) -> None:
        a_bank()
        self.people = {
            "a learner": a_user("ada", language="en"),
            "an instructor": a_user("ines", INSTRUCTORS, language="en"),
        }
        owners = (self.people["a learner"], a_user("ben"))
        self.attempts = [an_attempt_of(owner).pk for owner in owners]
        self.token = a_shared_world_of(owners[1]).token
        self.runs = [a_run_of(owner, labs()[LAB]).pk for owner in owners]

    def values(self, name: str, argument: str, converter: str) -> tuple:
        if converter == "UUIDConverter":
            return (NOBODYS, *(self.runs if "run" in argument else self.attempts))
        if converter == "IntConverter":
            return (1, 0, 10**30)
        if converter == "SlugConverter":
            return ("nonsense", self.token, CHAPTER, LAB, "ways-to-migrate", "x" * 3000)
        return (QUESTION, *TEXTS) if converter == "PathConverter" else TEXTS

    def addresses(self, name: str) -> list[str]:
        """The address with every sort of argument: nonsense, somebody else's, one's own."""
        arguments = ROUTES[name]
        choices = [
            self.values(name, argument, type(converter).__name__)
            for argument, converter in arguments.items()
        ]
        shape = reverse_shape(name)
        return [
            shape % tuple(quote(str(value), safe="/") for value in values)
            for values in list(product(*choices))[:16]
        ]


def reverse_shape(name: str) -> str:
    """The address with a `%s` for each argument, in their order."""
    [(shape, names)] = get_shape(name)
    assert list(ROUTES[name]) == names
    return "/" + re.sub(r"%\(\w+\)s", "%s", shape)


def get_shape(name: str) -> list[tuple[str, list[str]]]:
    *spaces, last = name.split(":")
    resolver, prefix = get_resolver(settings.ROOT_URLCONF), ""
    for space in spaces:
        inner, resolver = resolver.namespace_dict[space]
        prefix += inner
    return [(prefix + shape, names) for shape, names in resolver.reverse_dict.getlist(last)[0][0]]


@pytest.fixture
def owned(db) -> Owned:
    return Owned()


@contextmanager
def undone() -> Iterator[None]:
    """What one address did to the database is taken back before the next is tried."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Visitors:
    """One client for each role; whoever an address signed out is signed in again."""

    def __init__(self, owned: Owned) -> None:
        self._people = owned.people
        self._clients: dict[str, Client] = {}
        self._sessions: dict[str, str] = {}

    def __getitem__(self, role: str) -> Client:
        if role not in self._people:
            return Client(raise_request_exception=False)
        client = self._clients.get(role)
        if client is None or self._session_of(client) != self._sessions[role]:
            client = self._clients[role] = client_of(self._people[role])
            client.raise_request_exception = False
            self._sessions[role] = self._session_of(client)
        return client

    @staticmethod
    def _session_of(client: Client) -> str:
        cookie = client.cookies.get("sessionid")
        return cookie.value if cookie else ""


def faults_of(response, what: str) -> list[str]:
    faults = []
    if response.status_code >= 500:
        faults.append(f"{what}: {response.status_code}")
    if "Content-Security-Policy" not in response.headers:
        faults.append(f"{what}: no content security policy")
    if not response.streaming and b"Traceback" in response.content:
        faults.append(f"{what}: shows a traceback")
    return faults


@lru_cache(maxsize=256)
def body_of(names: tuple[str, ...], value: bytes) -> str:
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name in names)


def names_in(html: bytes) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.findall(r"\sname=\"([^\"]+)\"", html.decode())))


def test_the_resolver_gives_every_room():
    spaces = {name.partition(":")[0] for name in ROUTES}

    assert {"home", "search", "healthz", "guide", "quizzes", "labs", "accounts", "teach"} <= spaces
    assert len(ROUTES) > 50


def test_a_server_error_would_be_heard(settings):
    def broken(request):
        raise RuntimeError("on purpose")

    urls = ModuleType("broken_urls")
    urls.urlpatterns = [path("", broken)]
    settings.ROOT_URLCONF = urls

    assert faults_of(Client(raise_request_exception=False).get("/"), "GET /") == ["GET /: 500"]


@EVERY_ADDRESS
def test_an_address_answers_whoever_asks_for_whatever(owned, names):
    queries = ["", *("?" + body_of(FIELDS, value) for value in JUNK.values() if len(value) < 500)]
    faults = []
    for name in names:
        with undone():
            visitors = Visitors(owned)
            first, *others = owned.addresses(name)
            for role, address in product(ROLES, [*(first + query for query in queries), *others]):
                response = visitors[role].get(address)
                faults += faults_of(response, f"GET {address[:200]} by {role}")
    assert faults == []


@EVERY_ADDRESS
def test_an_address_answers_whatever_is_sent_to_it(owned, names):
    faults = []
    for name in names:
        with undone():
            visitors = Visitors(owned)
            for role, address in product(ROLES, owned.addresses(name)[:2]):
                fields = FIELDS + names_in(visitors[role].get(address).content)
                for what, value in JUNK.items():
                    body = body_of(fields, value)
                    response = visitors[role].post(address, body, content_type=TYPES["form"])
                    faults += faults_of(response, f"POST {what} to {address[:120]} by {role}")
    assert faults == []


TYPES = {
    "form": "application/x-www-form-urlencoded",
    "upload": "multipart/form-data; boundary=x",
    "json": "application/json",
}
BODIES = {
    "a megabyte": lambda names: (body_of(names[-1:], b"\xe7\x95\xaa" * 100_000), "form"),
    "ten thousand fields": lambda names: ("&".join(["x=1"] * 10_000), "form"),
    "three megabytes": lambda names: ("x=" + "y" * 3_000_000, "form"),
    "a broken upload": lambda names: ("--x\r\nContent-Disposition: nothing", "upload"),
    "JSON": lambda names: ('{"a": [1, 2', "json"),
}


@EVERY_ADDRESS
def test_an_address_answers_a_body_out_of_all_measure(owned, names):
    faults = []
    for name in names:
        with undone():
            visitors = Visitors(owned)
            address = owned.addresses(name)[-1]
            fields = FIELDS + names_in(visitors["an instructor"].get(address).content)
            for what, body in BODIES.items():
                sent, kind = body(fields)
                client = visitors["an instructor"]
                response = client.post(address, sent, content_type=TYPES[kind])
                faults += faults_of(response, f"POST {what} to {address[:120]}")
                if len(response.content) >= 3_000_000:
                    faults.append(f"POST {what} to {address[:120]} is answered at length")
    assert faults == []


@pytest.mark.parametrize("names", by_room(NAMES_SOMEBODY))
def test_what_is_somebody_elses_is_not_found(owned, names):
    """Ben's attempts and runs, asked for by Ada, by the instructor, and by nobody in particular."""
    shown = []
    for name in names:
        with undone():
            shown += what_is_shown_of_bens(owned, name)
    assert shown == []


def what_is_shown_of_bens(owned: Owned, name: str) -> list[str]:
    """The answers but 404, or the log-in for whoever is signed out."""
    visitors = Visitors(owned)
    theirs = {str(owned.attempts[1]), str(owned.runs[1])}
    addresses = [each for each in owned.addresses(name) if any(id in each for id in theirs)]
    assert addresses, name
    shown = []
    for address in addresses:
        for role in ("a learner", "an instructor"):
            for response in (visitors[role].get(address), visitors[role].post(address)):
                if response.status_code not in {404, 405}:
                    shown.append(f"{response.status_code} {address} to {role}")
        anonymous = visitors["signed out"].post(address)
        to = anonymous.headers.get("Location", "/account/login/")
        if anonymous.status_code not in {302, 404, 405} or "/account/login/" not in to:
            shown.append(f"{anonymous.status_code} {address} to whoever is signed out")
    return shown
