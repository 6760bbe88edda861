"""`manage.py check --tag content`: every shipped lab is sound, and its ways score as they must."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from labs.proving import complaints
from labs.scenario_files import read_labs

TAG = "content"


def register_all() -> None:
    register(check_labs, TAG)


def check_labs(app_configs: list[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """E001: problems of the files. E002: solutions, mutants and releases that do not fit."""
    labs, problems = read_labs()
    found: list[CheckMessage] = [
        Error(one.message, obj=f"{one.path}:{one.line}", id="labs.E001") for one in problems
    ]
    for lab in labs.values():
        found += _messages(f"labs/content/{lab.slug}.yaml", complaints(lab))
    return found


def _messages(path: str, sentences: tuple[str, ...]) -> Iterator[CheckMessage]:
    for sentence in sentences:
        yield Error(sentence, obj=path, id="labs.E002")
