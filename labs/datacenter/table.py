"""A persistent map from names to values: a change copies one chunk, never the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

Value = TypeVar("Value")

_BITS = 6
_SIZE = 1 << _BITS
_LAST = _SIZE - 1


class Table(Mapping[str, Value], Generic[Value]):
    """An immutable mapping; iteration is by name, equality and hash are by content."""

    __slots__ = ("_chunks", "_hash", "_numbers")

    def __init__(self, entries: Mapping[str, Value] | None = None) -> None:
        pairs = tuple((entries or {}).items())
        self._numbers = {name: number for number, (name, _) in enumerate(pairs)}
        self._hash: int | None = None
        self._chunks = tuple(pairs[at : at + _SIZE] for at in range(0, len(pairs), _SIZE))

    def __getitem__(self, name: str) -> Value:
        number = self._numbers[name]
        return self._chunks[number >> _BITS][number & _LAST][1]

    def get(self, name: str, default: Value | None = None) -> Value | None:
        number = self._numbers.get(name)
        return default if number is None else self._chunks[number >> _BITS][number & _LAST][1]

    def pick(self, names: Iterable[str]) -> list[Value]:
        """The values of several names at once; KeyError where one is not there."""
        numbers, chunks = self._numbers, self._chunks
        return [chunks[n >> _BITS][n & _LAST][1] for n in [numbers[name] for name in names]]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._numbers))

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, name: object) -> bool:
        return name in self._numbers

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        if self._chunks is other._chunks:
            return True
        if self._numbers is other._numbers:
            pairs = zip(self._chunks, other._chunks, strict=True)
            return all(mine is theirs or mine == theirs for mine, theirs in pairs)
        return self._as_dict() == other._as_dict()

    def __hash__(self) -> int:
        """The exclusive or of its pairs' hashes: blind to order, and `put` keeps it up to date."""
        if self._hash is None:
            self._hash = 0
            for chunk in self._chunks:
                for pair in chunk:
                    self._hash ^= hash(pair)
        return self._hash

    def __repr__(self) -> str:
        return f"Table({dict(self.items())!r})"

    def put(self, name: str, value: Value) -> Table[Value]:
        """The table in which `name` stands for `value`."""
        number = self._numbers.get(name)
        if number is None:
            return self._appended(name, value)
        place, within = number >> _BITS, number & _LAST
        chunk = self._chunks[place]
        pair = (name, value)
        chunks = _with(self._chunks, place, _with(chunk, within, pair))
        table = _table(self._numbers, chunks)
        if self._hash is not None:
            table._hash = self._hash ^ hash(chunk[within]) ^ hash(pair)
        return table

    def drop(self, name: str) -> Table[Value]:
        """The table without `name`; KeyError where it has none.

        The last pair fills the hole.
        """
        number = self._numbers[name]
        last = len(self._numbers) - 1
        moved = self._chunks[last >> _BITS][last & _LAST]
        chunks = list(self._chunks)
        if number != last:
            place = number >> _BITS
            chunks[place] = _with(chunks[place], number & _LAST, moved)
        chunks[-1] = chunks[-1][:-1]
        numbers = {**self._numbers, moved[0]: number}
        del numbers[name]
        return _table(numbers, tuple(chunk for chunk in chunks if chunk))

    def _appended(self, name: str, value: Value) -> Table[Value]:
        numbers = {**self._numbers, name: len(self._numbers)}
        if self._chunks and len(self._chunks[-1]) < _SIZE:
            return _table(numbers, (*self._chunks[:-1], (*self._chunks[-1], (name, value))))
        return _table(numbers, (*self._chunks, ((name, value),)))

    def _as_dict(self) -> dict[str, Value]:
        return dict(pair for chunk in self._chunks for pair in chunk)


def _with(values: tuple, place: int, value: object) -> tuple:
    """The tuple with another value in one place; by way of a list, which copies least."""
    changed = list(values)
    changed[place] = value
    return tuple(changed)


def _table(numbers: dict[str, int], chunks: tuple) -> Table:
    table: Table = Table.__new__(Table)
    table._numbers = numbers
    table._chunks = chunks
    table._hash = None
    return table
