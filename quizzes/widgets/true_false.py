"""How `true_false` is answered and shown: two options with fixed words."""

from __future__ import annotations

from quizzes.kinds import kind
from quizzes.widgets.choice import ChoiceWidget

WIDGET = ChoiceWidget(kind=kind("true_false"), control="radio")
