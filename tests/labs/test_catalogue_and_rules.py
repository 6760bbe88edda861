"""The catalogue of labs, one lab's page, the rules and what is not modelled."""

from __future__ import annotations

import html
import re

import pytest
from django.core.management import call_command
from django.test import Client

from labs import services, shelf
from labs.datacenter.releases import RELEASES
from labs.datacenter.rules import ALL_RULES
from labs.examples import example, release_that_asks
from studyguide import search
from studyguide.yaml_files import Problem
from tests.labs.casts import ARRAY, BOOKING, NOON, STATES, a_lab, a_run
from tests.studyguide.queries import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def test_the_catalogue_lists_every_lab_to_a_visitor(client):
    page = client.get("/labs/").content.decode()

    for slug in (BOOKING, ARRAY, STATES):
        assert f'href="/labs/{slug}/"' in page
        assert a_lab(slug).title.en in page.replace("&#x27;", "'")


def test_the_catalogue_goes_by_chapter_the_short_ones_first(client):
    page = client.get("/labs/").content.decode()
    six = page[page.index('id="chapter-6"') : page.index('id="chapter-7"')]
    minutes = [int(one) for one in re.findall(r"(\d+) minutes", six)]

    assert f'href="/labs/{BOOKING}/"' in six
    assert page.count(f'href="/labs/{BOOKING}/"') == 2  # its title and its button
    assert minutes == sorted(minutes)


def test_the_catalogue_offers_to_go_on(as_ada, ada):
    run = a_run(ada)

    assert f'href="/runs/{run.id}/"' in as_ada.get("/labs/").content.decode()
    assert f'href="/runs/{run.id}/"' in as_ada.get(f"/labs/{BOOKING}/").content.decode()


def test_runs_of_others_are_not_offered(as_ben, ada):
    run = a_run(ada)

    assert str(run.id) not in as_ben.get("/labs/").content.decode()
    assert str(run.id) not in as_ben.get(f"/labs/{BOOKING}/").content.decode()


@pytest.mark.parametrize("address", ["/labs/", f"/labs/{BOOKING}/"])
def test_pages_ask_the_database_the_same_however_many_runs(as_ada, ada, address):
    a_run(ada)
    few = queries(lambda: as_ada.get(address))
    for _ in range(12):
        services.finish(run=a_run(ada), head=0, at=NOON)

    assert queries(lambda: as_ada.get(address)) == few <= 10


def test_a_lab_that_names_its_release_offers_no_other(client):
    page = client.get(f"/labs/{STATES}/").content.decode()

    assert 'type="radio" name="release"' not in page
    assert "This lab names its release:" in page


def test_a_lab_for_all_releases_offers_each(client):
    page = client.get(f"/labs/{BOOKING}/").content.decode()

    assert re.findall(r'type="radio" name="release" value="([^"]+)"', page) == list(RELEASES)


def test_a_lab_page_gives_away_neither_hint_nor_solution(client):
    page = client.get(f"/labs/{BOOKING}/").content.decode()

    for hint in a_lab().hints:
        assert hint.en not in page
    for way in (*a_lab().solutions, *a_lab().mutants):
        assert way.says.en not in page


@pytest.mark.parametrize("address", ["/labs/nothing/", "/labs/..%2fetc/", "/rules/no.such/"])
def test_what_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_broken_file_is_shown_to_administrators_alone(as_olga, as_ada, monkeypatch):
    broken = Problem(path="labs/content/bad.yaml", line=3, message="needs the key 'par'")
    monkeypatch.setattr(shelf, "problems", lambda: [broken])

    assert "labs/content/bad.yaml:3" in as_olga.get("/labs/").content.decode()
    assert "bad.yaml" not in as_ada.get("/labs/").content.decode()


def test_an_empty_catalogue_says_how_to_fill_it(client, monkeypatch):
    monkeypatch.setattr(shelf, "labs", dict)

    assert "A lab is one file in labs/content." in client.get("/labs/").content.decode()


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_page_with_a_world_that_breaks_it(client, rule):
    page = client.get(f"/rules/{rule.code}/").content.decode()

    assert "A world that breaks it" in page
    assert any(fault in page for fault in rule.fault_names())
    assert "style=" not in page


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_every_rule_has_an_example_in_some_release(rule):
    shown = example(rule, release_that_asks(rule, "8.0"))

    assert shown.finding.code == rule.code


@pytest.mark.parametrize("seed", ["-1", "x", "999999999", "٣", ""])
def test_nonsense_after_a_rule_still_shows_it(client, seed):
    response = client.get("/rules/cpu.vendor_differs/", {"seed": seed, "type": seed})

    assert response.status_code == 200


def test_the_list_of_rules_can_be_narrowed(client):
    every = client.get("/rules/").content.decode()
    some = client.get("/rules/", {"type": "SVMO", "family": "cpu"}).content.decode()
    storage = client.get("/rules/", {"family": "storage", "release": "8.0"}).content.decode()

    assert f"{len(ALL_RULES)} rules of {len(ALL_RULES)}" in every
    assert "No rule matches" in some
    assert "storage.disks_unreachable" in storage
    assert "cpu.vendor_differs" not in storage


def test_filtering_with_htmx_answers_with_the_list_alone(client):
    page = client.get("/rules/", {"mark": "E"}, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in page
    assert page.lstrip().startswith('<div id="rules"')


@pytest.mark.parametrize("name", ["release", "type", "family", "mark"])
def test_a_filter_that_is_none_filters_nothing(client, name):
    page = client.get("/rules/", {name: "x" * 3000}).content.decode()

    assert f"{len(ALL_RULES)} rules of" in page


@pytest.mark.parametrize(("language", "words"), [("en", "no verdict"), ("zh", "判定都不涉及它们")])
def test_what_is_not_modelled_is_said_in_both_languages(client, language, words):
    page = client.get("/rules/not-modelled/", {"lang": language}).content.decode()

    assert words in page
    assert page.count("<li>") >= 12


def test_labs_are_found_by_their_story_and_never_by_a_hint():
    call_command("indexlabs", verbosity=0)
    call_command("indexlabs", verbosity=0)

    found = search.find("借阅数据库", language="zh")
    assert [hit.key for hit in found.hits if hit.kind == "lab"] == [ARRAY]
    hidden = search.find("then migrate book-01 to esx-01", language="en")
    assert not any("then migrate" in "".join(p.text for p in hit.snippet) for hit in hidden.hits)


@pytest.mark.parametrize(
    ("words", "language"), [("VMOnVirtualIntranet", "en"), ("内部交换机", "zh")]
)
def test_a_rule_is_found_by_its_fault_and_by_what_it_says(words, language):
    call_command("indexlabs", verbosity=0)

    found = search.find(words, language=language, kind="rule")

    assert "network.internal_switch" in [hit.key for hit in found.hits]


def test_rules_without_a_repair_are_listed_with_their_reason(client):
    page = client.get("/rules/").content.decode()

    listed = page[page.index('id="no-repair"') :]
    for rule in ALL_RULES:
        assert (f">{rule.code}<" in listed) == (rule.incurable is not None)
        if rule.incurable:
            assert html.escape(rule.incurable.en) in listed
