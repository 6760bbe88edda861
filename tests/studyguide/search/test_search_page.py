"""The search page: results by kind, pages, and a clear word for every query."""

from __future__ import annotations

from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from studyguide import search
from tests.studyguide.queries import queries
from tests.studyguide.search.test_finding import HOSTILE

pytestmark = pytest.mark.django_db

ADDRESS = reverse("search")


def page_of(client, **query):
    response = client.get(ADDRESS, {"lang": "en", **query})
    assert response.status_code == 200
    return unescape(response.content.decode())


def things(amount, *, kind="lesson", language="en"):
    search.put_all(
        [
            {
                "kind": kind,
                "key": f"k{number:03d}",
                "language": language,
                "title": f"Snapshot {number}",
                "body": "About a snapshot <b>and</b> more",
                "url": f"/x/{number}/",
            }
            for number in range(amount)
        ]
    )


def test_results_are_marked_and_escaped(client):
    things(1)
    response = client.get(ADDRESS, {"q": "snapshot", "lang": "en"}).content.decode()

    assert "<mark>snapshot</mark>" in response
    assert "&lt;b&gt;and&lt;/b&gt;" in response


def test_a_query_comes_back_escaped(client):
    response = client.get(ADDRESS, {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in response


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query)[:20])
def test_every_hostile_query_is_answered(client, query):
    if query == "\ud800":
        query = "%ed%a0%80"

    page_of(client, q=query)


def test_nothing_typed_asks_what_is_looked_for_and_suggests(client):
    html = page_of(client)

    assert "What are you looking for?" in html
    assert "?q=shared%20storage" in html


def test_signs_alone_are_answered_as_such(client):
    assert "There is nothing to search for in that" in page_of(client, q="*** ()")


def test_nothing_found_says_what_to_try(client):
    assert "Nothing found" in page_of(client, q="zzzzz")


def test_a_long_query_says_that_it_was_cut(client):
    assert "Only the first 200 characters" in page_of(client, q="x" * 201)
    assert "Only the first 200 characters" not in page_of(client, q="x" * 200)


def test_twenty_stand_on_a_page(client):
    things(41)

    assert page_of(client, q="snapshot").count("<mark>Snapshot</mark>") == 20
    assert page_of(client, q="snapshot", page="3").count("<mark>Snapshot</mark>") == 1
    assert "3 of 3" in page_of(client, q="snapshot", page="3")


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "1.5", "９", "9" * 40, "\x00"])
def test_a_page_that_is_none_shows_one_that_is(client, page):
    things(21)

    assert "<mark>Snapshot</mark>" in page_of(client, q="snapshot", page=page)


def test_a_page_past_the_end_is_the_last(client):
    things(21)

    assert "2 of 2" in page_of(client, q="snapshot", page="999")


def test_a_kind_narrows_and_stays_in_the_address_of_the_next_page(client):
    things(25)
    things(3, kind="lab")

    html = page_of(client, q="snapshot", kind="lesson")
    assert "25 results" in html
    assert "kind=lesson" in html.split('rel="next"')[1].split(">")[0]


@pytest.mark.parametrize("kind", ["x", "user", "\x00", "lesson'--"])
def test_a_kind_that_is_none_shows_all(client, kind):
    things(2)

    assert "2 results" in page_of(client, q="snapshot", kind=kind)


def test_a_kind_without_results_leads_back_to_all(client):
    things(2)

    assert "Show all kinds" in page_of(client, q="snapshot", kind="lab")


def test_what_only_the_other_language_has_is_shown_and_said(client):
    things(1, language="zh")

    html = page_of(client, q="snapshot")
    assert "in your language; these" in html
    assert '<li lang="zh-Hans">' in html


def test_a_search_costs_seven_queries_at_most(as_ada):
    call_command("indexguide", stdout=StringIO())

    assert queries(lambda: page_of(as_ada, q="vMotion storage")) <= 7
    assert queries(lambda: page_of(as_ada, q="共享 zzzz")) <= 9


def test_the_box_in_the_bar_is_reached_by_a_key(client):
    assert 'data-shortcut="/"' in page_of(client)
