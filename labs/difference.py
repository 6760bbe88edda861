"""What differs between two sites: which objects came, went or changed, and in which fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from labs.datacenter.inventory.site import KINDS, Site

ADDED = "added"
REMOVED = "removed"
CHANGED = "changed"

# what tells the members of a list of records apart, by the first of these that they have
NAMES = ("label", "name", "key", "datastore", "host")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field of one object: `path` as JSON names it, the values before and after.

    None stands for what is not there, a list's member that came or went among them.
    """

    path: tuple[str, ...]
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One object of the inventory: `what` became of it, and for one that changed, its fields."""

    kind: str
    name: str
    what: str
    fields: tuple[FieldChange, ...] = ()

    @property
    def ref(self) -> str:
        return f"{self.kind}:{self.name}"


def difference(before: Site, after: Site) -> tuple[Change, ...]:
    """Every object that differs, by kind in the order of the inventory, then by name."""
    return tuple(
        change
        for kind, (_, table) in KINDS.items()
        for change in _of_table(kind, getattr(before, table), getattr(after, table))
    )


def _of_table(kind: str, before: object, after: object) -> Iterator[Change]:
    if before == after:
        return
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if old is None or new is None:
            yield Change(kind=kind, name=name, what=ADDED if old is None else REMOVED)
        else:
            yield Change(kind=kind, name=name, what=CHANGED, fields=tuple(_of_fields(old, new)))


def _of_fields(old: object, new: object, path: tuple[str, ...] = ()) -> Iterator[FieldChange]:
    if old == new:
        return
    if is_dataclass(old) and type(old) is type(new):
        for one in fields(old):
            yield from _of_fields(getattr(old, one.name), getattr(new, one.name), (*path, one.name))
        return
    by_name = _by_name(old), _by_name(new)
    if None not in by_name and (old or new):
        for name in dict.fromkeys((*by_name[0], *by_name[1])):
            yield from _of_fields(by_name[0].get(name), by_name[1].get(name), (*path, name))
        return
    yield FieldChange(path=path, before=old, after=new)


def _by_name(value: object) -> dict[str, object] | None:
    """A list of records by their names; None for anything else."""
    if not isinstance(value, tuple) or not all(is_dataclass(one) for one in value):
        return None
    for name in NAMES:
        found = {str(getattr(one, name)): one for one in value if hasattr(one, name)}
        if len(found) == len(value):
            return found
    return None
