"""What a file of a disk holds, told apart write by write, so that a restored disk can be compared.

Each megabyte written to a disk has a number: how much had been written to it before. A content is
the numbers held, as the boundaries of ranges in rising order: (0, 10, 25, 30) are 0 to 9 and 25
to 29. What a disk held before anything was written counts as its beginning and has no number.
"""

from __future__ import annotations

from collections.abc import Iterable

Content = tuple[int, ...]


def union(contents: Iterable[Content]) -> Content:
    """Everything that any of them holds."""
    joined: list[int] = []
    for start, end in sorted(pair for content in contents for pair in _ranges(content)):
        if joined and start <= joined[-1]:
            joined[-1] = max(joined[-1], end)
        else:
            joined += (start, end)
    return tuple(joined)


def since(content: Content, number: int) -> Content:
    """The part with that number or a higher one."""
    return tuple(
        boundary
        for start, end in _ranges(content)
        if end > number
        for boundary in (max(start, number), end)
    )


def missing_mb(before: Content, after: Content) -> int:
    """How much of what was held is held no more."""
    return size_mb(union((before, after))) - size_mb(after)


def size_mb(content: Content) -> int:
    return sum(end - start for start, end in _ranges(content))


def _ranges(content: Content) -> Iterable[tuple[int, int]]:
    return zip(content[::2], content[1::2], strict=True)
