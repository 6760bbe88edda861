from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.datacenter.table import Table

NAMES = st.sampled_from([f"n{number}" for number in range(300)])


@given(st.lists(st.tuples(NAMES, st.one_of(st.none(), st.integers())), max_size=400))
def test_behaves_like_a_dict_through_any_history(history):
    table, plain = Table(), {}

    for number, (name, value) in enumerate(history):
        if number == 3:
            hash(table)  # from here on it is kept up to date
        if value is None and name in plain:
            table, plain = table.drop(name), {k: v for k, v in plain.items() if k != name}
        elif value is not None:
            table, plain = table.put(name, value), {**plain, name: value}

    assert list(table.items()) == sorted(plain.items())
    assert len(table) == len(plain)
    assert table == Table(plain)
    assert hash(table) == hash(Table(plain))


def test_is_equal_whatever_path_led_there():
    full = Table({f"n{number}": number for number in range(300)})

    assert full.drop("n5").put("n5", 5) == full
    assert full.put("n5", 0) != full
    assert full.put("n5", 0).put("n5", 5) == full


def test_leaves_the_old_table_as_it_was():
    old = Table({"a": 1})

    old.put("a", 2)
    old.put("b", 2)
    old.drop("a")

    assert dict(old) == {"a": 1}


def test_shares_all_chunks_but_one_with_its_predecessor():
    old = Table({f"n{number:03}": number for number in range(1000)})

    new = old.put("n500", -1)

    shared = sum(a is b for a, b in zip(old._chunks, new._chunks, strict=True))
    assert shared == len(old._chunks) - 1


def test_does_not_drop_what_it_does_not_hold():
    with pytest.raises(KeyError):
        Table({"a": 1}).drop("b")


def test_keeps_its_hash_up_to_date_through_changes():
    table = Table({f"n{number}": number for number in range(300)})
    before = hash(table)

    changed = table.put("n7", -7)

    assert hash(changed) == hash(Table(dict(changed)))
    assert hash(changed) != before
    assert hash(changed.put("n7", 7)) == before
    assert hash(changed.drop("n7").put("n7", 7)) == before
