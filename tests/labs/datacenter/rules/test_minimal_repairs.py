"""No list of actions is shorter than the repair: every action of every kind is tried.

But for those that destroy: they make many a request legal, and are no repair.
"""

from __future__ import annotations

import pytest

from labs.datacenter.repair import repair
from labs.datacenter.rule import KINDS
from labs.datacenter.rules import ALL_RULES
from labs.datacenter.worlds import world
from tests.labs.datacenter.every_list import DEPTH, assert_minimal, brief
from tests.labs.datacenter.shrinking import codes, shrunk

RELEASE = "8.0"


def refused_kinds(rule):
    """Kinds of action that the rule may refuse."""
    return [kind for kind in KINDS if rule.level(kind, RELEASE) not in (None, "warning")]


# What is wrong with these is the request: to undo what holds already, or delete what has the name,
# would be no repair, and the rules say so in `incurable`.
IN_THE_REQUEST = (
    "request.unknown_object",
    "request.nothing_changes",
    "request.name_taken",
    "network.name_in_use",
)
CURABLE = [rule for rule in ALL_RULES if rule.code not in IN_THE_REQUEST]
FIRST = [(rule.code, kinds[0]) for rule in CURABLE if (kinds := refused_kinds(rule))]
ERRORS = [(rule.code, kind) for rule in CURABLE for kind in refused_kinds(rule)]


def a_small_world(code, kind, seed):
    """A world of the rule from which everything is gone that the repair does not need."""
    made = world(code, kind, release=RELEASE, seed=seed)
    request, outcome = made.action, brief(repair(made.site, made.action))

    def still(site):
        return codes(site, request) == [code] and brief(repair(site, request)) == outcome

    return shrunk(made.site, still), request


@pytest.mark.parametrize(("code", "kind"), FIRST)
def test_no_shorter_list_of_the_same_tier_works(code, kind):
    assert_minimal(*a_small_world(code, kind, seed=7), depth_if_impossible=1)


@pytest.mark.deep
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("code", "kind"), ERRORS)
def test_no_shorter_list_works_for_any_kind(code, kind, seed):
    try:
        small = a_small_world(code, kind, seed)
    except LookupError:
        pytest.skip("no world from this seed")
    assert_minimal(*small, depth_if_impossible=DEPTH)
