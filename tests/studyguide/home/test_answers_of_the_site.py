"""Health, error pages and the style guide."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.template.loader import render_to_string
from django.test import Client, override_settings

from studyguide.accounts.preferences import PreferencesMiddleware
from studyguide.checks import check_blueprint, check_guide
from studyguide.guide import SHELF, Guide
from studyguide.views import health, styleguide
from studyguide.yaml_files import Problem

ROOT = Path(__file__).resolve().parents[3]


def broken(*args, **kwargs):
    raise OperationalError("the disk is gone")


def test_a_healthy_site_says_ok(client, db):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]


def test_an_unapplied_migration_is_told_with_its_remedy(client, db):
    [newest] = MigrationLoader(connection).graph.leaf_nodes("studyguide")
    MigrationRecorder(connection).record_unapplied(*newest)

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.content == b"1 migration is not applied: run manage.py migrate.\n"


def test_a_database_that_does_not_answer_is_told(client, db, monkeypatch):
    monkeypatch.setattr(health, "_unapplied", broken)

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.content == b"The database does not answer: OperationalError.\n"


@pytest.mark.parametrize(("language", "words"), [("zh", "没有这个页面"), ("en", "no such page")])
def test_a_page_that_does_not_exist_is_said_in_the_reader_s_language(client, db, language, words):
    response = client.get("/nowhere/", {"lang": language})

    assert response.status_code == 404
    assert words in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_a_page_for_the_worst_needs_no_context_and_speaks_both_languages(name):
    html = render_to_string(name)

    assert html.lstrip().startswith("<!doctype html>")
    assert 'lang="en"' in html
    assert "<h1>" in html


def test_a_bug_is_answered_with_the_page_for_it(db, monkeypatch):
    monkeypatch.setattr(health, "_answer", lambda *args, **kwargs: 1 / 0)

    response = Client(raise_request_exception=False).get("/healthz")

    assert response.status_code == 500
    assert "出了差错" in response.content.decode()


def test_the_style_guide_exists_only_in_debug(client, db):
    assert client.get("/styleguide/").status_code == 404


def test_the_style_guide_can_be_drawn(db, rf):
    request = rf.get("/styleguide/")
    request.user = AnonymousUser()
    with override_settings(DEBUG=True):
        drawn = PreferencesMiddleware(styleguide)(request)

    assert drawn.status_code == 200


def test_the_shipped_content_passes_its_check():
    assert check_blueprint(None) == []
    assert check_guide(None) == []


def test_a_problem_of_the_guide_fails_the_check_with_file_and_line(monkeypatch):
    problem = Problem(path="x/01-y.zh.md", line=3, message="needs text under 'title'")
    monkeypatch.setattr(SHELF, "_guide", Guide(problems=(problem,)))

    [message] = check_guide(None)
    assert message.obj == "studyguide/content/x/01-y.zh.md:3"
    assert message.id == "studyguide.E002"


def test_the_blueprint_command_counts_chapter_6_in_both_languages(db):
    out = StringIO()
    call_command("blueprint", "--json", stdout=out)

    chapter = json.loads(out.getvalue())["chapters"][5]
    assert (chapter["objectives"], chapter["taught_zh"], chapter["taught_en"]) == (31, 31, 31)
    assert chapter["missing"]["lesson"] == []
    assert chapter["tested"] == 0
    assert len(chapter["missing"]["question"]) == 31


def test_the_blueprint_command_prints_a_line_a_chapter_and_what_is_missing(db):
    out = StringIO()
    call_command("blueprint", stdout=out)

    lines = out.getvalue().splitlines()
    assert [line.split()[0] for line in lines[1:9]] == [*"1234567", "all"]
    assert "chapter 1 lacks a lesson for 24" in out.getvalue()
