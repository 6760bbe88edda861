"""Builders of questions in words: content first, then rows where a test needs the database."""

from __future__ import annotations

from copy import deepcopy

from quizzes import kinds


def _content(kind, options, **changes):
    content = {
        "kind": kind,
        "objectives": ["6.31"],
        "releases": [],
        "stem": {"zh": "哪种迁移方式要求处理器兼容？", "en": "Which migration needs like CPUs?"},
        "options": deepcopy(options),
        "explanation": {"zh": "要看有没有运行状态要延续。", "en": "It depends on running state."},
        "source": "vCenter Server and Host Management (6.7)",
        "difficulty": 2,
        "scoring": "exact",
        "proof": None,
    }
    return kinds.normalised({**content, **changes})


def an_option(key, *, correct=False, **changes):
    return {
        "key": key,
        "text": {"zh": f"选项{key}", "en": f"Option {key}"},
        "correct": correct,
        "why": {"zh": f"说明{key}", "en": f"Reason {key}"},
        "misconception": None,
        **changes,
    }


def a_question(**changes):
    """Single choice; the key is `c`."""
    options = [an_option(key, correct=key == "c") for key in "abcd"]
    return _content("single_choice", options, **changes)


def a_multiple_response(**changes):
    """Multiple response; the key is `c` and `d`, and the count is told."""
    options = [an_option(key, correct=key in "cd") for key in "abcd"]
    return _content("multiple_response", options, **{"choose": 2, **changes})


def a_true_false(*, answer=True, **changes):
    """A statement that is true unless told otherwise."""
    options = [
        {key: value for key, value in an_option(key, correct=right).items() if key != "text"}
        for key, right in (("true", answer), ("false", not answer))
    ]
    return _content("true_false", options, **changes)


def stored(content=None, *, slug="vmotion-storage-vmotion/a-question", state="published", **fields):
    """A question with one version in the database; published unless told otherwise."""
    from quizzes.bank.models import Question, QuestionVersion

    content = content or a_question()
    question, _ = Question.objects.get_or_create(slug=slug)
    version = QuestionVersion.objects.create(
        question=question,
        number=question.versions.count() + 1,
        kind=content["kind"],
        content=content,
        digest=kinds.digest(content),
        state=state,
        origin=fields.pop("origin", "authored"),
        **fields,
    )
    if state == "published":
        question.published = version
        question.save(update_fields=["published"])
    return version
