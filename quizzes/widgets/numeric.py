"""How `numeric` is answered and shown: a field for the number, a list of units if there are any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from quizzes.kinds import Problem, kind
from quizzes.kinds.numeric import TYPED_CAP
from quizzes.widgets.typed import TypedWidget
from quizzes.widgets.widget import Fields


@dataclass(frozen=True, kw_only=True)
class ShownNumber:
    """The field, and either one unit behind it or several to choose from."""

    value: str
    unit: str
    units: tuple[str, ...]
    only_unit: str
    cap: int = TYPED_CAP


class NumericWidget(TypedWidget):
    kind = kind("numeric")

    def read(
        self, content: Mapping, order: object, data: QueryDict
    ) -> tuple[dict | None, list[Problem]]:
        sent = {"value": data.get("number", ""), "unit": data.get("unit", "")}
        return self.kind.read_answer(content, sent)

    def typed(self, content: Mapping, order: object, data: QueryDict) -> Mapping:
        return {"value": data.get("number", "")[: TYPED_CAP * 2], "unit": data.get("unit", "")}

    def fields(self, order: object, response: Mapping | None) -> Fields:
        sent = response or {"value": "", "unit": ""}
        return [("number", sent["value"]), ("unit", sent["unit"])]

    def shown(
        self, content: Mapping, order: object, response: Mapping | None, language: str
    ) -> ShownNumber:
        units = self.kind.units(content)
        return ShownNumber(
            value=response["value"] if response else "",
            unit=response["unit"] if response else "",
            units=units if len(units) > 1 else (),
            only_unit=units[0] if len(units) == 1 else "",
        )


WIDGET = NumericWidget()
