"""How `single_choice` is answered and shown: one option, picked by a radio button."""

from __future__ import annotations

from quizzes.kinds import kind
from quizzes.widgets.choice import ChoiceWidget

WIDGET = ChoiceWidget(kind=kind("single_choice"), control="radio")
