"""What stands in the editor's fields, as typed, and the question's content that it means.

Nothing is judged here: what is no number or no fraction goes into the content as it was typed, and
`quizzes.kinds` says what is wrong with it. So nothing typed is lost on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from quizzes.kinds import KINDS, is_choice
from quizzes.kinds.content import CONTROL, Problem, problem
from quizzes.kinds.worth import FRACTION
from quizzes.teach.difference import as_yaml
from studyguide.text import LANGUAGES
from studyguide.yaml_files import read_yaml

LETTERS = "abcdefghijklmnopqrstuvwxyz"
TRUTHS = ("true", "false")
FIRST_OPTIONS = 4
EXAMPLES = {
    path.stem: path.read_text(encoding="utf-8")
    for path in (Path(__file__).parent / "examples").glob("*.yaml")
}

Texts = Mapping[str, str]


def no_texts() -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, "")


@dataclass(frozen=True, kw_only=True)
class OptionDraft:
    """One option's fields. A fraction goes before the tick."""

    key: str
    text: Texts = field(default_factory=no_texts)
    correct: bool = False
    fraction: str = ""
    why: Texts = field(default_factory=no_texts)
    misconception: str = ""

    @property
    def is_blank(self) -> bool:
        typed = [*self.text.values(), *self.why.values(), self.misconception, self.fraction]
        return not any(value.strip() for value in typed)


def _truths() -> tuple[OptionDraft, ...]:
    return tuple(OptionDraft(key=key) for key in TRUTHS)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """All fields of the editor. Those of every kind stay while the kind is changed.

    `parts` is the YAML of the kinds that are not answered by picking options, by their names.
    """

    kind: str = "single_choice"
    objectives: tuple[str, ...] = ()
    releases: tuple[str, ...] = ()
    stem: Texts = field(default_factory=no_texts)
    options: tuple[OptionDraft, ...] = ()
    truths: tuple[OptionDraft, ...] = field(default_factory=_truths)
    tells_count: bool = True
    scoring: str = ""
    explanation: Texts = field(default_factory=no_texts)
    source: str = ""
    difficulty: str = ""
    proof: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_part(self) -> bool:
        """Whether the kind's own part is written in YAML."""
        return self.kind in KINDS and not is_choice(self.kind)

    @property
    def part(self) -> str:
        return self.parts.get(self.kind, "") if self.has_part else ""

    @property
    def rows(self) -> tuple[OptionDraft, ...]:
        """The options that count for the kind chosen."""
        if self.has_part:
            return ()
        return self.truths if self.kind == "true_false" else self.options


def a_blank_draft(kind: str) -> Draft:
    options = tuple(OptionDraft(key=key) for key in LETTERS[:FIRST_OPTIONS])
    return with_example(Draft(kind=kind, options=options))


def with_example(draft: Draft) -> Draft:
    """The draft with an example of its kind's part, where that is still empty."""
    if not draft.has_part or draft.part.strip():
        return draft
    return replace(draft, parts={**draft.parts, draft.kind: EXAMPLES[draft.kind]})


# From content to fields.


def draft_of(content: Mapping) -> Draft:
    """The fields that show this content; `content_of` gives the same meaning back."""
    kind = content["kind"]
    rows = tuple(_option_draft(option, kind) for option in content.get("options", ()))
    is_truth = kind == "true_false"
    return Draft(
        kind=kind,
        objectives=tuple(content.get("objectives") or ()),
        releases=tuple(content.get("releases") or ()),
        stem=_texts(content.get("stem")),
        options=() if is_truth else rows,
        truths=all_truths(rows) if is_truth else _truths(),
        tells_count=content.get("choose") is not None,
        scoring=content.get("scoring") or "",
        explanation=_texts(content.get("explanation")),
        source=content.get("source") or "",
        difficulty=str(content.get("difficulty") or ""),
        proof=as_yaml(content["proof"]) if content.get("proof") is not None else "",
        parts={} if is_choice(kind) else {kind: _part_of(content)},
    )


def _part_of(content: Mapping) -> str:
    """The keys that only the kind knows, without what is empty."""
    own = KINDS[content["kind"]].own_keys
    part = _told({key: value for key, value in content.items() if key in own})
    return as_yaml(part) if part else ""


def _told(value: object) -> object:
    if isinstance(value, Mapping):
        told = {key: _told(inner) for key, inner in value.items()}
        return {key: inner for key, inner in told.items() if inner not in (None, "", {}, [])}
    if isinstance(value, list | tuple):
        return [_told(inner) for inner in value]
    return value


def _texts(value: Mapping | None) -> dict[str, str]:
    return {language: (value or {}).get(language) or "" for language in LANGUAGES}


def _option_draft(option: Mapping, kind: str) -> OptionDraft:
    """Of several right options a share is right; where one is right, a share is not."""
    correct = option.get("correct", False)
    is_fraction = isinstance(correct, str)
    is_share = is_fraction and kind == "multiple_response" and Fraction(correct) > 0
    return OptionDraft(
        key=option["key"],
        text=_texts(option.get("text")),
        correct=is_share or correct is True,
        fraction=correct if is_fraction else "",
        why=_texts(option.get("why")),
        misconception=option.get("misconception") or "",
    )


def all_truths(rows: Sequence[OptionDraft]) -> tuple[OptionDraft, ...]:
    known = {row.key: row for row in rows}
    return tuple(known.get(key, OptionDraft(key=key)) for key in TRUTHS)


# From fields to content.


