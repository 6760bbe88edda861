"""Matching: for each prompt the choice that belongs to it; some choices may belong to none."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from quizzes.kinds.content import COMMON_KEYS, Problem, Stage, problem
from quizzes.kinds.grade import EMPTY, Grade, Other, Part, Receipt
from quizzes.kinds.kind import Kind
from quizzes.kinds.rows import rows_problems
from studyguide.text import Text

LEAST_PROMPTS, MOST_PROMPTS = 2, 10
MOST_CHOICES = 15
PROMPT_KEYS = frozenset(("key", "text", "choice", "why"))
CHOICE_KEYS = frozenset(("key", "text", "misconception"))


class Matching(Kind):
    """A prompt names its `choice` by key. An answer is `{"pairs": {"a": "c"}}`.

    A choice may belong to several prompts, and be picked for several.
    """

    name = "matching"
    label = Text(zh="配对", en="Matching")
    content_keys = COMMON_KEYS | {"prompts", "choices", "scoring"}
    defaults = {"prompts": [], "choices": []}
    modes = {
        "exact": Text(zh="全部配对才得分", en="All or nothing"),
        "per_pair": Text(zh="按配对的比例", en="By the pairs that are right"),
    }

    # Content.

    def part_problems(self, content: Mapping, stage: Stage) -> Iterator[Problem]:
        yield from rows_problems(
            content.get("prompts"),
            "/prompts",
            keys=PROMPT_KEYS,
            least=LEAST_PROMPTS,
            most=MOST_PROMPTS,
            stage=stage,
        )
        yield from rows_problems(
            content.get("choices"),
            "/choices",
            keys=CHOICE_KEYS,
            least=2,
            most=MOST_CHOICES,
            stage=stage,
        )

    def key_problems(self, content: Mapping) -> Iterator[Problem]:
        known = {choice["key"] for choice in content["choices"]}
        for index, prompt in enumerate(content["prompts"]):
            if not isinstance(prompt.get("choice"), str) or prompt["choice"] not in known:
                yield problem(
                    f"/prompts/{index}/choice",
                    zh=f"需要一个选项的key：{'、'.join(sorted(known))}",
                    en=f"is not one of {', '.join(sorted(known))}",
                )

    def normalised(self, content: Mapping) -> dict:
        whole = super().normalised(content)
        whole["prompts"] = [{"why": {}, **prompt} for prompt in whole["prompts"]]
        whole["choices"] = [{"misconception": None, **choice} for choice in whole["choices"]]
        return whole

    def texts(self, content: Mapping) -> Iterable[Mapping[str, str]]:
        return [row["text"] for row in (*content["prompts"], *content["choices"])]

    def tags(self, content: Mapping) -> Iterator[tuple[str, str]]:
        for place, choice in enumerate(content["choices"]):
            if choice.get("misconception"):
                yield f"/choices/{place}/misconception", choice["misconception"]

    def key_of_pairs(self, content: Mapping) -> dict[str, str]:
        """Prompt -> the choice that belongs to it, in the author's order."""
        return {prompt["key"]: prompt["choice"] for prompt in content["prompts"]}

    def instruction(self, content: Mapping) -> Text:
        return Text(
            zh="为每一项选出与它相配的一个；有的可能用不上，有的可能用几次。",
            en="Choose for each item what belongs to it. Some may belong to none, some to several.",
        )

    def order(self, content: Mapping, rng: random.Random) -> dict[str, list[str]]:
        """Both lists shuffled from the order of their keys: no trace of what belongs together."""
        found = {}
        for name in ("prompts", "choices"):
            found[name] = sorted(row["key"] for row in content[name])
            rng.shuffle(found[name])
        return found

    # Answers.

    def read_answer(self, content: Mapping, data: object) -> tuple[dict | None, list[Problem]]:
        """`data` maps keys of prompts to keys of choices; an empty text is none yet."""
        if not isinstance(data, Mapping):
            return None, [problem("/pairs", zh="需要配对", en="needs pairs")]
        prompts = {prompt["key"] for prompt in content["prompts"]}
        choices = {choice["key"] for choice in content["choices"]}
        pairs = {}
        for prompt, choice in data.items():
            if prompt not in prompts:
                return None, [
                    problem("/pairs", zh="有一项不属于这道题", en="has an item of another question")
                ]
            if not isinstance(choice, str) or (choice and choice not in choices):
                return None, [
                    problem(
                        "/pairs",
                        zh=f"“{str(choice)[:20]}”不在可选之列",
                        en=f"'{str(choice)[:20]}' is not one of the choices",
                    )
                ]
            if choice:
                pairs[prompt] = choice
        return {"pairs": dict(sorted(pairs.items()))}, []

    def right_answer(self, content: Mapping) -> dict:
        return {"pairs": dict(sorted(self.key_of_pairs(content).items()))}

    def count(self, response: Mapping | None) -> int:
        return len(response["pairs"]) if response else 0

    def is_complete(self, content: Mapping, response: Mapping | None) -> bool:
        return self.count(response) == len(content["prompts"])

    # Grading.

    def grade(
        self, content: Mapping, response: Mapping | None, *, mode: str | None = None
    ) -> Grade:
        chosen = mode or content.get("scoring") or "exact"
        key = self.key_of_pairs(content)
        pairs = response["pairs"] if response else {}
        right = sum(pairs.get(prompt) == choice for prompt, choice in key.items())
        scores = {
            "exact": Fraction(int(right == len(key))),
            "per_pair": Fraction(right, len(key)),
        }
        score = scores[chosen]
        one = Fraction(1, len(content["choices"]))
        receipt = Receipt(
            mode=chosen,
            label=self.modes[chosen],
            formula=_formula(chosen, right, len(key)) if pairs else EMPTY,
            shares=tuple(
                Part(
                    key=prompt,
                    given=pairs.get(prompt, ""),
                    wanted=choice,
                    agrees=pairs.get(prompt) == choice,
                    share=_share(chosen, pairs.get(prompt) == choice, len(key)),
                )
                for prompt, choice in key.items()
            ),
            others=tuple(
                Other(mode=name, label=self.modes[name], score=other)
                for name, other in scores.items()
                if name != chosen
            ),
            chance=one ** len(key) if chosen == "exact" else one,
        )
        return Grade(score=score, correct=right == len(key), receipt=receipt)


def _share(mode: str, agrees: bool, count: int) -> Fraction | None:
    return None if mode == "exact" else Fraction(int(agrees), count)


def _formula(mode: str, right: int, count: int) -> Text:
    if mode == "per_pair":
        score = Fraction(right, count)
        return Text(
            zh=f"配对正确{right} ÷ {count} → {score}", en=f"{right} pairs right ÷ {count} → {score}"
        )
    if right == count:
        return Text(zh="全部配对正确 → 1", en="every pair is right → 1")
    return Text(
        zh=f"{count - right}对不正确，须全部正确 → 0",
        en=f"pairs that are not right: {count - right}; all must be → 0",
    )
