"""No dead link: everything that a page links to is there, for everybody who sees the link."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from studyguide.accounts.models import ADMINISTRATORS, INSTRUCTORS
from tests.conftest import a_user, client_of
from tests.walks import Walk, in_the_middle_of_things, kind_of_object, kinds_in, labs_of_every_kind

LANGUAGES = ["zh-CN", "en"]
FEW = 4  # of one kind of page, for those who see the same objectives and rules as a stranger


@pytest.fixture
def content(db):
    for command in ("loadbank", "indexguide", "indexlabs"):
        call_command(command, stdout=StringIO(), verbosity=0)


def test_a_stranger_finds_no_dead_link(content):
    for language in LANGUAGES:
        walk = Walk(client=Client(), language=language).through("/")

        assert walk.dead == [], language
        assert len(walk.pages) > 200
        assert {"/rules/not-modelled/", "/guide/errata/", "/labs/", "/labs/sandbox/"} <= set(
            walk.pages
        )


PARTS = ("/result/", "/review/", "/replay/", "/runs/", "/attempts/", "/share/", "/replays/")


@pytest.mark.parametrize("role", [None, INSTRUCTORS, ADMINISTRATORS])
def test_whoever_is_signed_in_finds_no_dead_link(content, role):
    person = a_user("wei", *([role] if role else []), display_name="韦")
    client = client_of(in_the_middle_of_things(person))
    review = reverse("quizzes:review", args=[person.attempts.get(submitted_at=None).pk])
    every_kind = set().union(*map(kinds_in, labs_of_every_kind()))
    for language in LANGUAGES:
        # a console is the same for whoever plays
        walk = Walk(client=client, language=language, most_pages=FEW, every_kind=role is None)
        walk.through("/", review)

        assert walk.dead == [], language
        seen = " ".join(walk.pages)
        assert [part for part in PARTS if part not in seen] == []
        assert role or every_kind - {kind_of_object(page) for page in walk.pages} == set()
        assert ("/teach/" in seen) == (role is not None)


def test_a_link_to_a_part_of_a_page_finds_that_part(content):
    walk = Walk(client=Client(), language="en", most_pages=FEW).through("/")
    missing = []
    for address in walk.pages:
        html = walk.client.get(address).content.decode()
        ids = set(re.findall(r"\sid=\"([^\"]+)\"", html))
        here = re.findall(r"<a\b[^>]*?\shref=\"#([^\"]+)\"", html)
        missing += [f"#{part} on {address}" for part in here if part not in ids]
    assert missing == []
