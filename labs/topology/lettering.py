"""How much room words take in a drawing, where no browser can be asked."""

from __future__ import annotations

import unicodedata

NAME_PX = 12.5
NOTE_PX = 12.0
_WIDE = 1.0
_CAPITAL = 0.68
_NARROW = 0.32
_OTHER = 0.56


def width_of(words: str, *, size: float = NAME_PX) -> float:
    """An estimate on the generous side, in pixels."""
    return size * sum(_share(letter) for letter in words)


def fit(words: str, room: float, *, size: float = NAME_PX) -> str:
    """The words, or as much of them as fits before an ellipsis."""
    if width_of(words, size=size) <= room:
        return words
    kept = words
    while kept and width_of(kept + "…", size=size) > room:
        kept = kept[:-1]
    return kept + "…"


def _share(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    if letter in " ,.:;'|-fijlrtI":
        return _NARROW
    return _CAPITAL if letter.isupper() or letter in "mw%@…" else _OTHER
