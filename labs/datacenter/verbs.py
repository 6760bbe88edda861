"""What each verb of the command line answers: JSON values or text, and the exit code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from labs.datacenter.actions import Action, Advance
from labs.datacenter.apply import replay
from labs.datacenter.figures import figures
from labs.datacenter.goals import Goal
from labs.datacenter.inventory.problem import problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.matrix import markdown, matrix
from labs.datacenter.planner import By, plan
from labs.datacenter.releases import RELEASES
from labs.datacenter.repair import FOUND, alternatives, repair
from labs.datacenter.report import REFUSED as REFUSED_VERDICT
from labs.datacenter.report import report
from labs.datacenter.rule import KINDS, MIGRATIONS, Rule
from labs.datacenter.rules import ALL_RULES
from labs.datacenter.wire.schema.as_json import schema_json
from labs.datacenter.wire.schema.examples import examples
from labs.datacenter.wire.schema.json_schema import json_schema
from labs.datacenter.wire.schema.markdown import schema_markdown
from labs.datacenter.wire.write import (
    action_json,
    plan_json,
    problems_json,
    repair_json,
    report_json,
    site_json,
)
from labs.datacenter.worlds import world

DONE, REFUSED, PROBLEMS = 0, 1, 2

Answer = tuple[object, int]


def check(site: Site, action: Action, *, with_repair: bool = False) -> Answer:
    """The report on a request; with its repair and its alternatives where they are asked for."""
    told = report(site, action)
    answer = report_json(told)
    if with_repair:
        answer["repair"] = repair_json(repair(site, action))
        answer["alternatives"] = [action_json(other) for other in alternatives(site, action)]
    return answer, DONE if told.is_allowed else REFUSED


def apply_all(site: Site, actions: Iterable[Action]) -> Answer:
    """Stops at the first refusal: what stands behind it may rest on what was refused."""
    events: list[object] = []
    reports: list[dict[str, object]] = []
    for action in actions:
        (step,) = replay(site, (action,))
        reports.append(report_json(step.report))
        events += [event.as_json() for event in step.events]
        site = step.site
        if not step.accepted:
            break
    refused = bool(reports) and reports[-1]["verdict"] == REFUSED_VERDICT
    answer = {"site": site_json(site), "events": events, "reports": reports}
    return answer, REFUSED if refused else DONE


def advance(site: Site, *, minutes: int, seconds: int) -> Answer:
    """The site after some time, and all that happened until then."""
    return apply_all(site, [Advance(minutes=minutes, seconds=seconds)])


def plan_way(site: Site, goals: Sequence[Goal], by: By) -> Answer:
    """The cheapest list of requests after which every goal holds."""
    found = plan(site, goals, by=by)
    return plan_json(found), DONE if found.status == FOUND else REFUSED


def report_figures(site: Site) -> Answer:
    """Every derived figure and standing warning."""
    return figures(site), DONE


def print_matrix(release: str | None, *, as_markdown: bool, all_kinds: bool) -> Answer:
    """Rule by kind of action, under one release or all."""
    releases = (release,) if release in RELEASES else RELEASES
    kinds = KINDS if all_kinds else MIGRATIONS
    if as_markdown:
        return "\n".join(markdown(one, kinds=kinds) for one in releases), DONE
    return {
        one: {row.code: row.levels for row in matrix(one, kinds=kinds)} for one in releases
    }, DONE


def rules(release: str) -> Answer:
    """Every rule as it is under a release."""
    return {"release": release, "rules": [_rule_json(rule, release) for rule in ALL_RULES]}, DONE


def _rule_json(rule: Rule, release: str) -> dict[str, object]:
    levels = {kind: rule.level(kind, release) for kind in KINDS}
    return {
        "code": rule.code,
        "fault": rule.fault_in(release),
        "faults": list(rule.fault_names()),
        "asks": {kind: level for kind, level in levels.items() if level},
        "source": rule.source.text,
        "mark": rule.source.mark,
        "unverified_in": list(rule.source.unverified_in),
        "objectives": {kind: rule.objective_for(kind) for kind, level in levels.items() if level},
        "says": _both(rule.says),
        "hint": _both(rule.hint),
        "incurable": _both(rule.incurable) if rule.incurable else None,
    }


def _both(text: object) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}


def generate(code: str, kind: str, *, release: str, seed: int) -> Answer:
    """A site, a request and the one finding on it."""
    try:
        made = world(code, kind, release=release, seed=seed)
    except LookupError:
        none = problem(
            "",
            "在{release}中没有规则{rule}针对{type}的站点",
            "under {release} there is no world for the rule {rule} and {type}",
            release=release,
            rule=code,
            type=kind,
        )
        return problems_json([none]), REFUSED
    return {
        "site": site_json(made.site),
        "action": action_json(made.action),
        "expected": made.finding.as_json(),
    }, DONE


def schema(*, form: str, language: str) -> Answer:
    """The format: as JSON, as Markdown, or as JSON Schema."""
    if form == "markdown":
        return schema_markdown(language), DONE
    return (json_schema() if form == "json-schema" else schema_json()), DONE


def example(name: str) -> Answer:
    """One of the examples of the schema alone, ready to be a file."""
    return examples()[name], DONE
