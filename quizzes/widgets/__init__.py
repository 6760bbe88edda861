"""The form and the display of each kind of question, under the kind's own name."""

from __future__ import annotations

from quizzes.widgets import (
    cloze,
    matching,
    multiple_response,
    numeric,
    ordering,
    short_text,
    single_choice,
    true_false,
)
from quizzes.widgets.choice import ChoiceWidget
from quizzes.widgets.widget import Widget

_MENU = (
    single_choice,
    multiple_response,
    true_false,
    numeric,
    short_text,
    ordering,
    matching,
    cloze,
)
WIDGETS: dict[str, Widget] = {module.WIDGET.kind.name: module.WIDGET for module in _MENU}

__all__ = ["WIDGETS", "ChoiceWidget", "Widget", "widget"]


def widget(kind: str) -> Widget:
    """The widget of the kind of that name; KeyError for a name that is none."""
    return WIDGETS[kind]
