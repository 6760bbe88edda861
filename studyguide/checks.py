"""`manage.py check --tag content`: the shipped blueprint, lessons and figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from studyguide.blueprint import PATH, read_blueprint
from studyguide.guide import guide
from studyguide.yaml_files import Problem

TAG = "content"


def register_all() -> None:
    register(check_blueprint, TAG)
    register(check_guide, TAG)


def check_blueprint(app_configs: list[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """E001: every problem of the blueprint."""
    try:
        text = PATH.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return [Error(f"cannot be read: {error}", obj=PATH.name, id="studyguide.E001")]
    _, problems = read_blueprint(text, path=PATH.name)
    return list(_messages(problems, "studyguide.E001"))


def check_guide(app_configs: list[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """E002: every problem of the lessons and figures."""
    if check_blueprint(app_configs):
        return []  # said there; without a blueprint no lesson can be judged
    return list(_messages(guide().problems, "studyguide.E002"))


def _messages(problems: Iterator[Problem], identity: str) -> Iterator[CheckMessage]:
    for problem in problems:
        place = PurePosixPath("studyguide/content") / problem.path
        yield Error(problem.message, obj=f"{place}:{problem.line}", id=identity)
