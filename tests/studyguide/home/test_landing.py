"""The first page for a visitor: one action, five releases, each verdict the engine's."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from labs.datacenter.releases import RELEASES
from studyguide.guide import guide
from tests.studyguide.queries import queries

HTMX = {"HX-Request": "true"}
ADDRESS = reverse("home")
ALLOWED = {
    "vmotion": {"notes": True, "5.5": False, "6.7": True, "7.0": True, "8.0": True},
    "cross-host": {"notes": False, "5.5": False, "6.7": True, "7.0": True, "8.0": True},
    "cold": {"notes": False, "5.5": True, "6.7": True, "7.0": True, "8.0": True},
}

pytestmark = pytest.mark.django_db


def page_of(client, headers=None, **query):
    response = client.get(ADDRESS, {"lang": "en", **query}, headers=headers or {})
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("move", ALLOWED)
def test_each_verdict_is_the_engine_s_and_says_that_releases_differ(client, move, release):
    html = page_of(client, move=move, release=release)

    assert ("Refused: " in html) != ALLOWED[move][release]
    for other in RELEASES:
        word = "allowed" if ALLOWED[move][other] else "refused"
        assert f"{'Notes' if other == 'notes' else other} {word}" in html


def test_the_refusal_names_its_fault_and_offers_the_smallest_repair(client):
    html = page_of(client, move="vmotion", release="5.5")

    assert "<code>DatacenterMismatch</code>" in html
    assert "Smallest repair: " in html
    assert "repaired=1" in html


def test_the_repair_can_be_carried_out(client):
    html = page_of(client, move="vmotion", release="5.5", repaired="1")

    assert "Carried out after the repair" in html
    assert html.count("<li>") >= 2


def test_a_refusal_without_any_repair_leads_to_the_reason(client):
    html = page_of(client, move="cold", release="notes", repaired="1")

    assert "Refused: " in html
    assert "Smallest repair: " not in html
    assert "#o6-03" in html


def test_the_switches_work_as_links_and_as_fragments(client):
    fragment = page_of(client, headers=HTMX, move="cold", release="8.0")

    assert "<html" not in fragment
    assert fragment.lstrip().startswith("<figure")
    assert f'href="{ADDRESS}?move=cold&release=5.5#minilab"' in page_of(client, move="cold")


@pytest.mark.parametrize(
    "query",
    [
        {"move": "x"},
        {"release": "9"},
        {"repaired": "2"},
        {"move": "\x00", "release": "\x00"},
        {"move": "x" * 5000},
    ],
)
def test_nonsense_shows_the_figure_as_it_opens(client, query):
    assert 'id="move-vmotion"' in page_of(client, **query)


def test_a_visitor_s_home_reads_nothing_from_the_database(client):
    assert queries(lambda: page_of(client)) == 0


def test_every_chapter_leads_to_its_lessons_or_its_objectives(client):
    html = page_of(client)

    links = re.findall(r'<li><a href="(/guide/[^"]+)"', html)
    assert len(links) == 7
    taught = [f"/guide/{each.chapter.slug}/" for each in guide().chapters]
    assert [link for link in links if "objectives" not in link] == taught


def test_the_numbers_on_the_page_are_those_of_the_blueprint(client):
    html = page_of(client)

    assert "40 of their 148 claims" in html
    assert "Seven chapters, 148 objectives" in html
