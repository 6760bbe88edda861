"""What a page of an object is made of: facts, tables, trees and meters."""

from __future__ import annotations

from dataclasses import dataclass

OK, WARN, BAD = "ok", "warn", "bad"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of a list of facts; `refs` are objects to go on to."""

    label: str
    value: str = ""
    refs: tuple[str, ...] = ()
    is_warning: bool = False

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """(reference, name) of each object."""
        return tuple((ref, name_in(ref)) for ref in self.refs)


def name_in(ref: str) -> str:
    """The short name in a reference; of a part the name without what it belongs to."""
    kind, _, name = ref.partition(":")
    return name.partition("/")[2] or name if kind.startswith(("standard_", "dv_")) else name


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One field of a table; with `ref` it leads to an object."""

    text: str
    ref: str = ""
    is_number: bool = False


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A snapshot with those that stand on it; `is_here`: "you are here" stands on it."""

    name: str
    notes: tuple[str, ...] = ()
    is_here: bool = False
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading with facts, a table or a tree of snapshots; `empty` is said where it has none."""

    title: str
    facts: tuple[Fact, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    tree: Branch | None = None
    note: str = ""
    empty: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.facts or self.rows or self.tree)


@dataclass(frozen=True, kw_only=True)
class Meter:
    """A figure against what there is; from `warn_at` per cent on a warning, from `bad_at` worse."""

    label: str
    used: int
    total: int
    text: str
    warn_at: int = 85
    bad_at: int = 101

    @property
    def percent(self) -> int:
        return round(100 * self.used / self.total) if self.total > 0 else 0

    @property
    def shown(self) -> int:
        """The percentage as far as a bar can show it."""
        return min(100, max(0, self.percent))

    @property
    def level(self) -> str:
        if self.percent >= self.bad_at:
            return BAD
        return WARN if self.percent >= self.warn_at else OK


def table(title: str, columns: tuple[str, ...], rows: object, **more: object) -> Section:
    """A section with a table; cells may be given as texts."""
    made = tuple(
        tuple(one if isinstance(one, Cell) else Cell(text=one) for one in row) for row in rows
    )
    return Section(title=title, columns=columns, rows=made, **more)


def number(text: object) -> Cell:
    return Cell(text=str(text), is_number=True)


def link(ref: str) -> Cell:
    return Cell(text=name_in(ref), ref=ref)
