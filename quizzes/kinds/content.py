"""The shape that every question's content shares; what only one kind knows stands in its module."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from labs.datacenter.releases import RELEASES
from studyguide.blueprint import blueprint
from studyguide.text import LANGUAGES, Text

STEM_CAP = 10_000
OPTION_CAP = 2_000
WHY_CAP = 4_000
EXPLANATION_CAP = 10_000
SOURCE_CAP = 1_000
OBJECTIVES_CAP = 20
WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
COMMON_KEYS = frozenset(
    (
        "kind",
        "objectives",
        "releases",
        "stem",
        "explanation",
        "source",
        "difficulty",
        "proof",
    )
)


class Stage(StrEnum):
    """How finished content must be: kept, used by an instructor's class, or shipped with us."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SHIPPED = "shipped"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing wrong with content; `pointer` is a JSON pointer (`/options/0/text/zh`)."""

    pointer: str
    text: Text

    @property
    def message(self) -> str:
        return self.text.en

    def __str__(self) -> str:
        return f"{self.pointer or '/'}: {self.message}"


def problem(pointer: str, *, zh: str, en: str) -> Problem:
    return Problem(pointer=pointer, text=Text(zh=zh, en=en))


def escaped(part: str) -> str:
    """One step of a JSON pointer."""
    return part.replace("~", "~0").replace("/", "~1")


def unknown_keys(value: Mapping, known: frozenset[str], pointer: str) -> Iterator[Problem]:
    for key in sorted(str(key) for key in value if key not in known):
        shown = key[:60]
        yield problem(
            f"{pointer}/{escaped(key)}",
            zh=f"不认识键“{shown}”",
            en=f"does not know the key '{shown}'",
        )


def text_problems(
    value: object, pointer: str, *, cap: int, stage: Stage, required: bool
) -> Iterator[Problem]:
    """What is wrong with a text keyed by language; shipped texts stand in every language."""
    if value is None:
        value = {}
    if not isinstance(value, Mapping):
        yield problem(
            pointer,
            zh="需要按语言写出的文字：{zh: …, en: …}",
            en="needs texts keyed by language: {zh: …, en: …}",
        )
        return
    yield from unknown_keys(value, frozenset(LANGUAGES), pointer)
    given = [language for language in LANGUAGES if language in value]
    for language in given:
        yield from string_problems(value[language], f"{pointer}/{language}", cap=cap)
    if required and not given:
        yield problem(pointer, zh="需要文字", en="needs a text")
    elif stage is Stage.SHIPPED and (required or given):
        for language in LANGUAGES:
            if language not in value:
                yield problem(
                    pointer,
                    zh=f"需要语言“{language}”的文字",
                    en=f"needs the language '{language}'",
                )


def string_problems(value: object, pointer: str, *, cap: int) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield problem(pointer, zh="需要文字", en="needs text")
    elif not value.strip():
        yield problem(pointer, zh="是空的", en="is empty")
    elif len(value) > cap:
        yield problem(
            pointer,
            zh=f"有{len(value)}个字符，最多{cap}个",
            en=f"has {len(value)} characters; {cap} at most",
        )
    elif CONTROL.search(value):
        yield problem(pointer, zh="含有控制字符", en="contains control characters")


def tag_problems(value: object, pointer: str) -> Iterator[Problem]:
    """What is wrong with the tag of a misconception; there may be none."""
    if value is None:
        return
    if not isinstance(value, str) or len(value) > 60 or not WORD.fullmatch(value):
        yield problem(
            pointer,
            zh="需要小写字母、数字和连字符组成的标签，最多60个字符",
            en="needs a tag of small letters, digits and hyphens, 60 characters at most",
        )


def common_problems(content: Mapping, stage: Stage) -> Iterator[Problem]:
    """Everything but what belongs to the kind."""
    yield from text_problems(content.get("stem"), "/stem", cap=STEM_CAP, stage=stage, required=True)
    shipped = stage is Stage.SHIPPED
    yield from text_problems(
        content.get("explanation"),
        "/explanation",
        cap=EXPLANATION_CAP,
        stage=stage,
        required=shipped,
    )
    yield from _source_problems(content.get("source"), required=shipped)
    yield from _difficulty_problems(content.get("difficulty"), required=shipped)
    yield from _objective_problems(content.get("objectives"), required=stage is not Stage.DRAFT)
    yield from _release_problems(content.get("releases"))


def _source_problems(value: object, *, required: bool) -> Iterator[Problem]:
    if value is None or value == "":
        if required:
            yield problem("/source", zh="需要出处", en="needs a source")
        return
    yield from string_problems(value, "/source", cap=SOURCE_CAP)


def _difficulty_problems(value: object, *, required: bool) -> Iterator[Problem]:
    if value is None and not required:
        return
    if type(value) is not int or not 1 <= value <= 5:
        yield problem("/difficulty", zh="需要1到5的整数", en="needs a whole number from 1 to 5")


def _list_problems(value: object, pointer: str, *, known: object, what: Text) -> Iterator[Problem]:
    if not isinstance(value, list | tuple):
        yield problem(pointer, zh="需要一个列表", en="needs a list")
        return
    seen: list[object] = []
    for index, item in enumerate(value):
        if not isinstance(item, str) or item not in known:
            yield problem(
                f"{pointer}/{index}",
                zh=f"“{str(item)[:40]}”不是{what.zh}",
                en=f"'{str(item)[:40]}' is not {what.en}",
            )
        elif item in seen:
            yield problem(f"{pointer}/{index}", zh=f"“{item}”写了两次", en=f"has '{item}' twice")
        seen.append(item)


def _objective_problems(value: object, *, required: bool) -> Iterator[Problem]:
    yield from _list_problems(
        [] if value is None else value,
        "/objectives",
        known=blueprint().objectives,
        what=Text(zh="蓝图中的目标", en="an objective of the blueprint"),
    )
    if isinstance(value, list | tuple) and len(value) > OBJECTIVES_CAP:
        yield problem(
            "/objectives",
            zh=f"目标太多，最多{OBJECTIVES_CAP}个",
            en=f"has more than {OBJECTIVES_CAP} objectives",
        )
    if required and not value:
        yield problem("/objectives", zh="需要至少一个目标", en="needs at least one objective")


def _release_problems(value: object) -> Iterator[Problem]:
    yield from _list_problems(
        [] if value is None else value,
        "/releases",
        known=tuple(RELEASES),
        what=Text(zh="已知版本", en="a known release"),
    )
    if isinstance(value, list | tuple) and len(value) == len(RELEASES):
        yield problem(
            "/releases",
            zh="包含了全部版本：请留空",
            en="names every release: leave it empty instead",
        )


def canonical(content: Mapping) -> str:
    """The content as one line of JSON, the same for the same content."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(content: Mapping) -> str:
    return hashlib.sha256(canonical(content).encode("utf-8", "surrogatepass")).hexdigest()
