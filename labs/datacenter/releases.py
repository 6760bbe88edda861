"""The five releases, constants keyed by product version, and the overrides of `notes`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

Value = TypeVar("Value")

NOTES = "notes"
RELEASES: tuple[str, ...] = (NOTES, "5.5", "6.7", "7.0", "8.0")
DEFAULT = NOTES
LATEST = RELEASES[-1]

# A release is a point on the line of product versions; the notes tell of a 5.x course.
_VERSION_OF = {NOTES: "5.5"}

# Where the course notes differ from the product of their time: (rule, kind of action) -> the
# severity the notes imply, None where they let the action pass. Everything else of `notes` is 5.5.
NOTES_OVERRIDES: Mapping[tuple[str, str], str | None] = {
    ("boundary.datacenter_mismatch", "COLD"): "error",
    ("boundary.datacenter_mismatch", "SUSP"): "error",
    ("boundary.datacenter_mismatch", "VMO"): None,
    ("boundary.datacenter_mismatch", "SVMO"): None,
    ("boundary.networks_may_differ", "COLD"): None,
    ("boundary.networks_may_differ", "SUSP"): None,
}


def version_of(release: str) -> str:
    """The product version a release stands for."""
    return _VERSION_OF.get(release, release)


@lru_cache(maxsize=256)
def version_key(version: str) -> tuple[int, ...]:
    """Versions as numbers, so that 10.0 comes after 9.9; ValueError for what is no version."""
    return tuple(int(part) for part in version.split("."))


def is_version(text: str) -> bool:
    """Whether it is a product version: whole numbers with dots between."""
    return all(part.isascii() and part.isdigit() for part in text.split("."))


@dataclass(frozen=True)
class Since(Generic[Value]):
    """A constant that changed from some version on: the latest entry not after it holds."""

    entries: tuple[tuple[str, Value], ...]

    def at(self, version: str) -> Value:
        """The value in `version`; the first entry also serves versions before it."""
        wanted = version_key(version)
        known = [value for since, value in self.entries if version_key(since) <= wanted]
        return known[-1] if known else self.entries[0][1]


def since(entries: Mapping[str, Value]) -> Since[Value]:
    """`since({"5.5": 1, "6.0": 4})`: 1 up to 6.0, 4 from there on."""
    return Since(tuple(sorted(entries.items(), key=lambda entry: version_key(entry[0]))))
