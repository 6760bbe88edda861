"""Monitors and link checkers ask with HEAD: pages answer as they do to GET, without a body."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "path", ["/", "/guide/", "/quizzes/", "/labs/", "/rules/", "/search/?q=vMotion", "/healthz"]
)
def test_a_page_answers_head_as_it_answers_get(client, db, path):
    answer = client.head(path)

    assert answer.status_code == client.get(path).status_code == 200
    assert answer.content == b""
