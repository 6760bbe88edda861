from __future__ import annotations

import pytest

from labs.datacenter.releases import NOTES_OVERRIDES, RELEASES, since, version_of
from labs.datacenter.rules import RULES


@pytest.mark.parametrize(
    ("version", "expected"), [("4.0", 1), ("5.5", 1), ("6.0", 4), ("6.7", 8), ("10.0", 8)]
)
def test_a_constant_is_the_latest_not_after_the_version(version, expected):
    assert since({"6.0": 4, "5.5": 1, "6.7": 8}).at(version) == expected


def test_the_notes_are_5_5():
    assert version_of("notes") == "5.5"
    assert RELEASES[0] == "notes"


def test_the_overrides_of_the_notes_are_the_only_difference_to_5_5():
    differing = {
        (code, kind)
        for code, rule in RULES.items()
        for kind in rule.asks.levels
        if rule.level(kind, "notes") != rule.level(kind, "5.5")
    }

    assert differing == set(NOTES_OVERRIDES)
