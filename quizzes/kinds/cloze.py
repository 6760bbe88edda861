"""Cloze: a passage with several blanks, each for a word, a number or a choice from a list.

The passage names its blanks, `DRS moves machines by [[a]].`, and is plain, without Markdown. What
a blank accepts is written as in the kind it is like, and that kind reads and grades it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import prod

from quizzes.kinds.content import COMMON_KEYS, Problem, Stage, problem, text_problems, unknown_keys
from quizzes.kinds.grade import EMPTY, Grade, Other, Part, Receipt
from quizzes.kinds.kind import Kind
from quizzes.kinds.numeric import Numeric
from quizzes.kinds.rows import LETTER
from quizzes.kinds.short_text import ShortText
from quizzes.kinds.single_choice import SingleChoice
from studyguide.text import Text

PASSAGE_CAP = 4_000
MOST_BLANKS = 10
MARK = re.compile(r"\[\[([a-z])\]\]")
TEXT, NUMBER, LIST = ShortText(), Numeric(), SingleChoice()
ASKS: dict[str, Kind] = {"text": TEXT, "number": NUMBER, "list": LIST}
BLANK_KEYS = {
    "text": frozenset(("key", "asks", "answers", "case_matters")),
    "number": frozenset(("key", "asks", "answers", "unit")),
    "list": frozenset(("key", "asks", "options")),
}


class Cloze(Kind):
    """An answer is `{"blanks": {"a": {"text": "vMotion"}, "c": {"picked": ["x"]}}}`.

    Each blank holds what its own kind keeps; a blank without an answer is left out.
    """

    name = "cloze"
    label = Text(zh="填空", en="Fill in the blanks")
    content_keys = COMMON_KEYS | {"passage", "blanks", "scoring"}
    defaults = {"passage": {}, "blanks": []}
    modes = {
        "exact": Text(zh="全部填对才得分", en="All or nothing"),
        "per_blank": Text(zh="按空计分", en="Blank by blank"),
    }

    # Content.

    def part_problems(self, content: Mapping, stage: Stage) -> Iterator[Problem]:
        is_draft = stage is Stage.DRAFT
        yield from text_problems(
            content.get("passage"),
            "/passage",
            cap=PASSAGE_CAP,
            stage=stage,
            required=not is_draft,
        )
        blanks = content.get("blanks")
        if blanks is None and is_draft:
            return
        if not isinstance(blanks, list | tuple):
            yield problem("/blanks", zh="需要一个空的列表", en="needs a list of blanks")
            return
        if len(blanks) > MOST_BLANKS or not (blanks or is_draft):
            yield problem(
                "/blanks",
                zh=f"有{len(blanks)}个空，需要1到{MOST_BLANKS}个",
                en=f"has {len(blanks)} blanks; needs 1 to {MOST_BLANKS}",
            )
            return
        seen: list[object] = []
        for index, blank in enumerate(blanks):
            yield from _blank_problems(blank, f"/blanks/{index}", stage, seen)

    def key_problems(self, content: Mapping) -> Iterator[Problem]:
        keys = sorted(blank["key"] for blank in content["blanks"])
        for language, text in content["passage"].items():
            if sorted(MARK.findall(text)) != keys:
                marks = " ".join(f"[[{key}]]" for key in keys)
                yield problem(
                    f"/passage/{language}",
                    zh=f"每个空需要恰好出现一次：{marks}",
                    en=f"needs each blank exactly once: {marks}",
                )
        for index, blank in enumerate(content["blanks"]):
            kind = kind_of_blank(blank)
            yield from _within(f"/blanks/{index}", kind.key_problems(kind.normalised(blank)))

    def normalised(self, content: Mapping) -> dict:
        whole = super().normalised(content)
        whole["blanks"] = [_normalised_blank(blank) for blank in whole["blanks"]]
        return whole

    def texts(self, content: Mapping) -> Iterable[Mapping[str, str]]:
        yield content["passage"]
        for blank in content["blanks"]:
            yield from kind_of_blank(blank).texts(blank)

    def tags(self, content: Mapping) -> Iterator[tuple[str, str]]:
        for index, blank in enumerate(content["blanks"]):
            for pointer, tag in kind_of_blank(blank).tags(blank):
                yield f"/blanks/{index}{pointer}", tag

    def instruction(self, content: Mapping) -> Text:
        return Text(zh="填写每一个空。", en="Fill in every blank.")

    def order(self, content: Mapping, rng: random.Random) -> dict[str, list[str]]:
        """Each blank by its key, and the options of a list shuffled."""
        return {blank["key"]: _shuffled(blank, rng) for blank in content["blanks"]}

    # Answers.

    def read_answer(self, content: Mapping, data: object) -> tuple[dict | None, list[Problem]]:
        """`data` maps keys of blanks to what was typed, or to the key of an option."""
        if not isinstance(data, Mapping):
            return None, [problem("/blanks", zh="需要各个空", en="needs blanks")]
        blanks = {blank["key"]: blank for blank in content["blanks"]}
        if set(data) - set(blanks):
            return None, [
                problem("/blanks", zh="有一个空不属于这道题", en="has a blank of another question")
            ]
        found, given = [], {}
        for number, (key, blank) in enumerate(blanks.items(), start=1):
            response, problems = _read_blank(blank, data.get(key, ""))
            found += [_numbered(number, each) for each in problems]
            if response is not None and kind_of_blank(blank).is_given(response):
                given[key] = response
        return (None, found) if found else ({"blanks": dict(sorted(given.items()))}, [])

    def right_answer(self, content: Mapping) -> dict:
        right = {
            blank["key"]: kind_of_blank(blank).right_answer(blank) for blank in content["blanks"]
        }
        return {"blanks": dict(sorted(right.items()))}

    def count(self, response: Mapping | None) -> int:
        return len(response["blanks"]) if response else 0

    def is_complete(self, content: Mapping, response: Mapping | None) -> bool:
        return self.count(response) == len(content["blanks"])

    # Grading.

    def grade(
        self, content: Mapping, response: Mapping | None, *, mode: str | None = None
    ) -> Grade:
        chosen = mode or content.get("scoring") or "exact"
        given = response["blanks"] if response else {}
        blanks = content["blanks"]
        grades = [kind_of_blank(each).grade(each, given.get(each["key"])) for each in blanks]
        earned = [grade.score for grade in grades]
        scores = {
            "exact": Fraction(int(all(score == 1 for score in earned))),
            "per_blank": sum(earned, Fraction(0)) / len(earned),
        }
        score = scores[chosen]
        receipt = Receipt(
            mode=chosen,
            label=self.modes[chosen],
            formula=_formula(chosen, earned, score) if given else EMPTY,
            shares=tuple(
                Part(
                    key=blank["key"],
                    given=str(given.get(blank["key"], "")),
                    wanted="",
                    agrees=grade.score == 1,
                    share=grade.score / len(blanks) if chosen == "per_blank" else None,
                )
                for blank, grade in zip(blanks, grades, strict=True)
            ),
            others=tuple(
                Other(mode=name, label=self.modes[name], score=other)
                for name, other in scores.items()
                if name != chosen
            ),
            chance=_chance(chosen, blanks),
        )
        return Grade(score=score, correct=scores["exact"] == 1, receipt=receipt)


def kind_of_blank(blank: Mapping) -> Kind:
    """The kind that a blank is like."""
    return ASKS[blank["asks"]]


def _blank_problems(
    blank: object, pointer: str, stage: Stage, seen: list[object]
) -> Iterator[Problem]:
    if not isinstance(blank, Mapping):
        yield problem(pointer, zh="需要key和asks", en="needs the keys key and asks")
        return
    key, asks = blank.get("key"), blank.get("asks")
    if not isinstance(key, str) or not LETTER.fullmatch(key):
        yield problem(
            f"{pointer}/key", zh="需要一个小写字母a到z", en="needs one small letter, a to z"
        )
    elif key in seen:
        yield problem(f"{pointer}/key", zh=f"“{key}”写了两次", en=f"has '{key}' twice")
    seen.append(key)
    if not isinstance(asks, str) or asks not in ASKS:
        yield problem(
            f"{pointer}/asks", zh="需要text、number或list", en="is not one of text, number, list"
        )
        return
    yield from unknown_keys(blank, BLANK_KEYS[asks], pointer)
    yield from _within(pointer, ASKS[asks].part_problems(blank, stage))


def _within(pointer: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    for each in problems:
        yield Problem(pointer=f"{pointer}{each.pointer}", text=each.text)


def _numbered(number: int, each: Problem) -> Problem:
    text = Text(zh=f"第{number}空：{each.text.zh}", en=f"blank {number}: {each.text.en}")
    return Problem(pointer=f"/blanks/{number - 1}{each.pointer}", text=text)


def _normalised_blank(blank: Mapping) -> dict:
    known = BLANK_KEYS[blank["asks"]]
    whole = kind_of_blank(blank).normalised(blank)
    return {key: value for key, value in whole.items() if key in known}


def _read_blank(blank: Mapping, sent: object) -> tuple[dict | None, list[Problem]]:
    kind = kind_of_blank(blank)
    if not isinstance(sent, str):
        return None, [problem("", zh="需要文字", en="needs text")]
    if kind is NUMBER:
        return kind.read_answer(blank, {"value": sent})
    if kind is LIST:
        return kind.read_answer(blank, [sent] if sent else [])
    return kind.read_answer(blank, sent)


def _shuffled(blank: Mapping, rng: random.Random) -> list[str]:
    keys = sorted(option["key"] for option in blank.get("options") or ())
    rng.shuffle(keys)
    return keys


def _formula(mode: str, earned: list[Fraction], score: Fraction) -> Text:
    right, count = sum(each == 1 for each in earned), len(earned)
    if mode == "exact":
        return Text(
            zh=f"{count}个空中填对{right}个，须全部填对 → {score}",
            en=f"{right} of {count} blanks right; all must be → {score}",
        )
    total = " + ".join(str(each) for each in earned)
    return Text(zh=f"（{total}）÷ {count} → {score}", en=f"({total}) ÷ {count} → {score}")


def _chance(mode: str, blanks: list[Mapping]) -> Fraction | None:
    """Known where every blank is a list."""
    if any(kind_of_blank(blank) is not LIST for blank in blanks):
        return None
    if mode == "exact":
        return Fraction(1, prod(len(blank["options"]) for blank in blanks))
    each = [LIST.grade(blank, None).receipt.chance for blank in blanks]
    return sum(each, Fraction(0)) / len(each)
