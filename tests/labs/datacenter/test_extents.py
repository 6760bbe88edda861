"""Contents as ranges, against plain sets of numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.datacenter.inventory.extents import since, size_mb, union

NUMBERS = st.sets(st.integers(0, 30))


def content_of(numbers):
    return tuple(n for n in range(32) if (n in numbers) != (n - 1 in numbers))


def test_ranges_that_touch_become_one():
    assert union([(0, 10), (10, 15)]) == (0, 15)
    assert union([(0, 10), (11, 15)]) == (0, 10, 11, 15)
    assert union([]) == ()


@pytest.mark.parametrize(
    ("number", "part"),
    [
        (0, (0, 10, 25, 30)),
        (9, (9, 10, 25, 30)),
        (10, (25, 30)),
        (26, (26, 30)),
        (29, (29, 30)),
        (30, ()),
    ],
)
def test_the_part_from_a_number_on(number, part):
    assert since((0, 10, 25, 30), number) == part


@given(NUMBERS, NUMBERS, st.integers(0, 32))
def test_work_as_sets_do(one, other, number):
    assert union([content_of(one), content_of(other)]) == content_of(one | other)
    assert since(content_of(one), number) == content_of({n for n in one if n >= number})
    assert size_mb(content_of(one)) == len(one)
