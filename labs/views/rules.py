"""What the engine knows, rule by rule, what it does not know, and the format it reads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from labs.datacenter.releases import RELEASES
from labs.datacenter.rule import BY_FACTS, KINDS, MIGRATIONS, Rule
from labs.datacenter.rules import ALL_RULES
from labs.datacenter.text import Text
from labs.datacenter.wire.schema.answers import (
    FINDING_MEANS,
    REPAIR_MEANS,
    REPORT_MEANS,
    SETTINGS_MEAN,
)
from labs.datacenter.wire.schema.examples import examples
from labs.datacenter.wire.schema.json_schema import json_schema
from labs.datacenter.wire.schema.records import actions, goals, records, tables, vocabularies
from labs.examples import example, families, release_that_asks
from labs.kinds import Group, groups
from labs.not_modelled import NOT_MODELLED
from labs.views.rule import one_of
from studyguide.web import page_or_fragment

MARKS = ("V", "K", "E")


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule, narrowed by release, migration type, family and mark of its source."""
    release = one_of(request.GET.get("release"), RELEASES) or request.preferences.release
    kind = one_of(request.GET.get("type"), MIGRATIONS)
    family = one_of(request.GET.get("family"), families())
    mark = one_of(request.GET.get("mark"), MARKS)
    rows = [
        _row(rule, release)
        for rule in ALL_RULES
        if (not kind or rule.level(kind, release) is not None)
        and (not family or rule.code.startswith(f"{family}."))
        and (not mark or rule.source.mark == mark)
    ]
    context = {
        "section": "labs",
        "rows": rows,
        "by_family": _by_family(rows),
        "all_rules": len(ALL_RULES),
        "chosen": {"release": release, "type": kind, "family": family, "mark": mark},
        "types": MIGRATIONS,
        "families": families(),
        "marks": MARKS,
        "incurable": _incurable([row["rule"] for row in rows]),
    }
    return page_or_fragment(request, "labs/rules.html", "labs/_rules.html", context)


@require_safe
def not_modelled(request: HttpRequest) -> HttpResponse:
    """What the engine does not know: no verdict of it covers these."""
    context = {"section": "labs", "areas": NOT_MODELLED}
    return render(request, "labs/not_modelled.html", context)


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The format of sites, requests, goals and reports, told from the engine's own classes."""
    if request.GET.get("form") == "json-schema":
        return HttpResponse(
            json.dumps(json_schema(), ensure_ascii=False, indent=1),
            content_type="application/schema+json",
        )
    context = {"section": "labs", "told": _schema(request.preferences.language)}
    return render(request, "labs/schema.html", context)


@cache
def _schema(language: str) -> SafeString:
    """What the page tells; nothing but the reader's language, which is active, changes it."""
    context = {
        "lang": language,
        "settings": SETTINGS_MEAN,
        "tables": tables(),
        "records": records(),
        "action_groups": _action_groups(),
        "goals": goals(),
        "words": vocabularies(),
        "answers": {"report": REPORT_MEANS, "finding": FINDING_MEANS, "repair": REPAIR_MEANS},
        "examples": _examples(),
    }
    return render_to_string("labs/_schema.html", context)


@cache
def _examples() -> dict[str, str]:
    return {
        name: json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
        for name, value in examples().items()
    }


def _action_groups() -> list[dict[str, object]]:
    told = {one.name: one for one in actions()}
    return [
        {"label": group.label, "requests": [told[name] for name in group.kinds]}
        for group in groups(told)
    ]


def _incurable(rules: list[Rule]) -> list[tuple[Text, list[str]]]:
    """Why no action cures some rules: each reason, and the rules that give it."""
    codes: dict[Text, list[str]] = {}
    for rule in rules:
        if rule.incurable:
            codes.setdefault(rule.incurable, []).append(rule.code)
    return list(codes.items())


def _row(rule: Rule, release: str) -> dict[str, object]:
    shown = example(rule, release_that_asks(rule, release))
    return {
        "rule": rule,
        "family": rule.code.partition(".")[0],
        "finding": shown.finding if shown else None,
        "fault": rule.fault_in(release),
        "levels": _migrations(rule, release),
        "others": _others(rule, release),
        "objective": shown.finding.objective if shown else rule.objective_for(KINDS[0]),
    }


def _level(rule: Rule, kinds: Iterable[str], release: str) -> str:
    """The level that kinds have in common, "by facts" where they differ, "" where none is asked."""
    levels = {str(rule.level(kind, release) or "") for kind in kinds}
    return levels.pop() if len(levels) == 1 else BY_FACTS


def _migrations(rule: Rule, release: str) -> list[tuple[str, str]]:
    """(migration type, level) of those asked; one line without a type where all are alike."""
    together = _level(rule, MIGRATIONS, release)
    if together != BY_FACTS:
        return [("", together)] if together else []
    asked = [(kind, _level(rule, (kind,), release)) for kind in MIGRATIONS]
    return [(kind, level) for kind, level in asked if level]


def _others(rule: Rule, release: str) -> list[tuple[Group, str]]:
    """(group, level) of the other kinds of action that are asked."""
    asked = [kind for kind in KINDS if kind not in MIGRATIONS and rule.level(kind, release)]
    return [(group, _level(rule, group.kinds, release)) for group in groups(asked)]


def _by_family(rows: list[dict[str, object]]) -> list[tuple[str, list[dict[str, object]]]]:
    """Rows under the family they belong to, in the order of a report."""
    order = families()
    ordered = sorted(rows, key=lambda row: order.index(row["family"]))
    return [
        (family, list(some)) for family, some in groupby(ordered, key=lambda row: row["family"])
    ]
