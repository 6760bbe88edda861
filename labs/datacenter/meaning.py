"""What records and their fields mean: said once, in the module of the record, for the schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from labs.datacenter.text import Text


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """`about` the record as a whole (None for a kind of action: its label says it)."""

    about: Text | None
    of_fields: Mapping[str, Text]


_MEANINGS: dict[type, Meaning] = {}
_NOTHING = Meaning(about=None, of_fields={})


def describe(record: type, about: Text | None = None, /, **of_fields: Text) -> None:
    """Say what a record and its fields mean."""
    _MEANINGS[record] = Meaning(about=about, of_fields=of_fields)


def meaning(record: type) -> Meaning:
    """What was said of a record; nothing where nothing was."""
    return _MEANINGS.get(record, _NOTHING)


def without_field() -> Iterator[str]:
    """What was said of fields that the record does not have (any more)."""
    for record, said in _MEANINGS.items():
        known = {one.name for one in fields(record)}
        yield from (f"{record.__name__}.{name}" for name in said.of_fields if name not in known)
