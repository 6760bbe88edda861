"""What findings and cures name is there: in the site, a part of it, or what would be added."""

from __future__ import annotations

import pytest

from labs.datacenter.case import Case
from labs.datacenter.inventory.site import KINDS as OBJECTS
from labs.datacenter.naming import _PARTS
from labs.datacenter.rule import KINDS
from labs.datacenter.rules import ALL_RULES
from labs.datacenter.text import Quantity, Ref
from labs.datacenter.wire.read import read_action, read_site
from labs.datacenter.wire.write import action_json, site_json
from labs.datacenter.worlds import world

# parts of objects, and what has a place in sentences only
PARTS = {*_PARTS, "path", "lun", "clock"}
UNITS = {"MB", "MHz", "Mbps", "ms", "s", "min", "h"}
RELEASES = ("8.0", "6.7", "5.5", "notes")


def named(finding):
    yield finding.subject
    for _, fact in finding.facts:
        yield from fact if isinstance(fact, tuple) else (fact,)


def is_measured(quantity):
    return type(quantity.value) is int and quantity.unit in UNITS


def is_to_be_made(case, ref):
    """Whether it is what the request would add to the site."""
    name = case.newcomer.name if case.newcomer else getattr(case.action, "name", None)
    return name is not None and ref.name == name


def not_there(case, finding):
    """What the finding names that is neither in the site nor a part of what is."""
    for ref in named(finding):
        if type(ref) is not Ref:
            if ref is None or (type(ref) is Quantity and not is_measured(ref)):
                yield ref
        elif type(ref.name) is not str:
            yield ref
        elif ref.kind not in OBJECTS:
            if ref.kind not in PARTS:
                yield ref
        elif finding.code == "request.unknown_object" or is_to_be_made(case, ref):
            continue
        elif case.site.find(ref.kind, ref.name) is None:
            yield ref


def not_askable(case, cures):
    """Actions that name what is not there, or lack what they must name."""
    for action in cures:
        if list(action.missing(case.site)) or read_action(action_json(action)) != (action, ()):
            yield action


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_names_what_is_there(rule):
    wrong = {}
    for kind in KINDS:
        asked = (one for one in RELEASES if rule.level(kind, one) is not None)
        release = next(asked, None)
        if release is None:
            continue
        made = world(rule.code, kind, release=release, seed=5)
        case = Case(made.site, made.action)
        if read_site(site_json(made.site)) != (made.site, ()):
            wrong[kind] = "a value of a wrong type"
        elif lost := list(not_there(case, made.finding)):
            wrong[kind] = lost
        elif unfit := [] if case.missing else list(not_askable(case, rule.cures(case))):
            wrong[kind] = unfit

    assert wrong == {}
