from __future__ import annotations

import pkgutil
import re
from functools import cache
from pathlib import Path

import pytest

from labs.datacenter import rules
from labs.datacenter.apply import apply, carried_out
from labs.datacenter.case import Case
from labs.datacenter.faults import FAULTS
from labs.datacenter.releases import NOTES_OVERRIDES, RELEASES
from labs.datacenter.repair import ANY, FOUND, GENTLE, repair
from labs.datacenter.report import is_refused, report
from labs.datacenter.rule import KINDS, Rule
from labs.datacenter.rules import ALL_RULES
from labs.datacenter.text import render
from labs.datacenter.worlds import requests, world

EVERY_RULE = pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
ASKED = [
    pytest.param(rule, kind, release, id=f"{rule.code}-{kind}-{release}")
    for rule in ALL_RULES
    for kind in KINDS
    for release in ("notes", "5.5", "8.0")
    if rule.level(kind, release) is not None
]
EVERY_ASKED = pytest.mark.parametrize(("rule", "kind", "release"), ASKED)


@cache
def a_world(code, kind, release):
    return world(code, kind, release=release, seed=7)


def test_each_module_holds_one_listed_rule():
    pieces = []
    for package in pkgutil.iter_modules(rules.__path__):
        path = Path(rules.__path__[0]) / package.name
        pieces += [f"{package.name}.{one.name}" for one in pkgutil.iter_modules([str(path)])]

    homes = [type(rule).__module__.partition("rules.")[2] for rule in ALL_RULES]

    assert sorted(homes) == sorted(pieces)


@EVERY_RULE
def test_is_named_after_its_module(rule):
    assert rule.code == type(rule).__module__.partition("rules.")[2]


@EVERY_RULE
def test_has_a_test_module_of_its_own(rule):
    family, _, name = rule.code.partition(".")

    assert (Path(__file__).parent / family / f"test_{name}.py").is_file()


def test_codes_are_unique():
    assert len({rule.code for rule in ALL_RULES}) == len(ALL_RULES)


@EVERY_RULE
def test_names_faults_of_the_api_and_an_objective(rule):
    assert set(rule.fault_names()) <= set(FAULTS)
    for kind in KINDS:
        assert re.fullmatch(r"[1-7]\.\d\d", rule.objective_for(kind))


@EVERY_RULE
def test_offers_a_cure_or_says_why_not(rule):
    cures = type(rule).cures is not Rule.cures

    assert cures != (rule.incurable is not None)


def test_a_rule_that_lacks_a_declaration_does_not_import():
    with pytest.raises(TypeError, match="must define"):
        type("Silent", (Rule,), {"__doc__": "Says nothing.", "code": "x.silent"})


@EVERY_ASKED
def test_speaks_alone_in_its_world(rule, kind, release):
    made = a_world(rule.code, kind, release)

    told = report(made.site, made.action)

    assert [one.code for one in told.findings] == [rule.code]
    assert told.findings == (made.finding,)
    assert made.finding.fault in FAULTS


@EVERY_ASKED
def test_is_rendered_with_every_fact_in_both_languages(rule, kind, release):
    finding = a_world(rule.code, kind, release).finding

    for language in ("zh", "en"):
        sentence, hint = finding.say(language), finding.hint(language)
        assert render(finding.subject, language) in sentence
        assert "{" not in sentence + hint
    assert finding.predicate("en")[0].islower()
    assert finding.facts or not re.search("{", rule.says.en)


ERRORS = [
    param
    for param in ASKED
    if param.values[2] == "8.0" and param.values[0].level(param.values[1], "8.0") != "warning"
]


@pytest.mark.parametrize(("rule", "kind", "release"), ERRORS)
def test_a_repair_makes_the_request_legal(rule, kind, release):
    made = a_world(rule.code, kind, release)

    found = repair(made.site, made.action)

    if found.status != FOUND:
        assert rule.incurable or found.tier == ANY
        return
    site = made.site
    for action in found.actions:
        site, _ = apply(site, action)  # raises if a step of the repair is itself refused
    assert not is_refused(site, made.action)
    assert len(found.actions) >= 1


@pytest.mark.parametrize(("rule", "kind", "release"), ERRORS)
def test_a_rule_with_cures_is_repaired_gently_or_by_force(rule, kind, release):
    made = a_world(rule.code, kind, release)

    found = repair(made.site, made.action)

    if list(rule.cures(Case(made.site, made.action))):
        assert found.status == FOUND
    if found.status == FOUND and found.tier == GENTLE:
        site = made.site
        for action in found.actions:
            assert action.is_gentle(site)
            site, _ = carried_out(site, action)


@pytest.mark.parametrize(
    "rule", [rule for rule in ALL_RULES if rule.incurable is None], ids=lambda rule: rule.code
)
def test_no_single_action_repairs_what_the_repair_needs_two_for(rule):
    kind = next(kind for kind in KINDS if rule.level(kind, "8.0") is not None)
    made = a_world(rule.code, kind, "8.0")
    found = repair(made.site, made.action)
    if len(found.actions) < 2:
        return

    for name in KINDS:
        for action in requests(made.site, name):
            if action == made.action or is_refused(made.site, action):
                continue
            if found.tier == GENTLE and not action.is_gentle(made.site):
                continue
            after, _ = carried_out(made.site, action)
            assert is_refused(after, made.action), action


@pytest.mark.parametrize("release", RELEASES)
def test_answers_only_at_the_levels_of_its_matrix(release):
    """Every migration on a mixed site: a level that is not declared would raise."""
    made = a_world("cpu.vendor_differs", "VMO", "8.0")
    site = made.site.with_release(release)

    for kind in ("COLD", "SUSP", "VMO", "SVMO", "XHOST"):
        for action in requests(site, kind):
            for finding in report(site, action).findings:
                declared = finding.rule.level(finding.kind, release)
                assert declared in (finding.severity, "by facts")


def test_every_override_of_the_notes_is_a_rule_and_a_kind():
    known = {rule.code for rule in ALL_RULES}

    assert all(code in known and kind in KINDS for code, kind in NOTES_OVERRIDES)
