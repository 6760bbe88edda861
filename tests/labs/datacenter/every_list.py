"""Every list of actions up to a length, tried on small worlds: what a repair is measured by.

But for actions that destroy: they make many a request legal, and are no repair.
"""

from __future__ import annotations

from labs.datacenter.apply import carried_out
from labs.datacenter.case import Case
from labs.datacenter.repair import ANY, FOUND, GENTLE, repair
from labs.datacenter.report import is_refused
from labs.datacenter.rule import KINDS
from labs.datacenter.worlds import requests

DEPTH = 2


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
