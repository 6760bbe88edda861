"""A few words of the original text around what was found, and where to mark it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from studyguide.search.tokens import folded

LENGTH = 150
BEFORE = 40


@dataclass(frozen=True, kw_only=True)
class Part:
    """A stretch of text, marked or not."""

    text: str
    is_hit: bool


def marked(text: str, patterns: list[str]) -> list[Part]:
    """The whole text, with each of the patterns marked wherever it stands."""
    hits = _hits(text, patterns)
    parts, end = [], 0
    for start, stop in hits:
        if start > end:
            parts.append(Part(text=text[end:start], is_hit=False))
        parts.append(Part(text=text[start:stop], is_hit=True))
        end = stop
    if end < len(text):
        parts.append(Part(text=text[end:], is_hit=False))
    return parts


def snippet(text: str, patterns: list[str]) -> list[Part]:
    """The stretch of the text around its first hit, or its beginning."""
    text = " ".join(text.split())
    hits = _hits(text, patterns)
    start = max(0, hits[0][0] - BEFORE) if hits else 0
    start = _after_space(text, start)
    end = start + LENGTH
    cut = text[start:end]
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return marked(f"{before}{cut.strip()}{after}", patterns)


def _after_space(text: str, start: int) -> int:
    """Not in the middle of a Latin word."""
    while 0 < start < len(text) and re.match(r"[A-Za-z0-9]{2}", text[start - 1 : start + 1]):
        start -= 1
    return start


def _hits(text: str, patterns: list[str]) -> list[tuple[int, int]]:
    """Places of the patterns, leftmost and longest first, without overlaps."""
    low = folded(text)
    if len(low) != len(text):  # folding changed the length: places would lie
        low = text.lower() if len(text.lower()) == len(text) else text
    if not patterns:
        return []
    return [match.span() for match in re.finditer("|".join(patterns), low)]
