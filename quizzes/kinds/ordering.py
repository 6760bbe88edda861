"""Ordering: steps to be put in their order, each by the number of its place."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from math import comb, factorial

from quizzes.kinds.content import COMMON_KEYS, Problem, Stage, problem
from quizzes.kinds.grade import EMPTY, Grade, Other, Part, Receipt
from quizzes.kinds.kind import Kind
from quizzes.kinds.rows import rows_problems
from studyguide.text import Text

LEAST_STEPS, MOST_STEPS = 2, 10
STEP_KEYS = frozenset(("key", "text", "why"))


class Ordering(Kind):
    """Content lists `steps` in the right order. An answer is `{"places": {"a": 1, "c": 3}}`.

    Places are counted from 1. A step may have none yet, and two may have the same while somebody
    is still sorting; neither earns more than guessing would.
    """

    name = "ordering"
    label = Text(zh="排序", en="Ordering")
    content_keys = COMMON_KEYS | {"steps", "scoring"}
    defaults = {"steps": []}
    modes = {
        "exact": Text(zh="全部排对才得分", en="All or nothing"),
        "by_position": Text(zh="按排对位置的步骤", en="By steps at their places"),
        "by_pairs": Text(zh="按先后正确的步骤对", en="By pairs of steps in their order"),
    }

    # Content.

    def part_problems(self, content: Mapping, stage: Stage) -> Iterator[Problem]:
        yield from rows_problems(
            content.get("steps"),
            "/steps",
            keys=STEP_KEYS,
            least=LEAST_STEPS,
            most=MOST_STEPS,
            stage=stage,
        )

    def normalised(self, content: Mapping) -> dict:
        whole = super().normalised(content)
        whole["steps"] = [{"why": {}, **step} for step in whole["steps"]]
        return whole

    def texts(self, content: Mapping) -> Iterable[Mapping[str, str]]:
        return [step["text"] for step in content["steps"]]

    def right_order(self, content: Mapping) -> list[str]:
        return [step["key"] for step in content["steps"]]

    def instruction(self, content: Mapping) -> Text:
        return Text(
            zh=f"给每一步编号，1是最先，{len(content['steps'])}是最后。",
            en=f"Number the steps: 1 comes first, {len(content['steps'])} comes last.",
        )

    def order(self, content: Mapping, rng: random.Random) -> list[str]:
        """Shuffled from the order of the keys, so that the right order leaves no trace in it."""
        keys = sorted(self.right_order(content))
        rng.shuffle(keys)
        return keys

    # Answers.

    def read_answer(self, content: Mapping, data: object) -> tuple[dict | None, list[Problem]]:
        """`data` maps keys of steps to places as text; an empty text is no place yet."""
        if not isinstance(data, Mapping):
            return None, [problem("/places", zh="需要每一步的位置", en="needs places of steps")]
        count = len(content["steps"])
        known = {str(place): place for place in range(1, count + 1)}
        keys, found, places = set(self.right_order(content)), [], {}
        for key, place in data.items():
            if key not in keys:
                found.append(
                    problem("/places", zh="有一步不属于这道题", en="has a step of another question")
                )
            elif not isinstance(place, str) or (place and place not in known):
                found.append(
                    problem(
                        "/places",
                        zh=f"“{str(place)[:20]}”不是1到{count}的位置",
                        en=f"'{str(place)[:20]}' is not a place from 1 to {count}",
                    )
                )
            elif place:
                places[key] = known[place]
        return (None, found[:1]) if found else ({"places": dict(sorted(places.items()))}, [])

    def right_answer(self, content: Mapping) -> dict:
        places = {key: place for place, key in enumerate(self.right_order(content), start=1)}
        return {"places": dict(sorted(places.items()))}

    def count(self, response: Mapping | None) -> int:
        return len(response["places"]) if response else 0

    def is_complete(self, content: Mapping, response: Mapping | None) -> bool:
        """Whether every step has a place of its own."""
        places = set(response["places"].values()) if response else set()
        return len(places) == len(content["steps"])

    # Grading.

    def grade(
        self, content: Mapping, response: Mapping | None, *, mode: str | None = None
    ) -> Grade:
        chosen = mode or content.get("scoring") or "exact"
        order = self.right_order(content)
        places = response["places"] if response else {}
        scores = {name: _SCORES[name](order, places) for name in self.modes}
        score = scores[chosen]
        receipt = Receipt(
            mode=chosen,
            label=self.modes[chosen],
            formula=_FORMULAS[chosen](order, places, score) if places else EMPTY,
            shares=_parts(chosen, order, places),
            others=tuple(
                Other(mode=name, label=self.modes[name], score=other)
                for name, other in scores.items()
                if name != chosen
            ),
            chance=_chance(chosen, len(order)),
        )
        return Grade(score=score, correct=scores["exact"] == 1, receipt=receipt)


Order, Places = list[str], Mapping[str, int]


def _at_place(order: Order, places: Places) -> int:
    return sum(places.get(key) == place for place, key in enumerate(order, start=1))


def _is_before(first: str, second: str, places: Places) -> bool:
    return first in places and second in places and places[first] < places[second]


def _in_order(order: Order, places: Places) -> int:
    return sum(_is_before(first, second, places) for first, second in combinations(order, 2))


_SCORES = {
    "exact": lambda order, places: Fraction(int(_at_place(order, places) == len(order))),
    "by_position": lambda order, places: Fraction(_at_place(order, places), len(order)),
    "by_pairs": lambda order, places: Fraction(_in_order(order, places), comb(len(order), 2)),
}


def _exact_formula(order: Order, places: Places, score: Fraction) -> Text:
    amiss = len(order) - _at_place(order, places)
    if not amiss:
        return Text(zh="每一步都在自己的位置上 → 1", en="every step is at its place → 1")
    return Text(
        zh=f"{amiss}步不在自己的位置上，须全部排对 → 0",
        en=f"steps that are not at their places: {amiss}; all must be → 0",
    )


def _position_formula(order: Order, places: Places, score: Fraction) -> Text:
    right, count = _at_place(order, places), len(order)
    return Text(
        zh=f"位置正确的{right}步 ÷ {count} → {score}",
        en=f"{right} at their places ÷ {count} → {score}",
    )


def _pairs_formula(order: Order, places: Places, score: Fraction) -> Text:
    right, count = _in_order(order, places), comb(len(order), 2)
    return Text(
        zh=f"先后正确的{right}对 ÷ {count} → {score}",
        en=f"{right} pairs in their order ÷ {count} → {score}",
    )


_FORMULAS = {
    "exact": _exact_formula,
    "by_position": _position_formula,
    "by_pairs": _pairs_formula,
}


def _parts(mode: str, order: Order, places: Places) -> tuple[Part, ...]:
    """One part for each step, or in `by_pairs` for each two of them: key `a b`, a before b."""
    if mode == "by_pairs":
        pairs = list(combinations(order, 2))
        return tuple(
            _part(f"{a} {b}", "", "", _is_before(a, b, places), Fraction(1, len(pairs)))
            for a, b in pairs
        )
    share = Fraction(1, len(order)) if mode == "by_position" else None
    return tuple(
        _part(key, str(places.get(key, "")), str(place), places.get(key) == place, share)
        for place, key in enumerate(order, start=1)
    )


def _part(key: str, given: str, wanted: str, agrees: bool, share: Fraction | None) -> Part:
    earned = share if agrees or share is None else Fraction(0)
    return Part(key=key, given=given, wanted=wanted, agrees=agrees, share=earned)


def _chance(mode: str, count: int) -> Fraction:
    """The mean over all arrangements: one step is at its place, and half of the pairs are right."""
    return {
        "exact": Fraction(1, factorial(count)),
        "by_position": Fraction(1, count),
        "by_pairs": Fraction(1, 2),
    }[mode]
