"""Questions on their way into the bank, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A question read from somebody's file; its slug is the same whenever the file is read."""

    slug: str
    content: dict
    line: int = 1


@dataclass(frozen=True, kw_only=True)
class Imported:
    """Slugs of an import: new; there with these very words; there and since changed, so left."""

    added: tuple[str, ...]
    unchanged: tuple[str, ...]
    kept: tuple[str, ...]