def content_of(draft: Draft) -> tuple[dict, list[Problem]]:
    """The content in its customary order of keys, and what only the fields can get wrong."""
    if draft.has_part:
        return _content_with_part(draft)
    proof, problems = read_proof(draft.proof)
    content = {
        "kind": draft.kind,
        "objectives": list(draft.objectives),
        "releases": list(draft.releases),
        "stem": _given(draft.stem),
        "options": [_option_content(draft, option) for option in draft.rows],
        "choose": _count_of_right(draft) if _tells_count(draft) else None,
        "scoring": draft.scoring if draft.kind == "multiple_response" else None,
        "explanation": _given(draft.explanation),
        "source": draft.source.strip(),
        "difficulty": _number(draft.difficulty),
        "proof": proof,
    }
    problems += _fraction_problems(draft)
    return {key: value for key, value in content.items() if _is_told(key, value)}, problems


def _content_with_part(draft: Draft) -> tuple[dict, list[Problem]]:
    part, problems = read_part(draft)
    content = {
        "kind": draft.kind,
        "objectives": list(draft.objectives),
        "releases": list(draft.releases),
        "stem": _given(draft.stem),
        **part,
        "explanation": _given(draft.explanation),
        "source": draft.source.strip(),
        "difficulty": _number(draft.difficulty),
    }
    kept = {"kind", "objectives", "releases", "stem", *part}
    return {
        key: value for key, value in content.items() if key in kept or value not in ("", {})
    }, problems


def read_part(draft: Draft) -> tuple[dict, list[Problem]]:
    """The keys of the kind's own part, or why its YAML cannot be read."""
    value, problems = _read_typed(draft.part, "/part")
    if problems or value is None:
        return {}, problems
    own = KINDS[draft.kind].own_keys
    if not isinstance(value, Mapping):
        keys = ", ".join(sorted(own))
        return {}, [problem("/part", zh=f"需要这些键：{keys}", en=f"needs the keys {keys}")]
    problems = [
        problem(
            f"/part/{key}",
            zh=f"不认识键“{key[:60]}”，这里只有：{'、'.join(sorted(own))}",
            en=f"does not know the key '{key[:60]}', only {', '.join(sorted(own))}",
        )
        for key in value
        if key not in own
    ]
    return {key: inner for key, inner in value.items() if key in own}, problems


def _is_told(key: str, value: object) -> bool:
    """Whether a key stands in the content; five always do, a proof as soon as it is typed."""
    if key in {"kind", "objectives", "releases", "stem", "options"}:
        return True
    return value is not None and (key == "proof" or value not in ("", {}))


def read_proof(typed: str) -> tuple[object, list[Problem]]:
    """The proof that the YAML means (None for nothing typed), or why it cannot be read."""
    return _read_typed(typed, "/proof")


def _read_typed(typed: str, pointer: str) -> tuple[object, list[Problem]]:
    if not typed.strip():
        return None, []
    value, _, found = read_yaml(typed, path=pointer)
    if found:
        line, message = found[0].line, found[0].message
        return None, [
            problem(pointer, zh=f"第{line}行读不懂（{message}）", en=f"line {line}: {message}")
        ]
    if any(CONTROL.search(text) for text in _strings_in(value)):
        return None, [
            problem(pointer, zh="含有控制字符", en="contains control characters"),
        ]
    return value, []


def _strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _strings_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings_in(inner)


def _given(texts: Texts) -> dict[str, str]:
    """The languages in which something is written; line ends as they stand in files."""
    return {
        language: text.replace("\r\n", "\n").strip()
        for language, text in texts.items()
        if text.strip()
    }


def _option_content(draft: Draft, option: OptionDraft) -> dict:
    content = {
        "key": option.key,
        "text": _given(option.text),
        "correct": option.fraction.strip() or option.correct,
        "why": _given(option.why),
        "misconception": option.misconception.strip(),
    }
    if draft.kind == "true_false":
        del content["text"]
    always = ("key", "correct")
    return {key: value for key, value in content.items() if key in always or value not in ({}, "")}


def _tells_count(draft: Draft) -> bool:
    return draft.kind == "multiple_response" and draft.tells_count and _count_of_right(draft) > 0


def _count_of_right(draft: Draft) -> int:
    return sum(_is_right(option) for option in draft.rows)


def _is_right(option: OptionDraft) -> bool:
    """What the fraction says where it is one, else the tick."""
    typed = option.fraction.strip()
    if not FRACTION.fullmatch(typed):
        return option.correct
    return not typed.startswith("-") and int(typed.partition("/")[0]) > 0


def _fraction_problems(draft: Draft) -> Iterable[Problem]:
    if draft.kind != "single_choice":
        return []
    return [
        problem(
            f"/options/{index}/correct",
            zh="标为正确的选项不能再写分数",
            en="is marked correct, so it takes no fraction",
        )
        for index, option in enumerate(draft.options)
        if option.correct and option.fraction.strip()
    ]


def _number(typed: str) -> object:
    typed = typed.strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else typed


# What the editor's small buttons do.


def with_new_option(draft: Draft) -> Draft:
    """One more empty row, under a letter that no row has; none left: as it was."""
    used = {option.key for option in draft.options}
    free = [letter for letter in LETTERS if letter not in used]
    if not free:
        return draft
    beyond = [letter for letter in free if all(letter > key for key in used)]
    new = OptionDraft(key=(beyond or free)[0])
    return replace(draft, options=(*draft.options, new))


def without_option(draft: Draft, index: int) -> Draft:
    return replace(draft, options=draft.options[:index] + draft.options[index + 1 :])


def with_option_moved(draft: Draft, index: int, by: int) -> Draft:
    """The row one place up (-1) or down (+1); at the end of the list it stays."""
    target = index + by
    if not (0 <= index < len(draft.options) and 0 <= target < len(draft.options)):
        return draft
    rows = list(draft.options)
    rows[index], rows[target] = rows[target], rows[index]
    return replace(draft, options=tuple(rows))
