"""A page made for one person is shown to no other by the browser they share."""

from __future__ import annotations

import pytest
from django.test import Client

PAGES = [
    "/",
    "/guide/",
    "/quizzes/",
    "/labs/",
    "/rules/",
    "/search/?q=vmotion",
    "/account/preferences/",
    "/teach/questions/",
    "/teach/questions/new/",
    "/nowhere/",
]


@pytest.mark.parametrize("address", PAGES)
def test_no_browser_keeps_a_page_of_somebody_signed_in(as_ines, address):
    page = as_ines.get(address)

    assert page.headers["Cache-Control"].split(", ").count("no-store") == 1


def test_the_answer_to_a_log_out_is_not_kept_either(as_ada):
    assert "no-store" in as_ada.post("/account/logout/").headers["Cache-Control"]


@pytest.mark.django_db
def test_pages_that_everybody_sees_alike_may_be_kept():
    assert "no-store" not in Client().get("/rules/").headers.get("Cache-Control", "")
