"""Lists of things with a key and a text, as in steps to order and items to match."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from quizzes.kinds.content import (
    OPTION_CAP,
    WHY_CAP,
    Problem,
    Stage,
    problem,
    tag_problems,
    text_problems,
    unknown_keys,
)

LETTER = re.compile(r"[a-z]")


def rows_problems(
    rows: object, pointer: str, *, keys: frozenset[str], least: int, most: int, stage: Stage
) -> Iterator[Problem]:
    """What is malformed in a list of rows that have `keys`; a draft may have too few."""
    if rows is None and stage is Stage.DRAFT:
        return
    if not isinstance(rows, list | tuple):
        yield problem(pointer, zh="需要一个列表", en="needs a list")
        return
    if len(rows) > most or (len(rows) < least and stage is not Stage.DRAFT):
        yield problem(
            pointer,
            zh=f"有{len(rows)}项，需要{least}到{most}项",
            en=f"has {len(rows)}; needs {least} to {most}",
        )
        return
    seen: list[object] = []
    texts: list[object] = []
    for index, row in enumerate(rows):
        yield from _row_problems(row, f"{pointer}/{index}", keys, stage, seen, texts)


def _row_problems(
    row: object,
    pointer: str,
    keys: frozenset[str],
    stage: Stage,
    seen: list[object],
    texts: list[object],
) -> Iterator[Problem]:
    if not isinstance(row, Mapping):
        yield problem(pointer, zh="需要key和text", en="needs the keys key and text")
        return
    yield from unknown_keys(row, keys, pointer)
    key, text = row.get("key"), row.get("text")
    if not isinstance(key, str) or not LETTER.fullmatch(key):
        yield problem(
            f"{pointer}/key",
            zh="需要一个小写字母a到z",
            en="needs one small letter, a to z",
        )
    elif key in seen:
        yield problem(f"{pointer}/key", zh=f"“{key}”写了两次", en=f"has '{key}' twice")
    seen.append(key)
    yield from text_problems(text, f"{pointer}/text", cap=OPTION_CAP, stage=stage, required=True)
    if text and text in texts:
        yield problem(
            f"{pointer}/text", zh="和前面一项的文字相同", en="is the text of one before it"
        )
    texts.append(text)
    if "why" in keys:
        yield from text_problems(
            row.get("why"), f"{pointer}/why", cap=WHY_CAP, stage=stage, required=False
        )
    if "misconception" in keys:
        yield from tag_problems(row.get("misconception"), f"{pointer}/misconception")
