"""How `short_text` is answered and shown: one line to type in. Its forms never reach the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from quizzes.kinds import Problem, kind
from quizzes.kinds.short_text import TYPED_CAP
from quizzes.widgets.typed import TypedWidget
from quizzes.widgets.widget import Fields


@dataclass(frozen=True, kw_only=True)
class ShownText:
    """The line, with what was typed so far."""

    text: str
    cap: int = TYPED_CAP


class ShortTextWidget(TypedWidget):
    kind = kind("short_text")

    def read(
        self, content: Mapping, order: object, data: QueryDict
    ) -> tuple[dict | None, list[Problem]]:
        return self.kind.read_answer(content, data.get("words", ""))

    def typed(self, content: Mapping, order: object, data: QueryDict) -> Mapping:
        return {"text": data.get("words", "")[: TYPED_CAP * 2]}

    def fields(self, order: object, response: Mapping | None) -> Fields:
        return [("words", response["text"] if response else "")]

    def shown(
        self, content: Mapping, order: object, response: Mapping | None, language: str
    ) -> ShownText:
        return ShownText(text=response["text"] if response else "")


WIDGET = ShortTextWidget()
