"""Storing what an editor sends: once for each text, and never over somebody else's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser

from quizzes import kinds
from quizzes.bank import selectors, services
from quizzes.bank.models import Question, QuestionVersion


@dataclass(frozen=True, kw_only=True)
class Stored:
    """The version that now holds the text, and whether anything had to be written."""

    version: QuestionVersion
    is_changed: bool


def store_draft(*, slug: str, content: Mapping, author: AbstractBaseUser, base: str) -> Stored:
    """Keep the content as the newest draft of the question, which is made if there is none.

    `base` is the digest of the version the author began with, empty for a new question. The same
    text again writes nothing. Raises ContentProblems, and StaleDraft where somebody was faster.
    """
    digest = kinds.digest(services.draft_content(content))
    question = Question.objects.filter(slug=slug).first()
    if question is None:
        try:
            version = services.create_question(content=content, author=author, slug=slug)
            return Stored(version=version, is_changed=True)
        except services.SlugTaken:  # the same form sent twice at once
            question = Question.objects.get(slug=slug)
    for stored in (selectors.newest_version(question), selectors.editable_version(question)):
        if stored is not None and stored.digest == digest:
            return Stored(version=stored, is_changed=False)
    version = services.save_draft(
        question=question, content=content, author=author, expected_digest=base
    )
    return Stored(version=version, is_changed=True)
