"""Monitors and link checkers ask with HEAD: pages answer as they do to GET, without a body."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/guide/", "/quizzes/", "/labs/", "/rules/", "/search/?q=vMotion", "/healthz"),
        *("/labs/sandbox/", "/labs/judge/?n=1&release=8.0", "/labs/evacuate-without-interruption/"),
    ],
)
def test_a_page_answers_head_as_it_answers_get(client, db, path):
    answer = client.head(path)

    assert answer.status_code == client.get(path).status_code == 200
    assert answer.content == b""
