"""The form and the display of each kind of question, under the kind's own name."""

from __future__ import annotations

from quizzes.widgets import multiple_response, single_choice, true_false
from quizzes.widgets.choice import ChoiceWidget

WIDGETS: dict[str, ChoiceWidget] = {
    module.WIDGET.kind.name: module.WIDGET
    for module in (single_choice, multiple_response, true_false)
}

__all__ = ["WIDGETS", "ChoiceWidget", "widget"]


def widget(kind: str) -> ChoiceWidget:
    """The widget of the kind of that name; KeyError for a name that is none."""
    return WIDGETS[kind]
