"""What findings and cures name is there: in the site, a part of it, or what would be added."""

from __future__ import annotations

import pytest

from labs.datacenter.case import Case
from labs.datacenter.inventory.site import KINDS as OBJECTS
from labs.datacenter.naming import _PARTS
from labs.datacenter.rule import KINDS
from labs.datacenter.rules import ALL_RULES
from labs.datacenter.text import Ref
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json
from labs.datacenter.worlds import world

# parts of objects, and what has a place in sentences only
PARTS = {*_PARTS, "path", "lun", "clock"}
ASKED = [
    pytest.param(rule, kind, id=f"{rule.code}-{kind}")
    for rule in ALL_RULES
    for kind in KINDS
    if rule.level(kind, "8.0") is not None
]


def refs(finding):
    yield finding.subject
    for _, fact in finding.facts:
        yield from (
            one for one in (fact if isinstance(fact, tuple) else (fact,)) if type(one) is Ref
        )


def is_to_be_made(case, ref):
    """Whether it is what the request would add to the site."""
    return ref.name == (case.newcomer.name if case.newcomer else getattr(case.action, "name", None))


@pytest.mark.parametrize(("rule", "kind"), ASKED)
def test_names_what_is_there(rule, kind):
    made = world(rule.code, kind, release="8.0", seed=5)

    assert read_site(site_json(made.site)) == (made.site, ())  # nor is any value of a wrong type
    case = Case(made.site, made.action)
    for ref in refs(made.finding):
        if ref.kind not in OBJECTS:
            assert ref.kind in PARTS
        elif rule.code != "request.unknown_object" and not is_to_be_made(case, ref):
            assert made.site.find(ref.kind, ref.name) is not None, ref
    if not case.missing:
        for cure in rule.cures(case):
            assert list(cure.missing(made.site)) == []
