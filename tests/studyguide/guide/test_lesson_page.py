"""The lesson's page: what it shows, what it remembers, and what it costs."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.urls import reverse

from studyguide import progress
from studyguide.accounts.models import User
from studyguide.blueprint import blueprint
from studyguide.guide import guide
from studyguide.progress.models import Reading
from tests.studyguide.queries import queries

pytestmark = pytest.mark.django_db

LESSONS = guide().lessons
ACROSS = guide().section_of("6.03")[0]
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
HTMX = {"HX-Request": "true"}


def address(lesson, page="lesson"):
    return reverse(f"guide:{page}", args=[lesson.chapter.slug, lesson.slug])


def page_of(client, lesson, **query):
    response = client.get(address(lesson), {"lang": "en", **query})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
@pytest.mark.parametrize("query", [{"lang": "zh"}, {"lang": "en"}, {"view": "both"}])
def test_every_lesson_stands_in_every_view(client, lesson, query):
    html = client.get(address(lesson), query).content.decode()

    assert html.count("<h1") == 1
    for identity in lesson.ids:
        assert html.count(f'id="o{identity.replace(".", "-")}"') == 1
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_links_within_the_page_have_their_target(client, lesson):
    html = page_of(client, lesson)

    ids = set(re.findall(r'\sid="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= ids


def test_a_disputed_claim_wears_its_erratum_from_the_blueprint(client):
    html = unescape(page_of(client, ACROSS))

    erratum = blueprint().objectives["6.03"].erratum
    assert erratum.said.en in html
    assert erratum.holds.en in html
    assert erratum.source in html
    assert "in none of the releases" in html


def test_a_claim_that_holds_is_shown_as_a_claim(client):
    html = unescape(page_of(client, guide().section_of("6.01")[0]))

    assert blueprint().objectives["6.01"].claim.en in html
    assert 'class="erratum' not in html


def test_a_claim_without_a_source_is_marked(client):
    html = page_of(client, guide().section_of("6.27")[0])

    assert ">unverified</span>" in html


def test_the_errata_of_a_lesson_are_counted_above_it(client):
    assert "2 errata in this lesson" in page_of(client, ACROSS)


def test_side_by_side_shows_both_texts_and_one_figure(client):
    html = page_of(client, LESSONS[0], view="both")
    alone = page_of(client, LESSONS[0])

    assert 'lang="zh-Hans">' in html.split("<article")[1]
    assert html.count("<figure") == alone.count("<figure")


@pytest.mark.parametrize("view", ["", "zh", "neither", "BOTH", "\x00", "x" * 9000])
def test_a_view_that_does_not_exist_is_the_plain_one(client, view):
    assert 'class="pair"' not in page_of(client, LESSONS[0], view=view)


@pytest.mark.parametrize(
    "path",
    ["/guide/nowhere/", "/guide/nowhere/x/", f"/guide/{ACROSS.chapter.slug}/x/", "/guide/esxi/"],
)
def test_what_does_not_exist_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("page", ["mark", "place"])
def test_marks_and_places_are_posted(client, page):
    assert client.get(address(LESSONS[0], page)).status_code == 405
    assert client.post(f"/guide/nowhere/x/{'read' if page == 'mark' else page}/").status_code == 404


def test_marking_as_read_without_javascript_comes_back_to_the_lesson(as_ada, ada):
    response = as_ada.post(address(LESSONS[0], "mark"), {"read": "yes"})

    assert response.status_code == 302
    assert response.url == f"{address(LESSONS[0])}#read"
    assert Reading.objects.get(learner=ada).read_at
    assert "Marked as read" in page_of(as_ada, LESSONS[0])


def test_marking_with_htmx_swaps_the_form_alone(as_ada):
    response = as_ada.post(address(LESSONS[0], "mark"), {"read": "yes"}, headers=HTMX)

    assert response.status_code == 200
    assert b"<html" not in response.content
    assert b'id="read"' in response.content


def test_the_mark_can_be_taken_back_and_set_twice(as_ada, ada):
    for read, marked in [("yes", True), ("yes", True), ("no", False), ("no", False)]:
        as_ada.post(address(LESSONS[0], "mark"), {"read": read})
        assert bool(Reading.objects.get(learner=ada).read_at) == marked


def test_a_visitor_who_marks_becomes_a_guest_and_keeps_the_mark(client):
    client.post(address(LESSONS[0], "mark"), {"read": "yes"})

    guest = User.objects.get(is_guest=True)
    assert Reading.objects.get(learner=guest).read_at
    assert "Marked as read" in page_of(client, LESSONS[0])


def test_a_visitor_who_only_reads_leaves_no_trace(client):
    page_of(client, LESSONS[0])
    section = LESSONS[0].sections[0].anchor

    assert client.post(address(LESSONS[0], "place"), {"section": section}).status_code == 204
    assert not User.objects.exists()
    assert not Reading.objects.exists()


def test_the_place_is_kept(as_ada, ada):
    section = LESSONS[0].sections[-1].anchor

    assert as_ada.post(address(LESSONS[0], "place"), {"section": section}).status_code == 204
    page_of(as_ada, LESSONS[0])

    assert Reading.objects.get(learner=ada).section == section


@pytest.mark.parametrize("section", ["", "o9-99", "top", "<script>", "x" * 5000])
def test_a_place_that_is_no_section_is_refused(as_ada, section):
    response = as_ada.post(address(LESSONS[0], "place"), {"section": section})

    assert response.status_code == 422
    assert not Reading.objects.exists()


def test_ben_does_not_see_what_ada_read(as_ada, as_ben):
    as_ada.post(address(LESSONS[0], "mark"), {"read": "yes"})

    assert "Marked as read" not in page_of(as_ben, LESSONS[0])


def some_evidence(learner, amount):
    for number in range(amount):
        progress.record(
            learner=learner,
            objective=LESSONS[3].ids[number % 6],
            source="question" if number % 3 else "lab",
            item=f"q-{number % 7}",
            score=number % 2,
            at=NOON + timedelta(hours=number),
        )


@pytest.mark.parametrize("amount", [0, 40])
@pytest.mark.parametrize("view", ["", "both"])
def test_a_lesson_costs_eight_queries_at_most(as_ada, ada, amount, view):
    some_evidence(ada, amount)
    for lesson in LESSONS[:amount]:
        progress.mark_read(learner=ada, chapter=lesson.chapter.slug, lesson=lesson.slug, at=NOON)

    assert queries(lambda: page_of(as_ada, LESSONS[3], view=view)) <= 8


def test_mastery_is_told_in_words_beside_the_dot(as_ada, ada):
    progress.record(learner=ada, objective="6.03", source="question", item="a", score=1, at=NOON)

    assert "1 of the last 1 right" in page_of(as_ada, ACROSS)


def test_the_rail_ticks_what_is_read(as_ada):
    as_ada.post(address(LESSONS[0], "mark"), {"read": "yes"})

    html = page_of(as_ada, LESSONS[1])
    rail = html.split('class="rail"')[1].split("</nav>")[0]
    assert rail.count(">read</span>") == 1
