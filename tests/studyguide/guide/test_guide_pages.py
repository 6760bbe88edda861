"""The other pages of the guide: index, chapter, objectives, errata."""

from __future__ import annotations

from html import unescape

import pytest
from django.urls import reverse

from studyguide import guide as guide_room
from studyguide.blueprint import blueprint
from studyguide.guide import Guide, guide
from studyguide.yaml_files import Problem
from tests.studyguide.queries import queries

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
CHAPTER = guide().chapters[0].chapter


def text(client, name, *args, **query):
    response = client.get(reverse(name, args=args), {"lang": "en", **query})
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.fixture
def broken_guide(monkeypatch):
    problem = Problem(path="x/01-y.zh.md", line=3, message="needs text under 'title'")
    monkeypatch.setattr(guide_room.SHELF, "_guide", Guide(problems=(problem,)))


def test_the_index_lists_the_chapters_that_have_lessons_and_no_others_as_links(client):
    html = text(client, "guide:index")

    for chapter in blueprint().chapters:
        address = f'href="/guide/{chapter.slug}/"'
        assert (address in html) == (guide().chapter(chapter.slug) is not None)


def test_a_guide_without_lessons_says_so_and_leads_on(client, broken_guide):
    html = text(client, "guide:index")

    assert "No lesson could be read" in html
    assert reverse("guide:objectives") in html


def test_only_an_administrator_reads_what_is_wrong_with_the_files(
    broken_guide, as_olga, as_ines, as_ada, client
):
    complaint = "x/01-y.zh.md:3: needs text under 'title'"

    assert complaint in text(as_olga, "guide:index")
    for other in (as_ines, as_ada, client):
        assert complaint not in text(other, "guide:index")


def test_a_chapter_lists_its_lessons_and_all_its_objectives(client):
    html = text(client, "guide:chapter", CHAPTER.slug)

    for lesson in guide().chapters[0].lessons:
        assert lesson.title.en in html
    for objective in blueprint().of_chapter(CHAPTER):
        assert f"/guide/objectives/{objective.id}/" in html


def test_a_chapter_costs_eight_queries_at_most(as_ada):
    assert queries(lambda: text(as_ada, "guide:chapter", CHAPTER.slug)) <= 8


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_objective_has_its_page(client, language):
    for objective in blueprint().objectives.values():
        html = text(client, "guide:objective", objective.id, lang=language)
        assert objective.claim.in_language(language) in html
        if objective.erratum:
            assert objective.truth.in_language(language) in html


def test_an_objective_leads_to_its_lesson_or_says_there_is_none(client):
    assert "#o6-03" in text(client, "guide:objective", "6.03")
    assert "No lesson teaches this objective yet." in text(client, "guide:objective", "1.01")


@pytest.mark.parametrize("unknown", ["9.99", "6.3", "x", "6.03%00", "%3Cscript%3E", "6" * 4000])
def test_an_objective_that_does_not_exist_is_not_found(client, unknown):
    assert client.get(f"/guide/objectives/{unknown}/").status_code == 404


def test_an_objective_costs_seven_queries_at_most(as_ada):
    assert queries(lambda: text(as_ada, "guide:objective", "6.03")) <= 7


def test_all_objectives_stand_on_one_page(client):
    html = text(client, "guide:objectives")

    assert html.count('href="/guide/objectives/') >= 148


def test_all_forty_errata_stand_on_one_page(client):
    assert text(client, "guide:errata").count('<aside class="erratum') == 40


@pytest.mark.parametrize(("status", "count"), [("wrong", 9), ("dated", 10), ("imprecise", 21)])
def test_the_status_in_the_address_narrows_the_errata(client, status, count):
    html = text(client, "guide:errata", status=status)

    assert html.count(f'<aside class="erratum {status}') == count
    assert html.count('<aside class="erratum') == count


@pytest.mark.parametrize("status", ["correct", "x", "\x00", "wrong'--", "w" * 5000])
def test_a_status_that_does_not_exist_shows_all(client, status):
    assert text(client, "guide:errata", status=status).count('<aside class="erratum') == 40


def test_the_filter_swaps_a_fragment(client):
    response = client.get(reverse("guide:errata"), {"status": "wrong"}, headers=HTMX)

    assert b"<html" not in response.content
    assert b'id="errata"' in response.content


@pytest.mark.parametrize("name", ["guide:index", "guide:errata", "guide:objectives"])
def test_pages_to_read_take_no_post(client, name):
    assert client.post(reverse(name)).status_code == 405
