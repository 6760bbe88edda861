"""Canonical JSON out: the same value gives the same bytes on every machine."""

from __future__ import annotations

import json
from collections.abc import Iterable

from labs.datacenter.actions import Action
from labs.datacenter.inventory.problem import Problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.planner import Plan
from labs.datacenter.repair import Repair
from labs.datacenter.report import Report
from labs.datacenter.wire.codec import write
from labs.datacenter.wire.read import SCHEMA


def site_json(site: Site) -> dict[str, object]:
    """A site as JSON values; empty tables and defaults are left out, the release never is."""
    return {"schema": SCHEMA, **write(site), "release": site.release}


def action_json(action: Action) -> dict[str, object]:
    return write(action)


def report_json(report: Report) -> dict[str, object]:
    return {
        "release": report.release,
        "action": action_json(report.action),
        "migration_type": report.migration_type,
        "verdict": report.verdict,
        "elsewhere": report.elsewhere,
        "disputed": list(report.disputed),
        "unverified_elsewhere": list(report.unverified_elsewhere),
        "unverified": report.unverified,
        "fault": report.fault,
        "findings": [finding.as_json() for finding in report.findings],
    }


def repair_json(repair: Repair) -> dict[str, object]:
    return {
        "status": repair.status,
        "tier": repair.tier,
        "actions": [action_json(action) for action in repair.actions],
        "cost": {"actions": len(repair.actions), "copied_mb": repair.copied_mb},
        "text": {
            language: [action.say(language) for action in repair.actions]
            for language in ("en", "zh")
        },
    }


def plan_json(plan: Plan) -> dict[str, object]:
    return {
        "status": plan.status,
        "actions": [action_json(action) for action in plan.actions],
        "cost": {
            "actions": plan.cost.actions,
            "interruptions": plan.cost.interruptions,
            "copied_mb": plan.cost.copied_mb,
        },
        "text": {
            language: [action.say(language) for action in plan.actions] for language in ("en", "zh")
        },
    }


def problems_json(problems: Iterable[Problem]) -> dict[str, object]:
    return {
        "problems": [
            {
                "path": one.path,
                "text": {
                    "en": one.text.en.format(),
                    "zh": one.text.zh.format(),
                },
            }
            for one in problems
        ]
    }


def text_of(value: object) -> str:
    """Canonical text: sorted keys, no blanks, UTF-8, one newline at the end."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
