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


def asked(rule):
    """The kinds of action and the releases to ask the rule about: all, if it speaks in few."""
    for releases in (("notes", "5.5", "8.0"), RELEASES):
        found = [
            (kind, release)
            for kind in KINDS
            for release in releases
            if rule.level(kind, release) is not None
        ]
        if found:
            return found
    return []


def refusing(rule):
    """The kinds of action that the rule may refuse."""
    return [kind for kind in KINDS if rule.level(kind, "8.0") not in (None, "warning")]


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


def test_a_rule_is_named_after_its_module():
    named = [(rule.code, type(rule).__module__.partition("rules.")[2]) for rule in ALL_RULES]

    assert [pair for pair in named if len(set(pair)) > 1] == []


def test_a_rule_has_a_test_module_of_its_own():
    missing = []
    for rule in ALL_RULES:
        family, _, name = rule.code.partition(".")
        if not (Path(__file__).parent / family / f"test_{name}.py").is_file():
            missing.append(rule.code)

    assert missing == []


def test_codes_are_unique():
    assert len({rule.code for rule in ALL_RULES}) == len(ALL_RULES)


@EVERY_RULE
def test_names_faults_of_the_api_and_an_objective(rule):
    objectives = {kind: rule.objective_for(kind) for kind in KINDS}

    assert set(rule.fault_names()) <= set(FAULTS)
    assert [one for one in objectives.items() if not re.fullmatch(r"[1-7]\.\d\d", one[1])] == []


@EVERY_RULE
def test_offers_a_cure_or_says_why_not(rule):
    cures = type(rule).cures is not Rule.cures

    assert cures != (rule.incurable is not None)


def test_a_rule_that_lacks_a_declaration_does_not_import():
    with pytest.raises(TypeError, match="must define"):
        type("Silent", (Rule,), {"__doc__": "Says nothing.", "code": "x.silent"})


@EVERY_RULE
def test_speaks_alone_in_its_world(rule):
    wrong = {}
    for kind, release in asked(rule):
        try:
            made = a_world(rule.code, kind, release)
        except LookupError as error:
            wrong[kind, release] = str(error)
            continue
        told = report(made.site, made.action)
        codes = [one.code for one in told.findings]
        if codes != [rule.code] or told.findings != (made.finding,):
            wrong[kind, release] = told.findings
        if made.finding.fault not in FAULTS:
            wrong[kind, release] = made.finding.fault

    assert asked(rule)
    assert wrong == {}


@EVERY_RULE
def test_is_rendered_with_every_fact_in_both_languages(rule):
    wrong = {}
    for kind, release in asked(rule):
        finding = a_world(rule.code, kind, release).finding
        for language in ("zh", "en"):
            sentence, hint = finding.say(language), finding.hint(language)
            if render(finding.subject, language) not in sentence or "{" in sentence + hint:
                wrong[kind, release, language] = f"{sentence} {hint}"
        if not finding.predicate("en")[0].islower():
            wrong[kind, release, "predicate"] = finding.predicate("en")
        if not finding.facts and "{" in rule.says.en:
            wrong[kind, release, "facts"] = rule.says.en

    assert wrong == {}


@EVERY_RULE
def test_a_repair_makes_the_request_legal(rule):
    wrong = {}
    for kind in refusing(rule):
        made = a_world(rule.code, kind, "8.0")
        found = repair(made.site, made.action)
        if found.status != FOUND:
            if not (rule.incurable or found.tier == ANY):
                wrong[kind] = found.status
            continue
        site = made.site
        for action in found.actions:
            site, _ = apply(site, action)  # raises if a step of the repair is itself refused
        if not found.actions or is_refused(site, made.action):
            wrong[kind] = found.actions

    assert wrong == {}


@EVERY_RULE
def test_a_rule_with_cures_is_repaired_gently_or_by_force(rule):
    wrong = {}
    for kind in refusing(rule):
        made = a_world(rule.code, kind, "8.0")
        found = repair(made.site, made.action)
        if found.status != FOUND:
            if list(rule.cures(Case(made.site, made.action))):
                wrong[kind] = found.status
        elif found.tier == GENTLE:
            site = made.site
            for action in found.actions:
                if not action.is_gentle(site):
                    wrong[kind] = action
                site, _ = carried_out(site, action)

    assert wrong == {}


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
