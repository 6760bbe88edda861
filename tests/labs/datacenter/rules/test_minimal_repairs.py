"""No list of actions is shorter than the repair: every action of every kind is tried.

But for those that destroy: they make many a request legal, and are no repair.
"""

from __future__ import annotations

import pytest

from labs.datacenter.apply import carried_out
from labs.datacenter.case import Case
from labs.datacenter.repair import ANY, FOUND, GENTLE, repair
from labs.datacenter.report import is_refused
from labs.datacenter.rule import KINDS
from labs.datacenter.rules import ALL_RULES
from labs.datacenter.worlds import requests, world
from tests.labs.datacenter.shrinking import codes, shrunk

DEPTH = 2
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


def shortest(site, request, tier, depth):
    """Length of the shortest list that makes the request legal; None if it is beyond the depth."""
    kind = Case(site, request).kind
    seen, level = {site}, [site]
    for length in range(1, depth + 1):
        grown = []
        for before in level:
            for after in outcomes(before, tier):
                if after in seen or (tier == GENTLE and Case(after, request).kind != kind):
                    continue
                if not is_refused(after, request):
                    return length
                seen.add(after)
                grown.append(after)
        level = grown
    return None


def outcomes(site, tier):
    """The sites to which one legal action of the tier leads."""
    for kind in KINDS:
        for action in requests(site, kind):
            in_tier = not action.destroys and (tier == ANY or action.is_gentle(site))
            if in_tier and not is_refused(site, action):
                yield carried_out(site, action)[0]


def a_small_world(code, kind, seed):
    """A world of the rule from which everything is gone that the repair does not need."""
    made = world(code, kind, release=RELEASE, seed=seed)
    request, outcome = made.action, brief(repair(made.site, made.action))

    def still(site):
        return codes(site, request) == [code] and brief(repair(site, request)) == outcome

    return shrunk(made.site, still), request


def brief(found):
    return found.status, found.tier, len(found.actions)


def assert_minimal(site, request, *, depth_if_impossible):
    """A gentle repair is the shortest gentle one; another the shortest, and no gentle one does."""
    found = repair(site, request)
    if found.status != FOUND:
        assert shortest(site, request, ANY, depth_if_impossible) is None
        return
    if found.tier == ANY:
        assert shortest(site, request, GENTLE, DEPTH) is None
    assert shortest(site, request, found.tier, min(DEPTH, len(found.actions) - 1)) is None


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
