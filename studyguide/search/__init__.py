"""What can be found: rooms `put` and `remove`, the search page asks `find`."""

from __future__ import annotations

from studyguide.search.query import MAX_CHARACTERS, is_too_long, terms_of
from studyguide.search.snippets import Part
from studyguide.search.store import Found, Hit, find, put, put_all, remove, replace

__all__ = [
    "MAX_CHARACTERS",
    "Found",
    "Hit",
    "Part",
    "find",
    "is_too_long",
    "put",
    "put_all",
    "remove",
    "replace",
    "terms_of",
]
