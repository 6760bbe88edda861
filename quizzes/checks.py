"""`manage.py check --tag content`: the shipped questions and the list of misconceptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from quizzes.exchange.misconceptions import PATH, read_misconceptions
from quizzes.exchange.question_files import FOLDER, read_folder
from studyguide.yaml_files import Problem

TAG = "content"


def register_all() -> None:
    register(check_questions, TAG)
    register(check_misconceptions, TAG)


def check_questions(app_configs: list[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """E001: every problem of every shipped question, keys that the engine refutes included."""
    return list(_messages(read_folder(FOLDER).problems, "quizzes.E001"))


def check_misconceptions(
    app_configs: list[AppConfig] | None, **kwargs: object
) -> list[CheckMessage]:
    """E002: every problem of the sentences for misconceptions."""
    try:
        text = PATH.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return [Error(f"cannot be read: {error}", obj=PATH.name, id="quizzes.E002")]
    return list(_messages(read_misconceptions(text, path=PATH.name)[1], "quizzes.E002"))


def _messages(problems: Iterable[Problem], identity: str) -> Iterator[CheckMessage]:
    for problem in problems:
        place = PurePosixPath("quizzes/content") / problem.path
        yield Error(problem.message, obj=f"{place}:{problem.line}", id=identity)
