"""Numeric: an exact number with a tolerance, in a unit or in others that convert to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from quizzes.kinds.accepted import ENTRY_DEFAULTS, ENTRY_KEYS, TypedKind
from quizzes.kinds.content import CONTROL, Problem, Stage, problem
from quizzes.kinds.numbers import DECIMAL, decimal_text, plain_decimal
from studyguide.text import Text

TYPED_CAP = 60
UNIT_CAP = 20
MOST_UNITS = 10
FACTOR = re.compile(r"[0-9]{1,12}(?:/[0-9]{1,12}|\.[0-9]{1,12})?")
ANSWER_KEYS = frozenset(("value", "unit"))


class Numeric(TypedKind):
    """An answer is `{"value": "8.0", "unit": "GB"}`: decimal text, and a unit where one is chosen.

    `other_units` says how much of `unit` one of each is: `{MB: "1/1024"}`.
    """

    name = "numeric"
    label = Text(zh="数值", en="Numeric")
    content_keys = TypedKind.content_keys | {"unit", "other_units"}
    defaults = {**TypedKind.defaults, "unit": "", "other_units": {}}
    entry_keys = ENTRY_KEYS | {"value", "tolerance"}
    entry_defaults = {"tolerance": "0", **ENTRY_DEFAULTS}
    label_of_mode = Text(
        zh="最先相符的值的分值，误差以内即相符",
        en="The worth of the first value that agrees within its tolerance",
    )

    # Content.

    def part_problems(self, content: Mapping, stage: Stage) -> Iterator[Problem]:
        yield from super().part_problems(content, stage)
        unit = content.get("unit") or ""
        yield from _unit_problems(unit, "/unit")
        others = content.get("other_units")
        if others is None:
            return
        if not isinstance(others, Mapping):
            yield problem(
                "/other_units",
                zh='需要单位及其换算系数，如 {MB: "1/1024"}',
                en="needs units with their factors, such as {MB: '1/1024'}",
            )
            return
        if others and not unit:
            yield problem("/unit", zh="有其他单位时需要单位", en="is needed beside other units")
        if len(others) > MOST_UNITS:
            yield problem(
                "/other_units",
                zh=f"有{len(others)}个单位，最多{MOST_UNITS}个",
                en=f"has {len(others)} units; {MOST_UNITS} at most",
            )
        for name, factor in others.items():
            yield from _other_unit_problems(str(name), factor, unit)

    def entry_problems(self, entry: Mapping, pointer: str) -> Iterator[Problem]:
        if not _is_decimal(entry.get("value")):
            yield problem(
                f"{pointer}/value",
                zh='需要写成文字的数，如 "8" 或 "0.5"',
                en="needs a number as text, such as '8' or '0.5'",
            )
        tolerance = entry.get("tolerance", "0")
        text = tolerance.removesuffix("%") if isinstance(tolerance, str) else tolerance
        if not _is_decimal(text) or Fraction(text) < 0:
            yield problem(
                f"{pointer}/tolerance",
                zh='需要不小于0的数或百分数，如 "0.1" 或 "5%"',
                en="needs a number from 0 up or a percentage as text, such as '0.1' or '5%'",
            )

    def normalised(self, content: Mapping) -> dict:
        whole = super().normalised(content)
        for entry in whole["answers"]:
            for name in ("value", "tolerance"):
                if type(entry.get(name)) is int:
                    entry[name] = str(entry[name])
        whole["other_units"] = {
            name: str(factor) for name, factor in (whole["other_units"] or {}).items()
        }
        return whole

    # Reading content that has no problems.

    def units(self, content: Mapping) -> tuple[str, ...]:
        """The units to choose from; fewer than two where there is nothing to choose."""
        first = content.get("unit") or ""
        return (first, *(content.get("other_units") or ())) if first else ()

    def has_choice_of_unit(self, content: Mapping) -> bool:
        return bool(content.get("other_units"))

    def words_of(self, content: Mapping, entry: Mapping) -> str:
        tolerance = str(entry.get("tolerance", "0"))
        within = "" if not Fraction(tolerance.removesuffix("%")) else f" ± {tolerance}"
        return f"{entry['value']}{within} {content.get('unit') or ''}".strip()

    def sample(self, content: Mapping, index: int) -> dict:
        unit = content["unit"] if self.has_choice_of_unit(content) else ""
        return {"value": str(content["answers"][index]["value"]), "unit": unit}

    def meeting(self, content: Mapping, response: Mapping) -> int | None:
        amount = self._amount(content, response)
        if amount is None:
            return None
        for place, entry in enumerate(content["answers"]):
            value = Fraction(entry["value"])
            if abs(amount - value) <= _tolerance(entry, value):
                return place
        return None

    def said(self, content: Mapping, response: Mapping) -> str:
        """With what it comes to in the question's unit, where another was chosen."""
        value, unit = response["value"], response["unit"]
        first = content.get("unit") or ""
        if not self.has_choice_of_unit(content):
            return f"{value} {first}".strip()
        if unit in {"", first}:
            return f"{value} {unit}".strip()
        return f"{value} {unit} = {decimal_text(self._amount(content, response))} {first}"

    def _amount(self, content: Mapping, response: Mapping) -> Fraction | None:
        """The answer in the question's unit; None where its unit was not chosen."""
        value = Fraction(response["value"])
        if not self.has_choice_of_unit(content) or response["unit"] == content["unit"]:
            return value
        factor = content["other_units"].get(response["unit"])
        return None if factor is None else value * Fraction(factor)

    def instruction(self, content: Mapping) -> Text:
        if self.has_choice_of_unit(content):
            return Text(zh="填写一个数，并选择单位。", en="Type a number and choose its unit.")
        return Text(zh="填写一个数。", en="Type a number.")

    # Answers.

    def read_answer(self, content: Mapping, data: object) -> tuple[dict | None, list[Problem]]:
        """`data` maps `value` and, where there is a choice, `unit` to what was typed and chosen."""
        if not isinstance(data, Mapping) or not all(
            key in ANSWER_KEYS and isinstance(text, str) for key, text in data.items()
        ):
            return None, [problem("/value", zh="需要一个数", en="needs a number")]
        typed, unit = data.get("value", ""), data.get("unit", "")
        found = [*_typed_problems(typed)]
        if unit and (not self.has_choice_of_unit(content) or unit not in self.units(content)):
            found.append(
                problem(
                    "/unit",
                    zh=f"“{unit[:20]}”不是这道题的单位",
                    en=f"'{unit[:20]}' is not one of the question's units",
                )
            )
        return (None, found) if found else ({"value": plain_decimal(typed) or "", "unit": unit}, [])

    def count(self, response: Mapping | None) -> int:
        return int(bool(response and response["value"]))

    def is_complete(self, content: Mapping, response: Mapping | None) -> bool:
        has_unit = not self.has_choice_of_unit(content) or bool(response and response["unit"])
        return self.is_given(response) and has_unit


