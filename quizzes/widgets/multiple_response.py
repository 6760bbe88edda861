"""How `multiple_response` is answered and shown: several options, picked by check boxes."""

from __future__ import annotations

from quizzes.kinds import kind
from quizzes.widgets.choice import ChoiceWidget

WIDGET = ChoiceWidget(kind=kind("multiple_response"), control="checkbox")
