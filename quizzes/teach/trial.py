"""A version answered outside any attempt: the same display and marking, and no row is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quizzes import kinds, lead_in
from quizzes.attempts.models import Answer, AttemptItem
from quizzes.bank.models import QuestionVersion
from quizzes.grading import grade
from quizzes.views.marks import MarkedItem, marked
from quizzes.widgets import Widget, widget
from quizzes.widgets.words import Words
from studyguide.text import Text


@dataclass(frozen=True, kw_only=True)
class Trial:
    """The question as it is asked, with what was picked so far."""

    stem: Words
    display: object
    instruction: Text
    label: Text
    widget: Widget
    picked_count: int


def trial_of(content: Mapping, response: Mapping | None, language: str) -> Trial:
    kind, form = kinds.kind_of(content), widget(content["kind"])
    text, actual = lead_in.stem(content, language)
    return Trial(
        stem=Words(markdown=text, language=actual, scope="stem"),
        display=form.shown(content, order_of(content), response, language),
        instruction=kind.instruction(content),
        label=kind.label,
        widget=form,
        picked_count=kind.count(response),
    )


def review_of(version: QuestionVersion, response: Mapping, language: str) -> MarkedItem:
    """What a result would show of this answer; the rows behind it live in memory only."""
    content = version.content
    item = AttemptItem(
        version=version,
        position=1,
        option_order=order_of(content),
        score=str(grade(content, response).score),
    )
    if kinds.kind_of(content).is_given(response):
        item.answer = Answer(item=item, response=dict(response), given=True)
    return marked(item, language)


def order_of(content: Mapping) -> object:
    """The order in which a trial shows what an attempt would shuffle."""
    return kinds.kind_of(content).order_to_try(content)
