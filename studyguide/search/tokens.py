"""Text as the index holds it: Latin words as they are, Chinese in overlapping pairs.

No tokenizer of SQLite or PostgreSQL finds a two-character Chinese word; pairs find every one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
# A dotted number such as 6.03 is one word; the index takes it apart and puts it together again.
RUN = re.compile(rf"(?P<han>[{HAN}]+)|(?P<word>[0-9]+(?:\.[0-9]+)+|[^\W_{HAN}]+)")


def folded(text: str) -> str:
    """One spelling for what readers hold to be the same: width, case, composed letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """Each word, and each run of Chinese characters, with whether it is Chinese."""
    for match in RUN.finditer(folded(text)):
        yield match[0], match["han"] is not None


def pairs(run: str) -> list[str]:
    """Overlapping pairs, then the last character alone: 冷迁移 is 冷迁 迁移 移."""
    return [run[place : place + 2] for place in range(len(run))]


def indexed(text: str) -> str:
    """The text as the index wants it."""
    words: list[str] = []
    for run, is_han in runs(text):
        words += pairs(run) if is_han else [run]
    return " ".join(words)
