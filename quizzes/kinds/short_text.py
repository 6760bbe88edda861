"""Short text: a few words, compared with the forms that are accepted.

Forms and answers are compared after NFKC, without regard to capitals unless they matter, and with
white space collapsed. In a form `*` stands for anything, as in Moodle's short answers, and `\\*`
for the star itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from quizzes.kinds.accepted import ENTRY_KEYS, TypedKind
from quizzes.kinds.content import CONTROL, Problem, Stage, problem, string_problems
from studyguide.text import Text

TYPED_CAP = 200
MOST_STARS = 10
# Stand-ins of the private use area, which no comparison touches.
_STAR, _ESCAPED = "\ue000", "\ue001"


class ShortText(TypedKind):
    """An answer is `{"text": "vMotion"}`."""

    name = "short_text"
    label = Text(zh="简答", en="Short text")
    content_keys = TypedKind.content_keys | {"case_matters"}
    defaults = {**TypedKind.defaults, "case_matters": False}
    entry_keys = ENTRY_KEYS | {"text"}
    label_of_mode = Text(zh="最先相符的写法的分值", en="The worth of the first form that agrees")

    # Content.

    def part_problems(self, content: Mapping, stage: Stage) -> Iterator[Problem]:
        yield from super().part_problems(content, stage)
        if not isinstance(content.get("case_matters", False), bool):
            yield problem("/case_matters", zh="需要true或false", en="needs true or false")

    def entry_problems(self, entry: Mapping, pointer: str) -> Iterator[Problem]:
        text = entry.get("text")
        found = list(string_problems(text, f"{pointer}/text", cap=TYPED_CAP))
        yield from found
        if not found and len(_pieces(text, case_matters=True)) > MOST_STARS + 1:
            yield problem(
                f"{pointer}/text",
                zh=f"“*”最多{MOST_STARS}个",
                en=f"has more than {MOST_STARS} stars",
            )

    def key_problems(self, content: Mapping) -> Iterator[Problem]:
        found = list(super().key_problems(content))
        yield from found
        if found:
            return
        place = next(i for i, each in enumerate(self.accepted(content)) if each.weight == 1)
        if len(_pieces(content["answers"][place]["text"], case_matters=True)) > 1:
            yield problem(
                f"/answers/{place}/text",
                zh="第一个正确的写法不能含“*”，结果页要把它显示为答案",
                en="is the first correct form, which results show as the answer: it takes no star",
            )

    # Reading content that has no problems.

    def words_of(self, content: Mapping, entry: Mapping) -> str:
        return entry["text"]

    def sample(self, content: Mapping, index: int) -> dict:
        return {"text": "".join(_pieces(content["answers"][index]["text"], case_matters=True))}

    def meeting(self, content: Mapping, response: Mapping) -> int | None:
        case_matters = bool(content.get("case_matters"))
        typed = _folded(response["text"], case_matters=case_matters)
        for place, entry in enumerate(content["answers"]):
            if _fits(typed, _pieces(entry["text"], case_matters=case_matters)):
                return place
        return None

    def said(self, content: Mapping, response: Mapping) -> str:
        return response["text"]

    def instruction(self, content: Mapping) -> Text:
        if content.get("case_matters"):
            return Text(zh="填写答案，区分大小写。", en="Type the answer. Capitals matter.")
        return Text(zh="填写答案。", en="Type the answer.")

    # Answers.

    def read_answer(self, content: Mapping, data: object) -> tuple[dict | None, list[Problem]]:
        """`data` is what was typed."""
        if not isinstance(data, str):
            return None, [problem("/text", zh="需要文字", en="needs text")]
        if len(data) > TYPED_CAP:
            return None, [
                problem(
                    "/text",
                    zh=f"有{len(data)}个字符，最多{TYPED_CAP}个",
                    en=f"has {len(data)} characters; {TYPED_CAP} at most",
                )
            ]
        if CONTROL.search(data):
            return None, [problem("/text", zh="含有控制字符", en="contains control characters")]
        return {"text": " ".join(data.split())}, []

    def count(self, response: Mapping | None) -> int:
        return int(bool(response and response["text"]))


def _folded(text: str, *, case_matters: bool) -> str:
    plain = unicodedata.normalize("NFKC", text)
    if not case_matters:
        plain = unicodedata.normalize("NFKC", plain.casefold())
    return " ".join(plain.split())


def _pieces(form: str, *, case_matters: bool) -> list[str]:
    """What stands between the stars of a form; one piece where it has none."""
    marked = form.replace("\\*", _ESCAPED).replace("*", _STAR)
    folded = _folded(marked, case_matters=case_matters)
    return [piece.replace(_ESCAPED, "*") for piece in folded.split(_STAR)]


def _fits(typed: str, pieces: list[str]) -> bool:
    """Whether the pieces stand in the text in their order, the first and last at its ends."""
    if len(pieces) == 1:
        return typed == pieces[0]
    first, *middle, last = pieces
    if len(typed) < len(first) + len(last):
        return False
    if not (typed.startswith(first) and typed.endswith(last)):
        return False
    place, end = len(first), len(typed) - len(last)
    for piece in middle:
        found = typed.find(piece, place, end)
        if found < 0:
            return False
        place = found + len(piece)
    return True