def _is_decimal(value: object) -> bool:
    if type(value) is int:
        return DECIMAL.fullmatch(str(value)) is not None
    return isinstance(value, str) and DECIMAL.fullmatch(value) is not None


def _tolerance(entry: Mapping, value: Fraction) -> Fraction:
    text = str(entry.get("tolerance", "0"))
    if text.endswith("%"):
        return abs(value) * Fraction(text[:-1]) / 100
    return Fraction(text)


def _typed_problems(typed: str) -> Iterator[Problem]:
    if len(typed) > TYPED_CAP:
        yield problem(
            "/value",
            zh=f"有{len(typed)}个字符，最多{TYPED_CAP}个",
            en=f"has {len(typed)} characters; {TYPED_CAP} at most",
        )
    elif typed.strip() and plain_decimal(typed) is None:
        yield problem(
            "/value",
            zh=f"“{_shown(typed)}”不是一个数：请写成12或0.5这样，不带单位",
            en=f"“{_shown(typed)}” is not a number: write it as 12 or 0.5, without a unit",
        )


def _shown(typed: str) -> str:
    return CONTROL.sub("", typed.strip())[:20]


def _unit_problems(unit: object, pointer: str) -> Iterator[Problem]:
    fits = isinstance(unit, str) and len(unit) <= UNIT_CAP and not CONTROL.search(unit)
    if not fits or unit != unit.strip():
        yield problem(
            pointer,
            zh=f"需要最多{UNIT_CAP}个字符的单位",
            en=f"needs a unit of {UNIT_CAP} characters at most",
        )


def _other_unit_problems(name: str, factor: object, unit: object) -> Iterator[Problem]:
    pointer = f"/other_units/{name.replace('~', '~0').replace('/', '~1')}"
    if not name.strip() or name == unit:
        yield problem(pointer, zh="需要一个不同的单位", en="needs a unit of its own")
    else:
        yield from _unit_problems(name, pointer)
    text = str(factor) if type(factor) is int else factor
    good = isinstance(text, str) and FACTOR.fullmatch(text)
    if not good or text.endswith(tuple(f"/{'0' * n}" for n in range(1, 13))) or not Fraction(text):
        yield problem(
            pointer,
            zh='需要大于0的系数，如 "1024" 或 "1/1024"',
            en="needs a factor above 0 as text, such as '1024' or '1/1024'",
        )
