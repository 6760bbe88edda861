"""What the engine knows, rule by rule, and what it does not know."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from labs import topology
from labs.console.disputes import dispute_of
from labs.console.page import summary_of
from labs.datacenter.actions import Migrate
from labs.datacenter.releases import RELEASES
from labs.datacenter.repair import repair
from labs.datacenter.report import report
from labs.datacenter.rule import KINDS, MIGRATIONS, Rule
from labs.datacenter.rules import ALL_RULES, RULES
from labs.datacenter.text import Text
from labs.datacenter.worlds import World
from labs.examples import MOST_SEEDS, example, families, kinds_asked, release_that_asks
from studyguide.web import page_or_fragment

MARKS = ("V", "K", "E")


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule, narrowed by release, migration type, family and mark of its source."""
    release = _one_of(request.GET.get("release"), RELEASES) or request.preferences.release
    kind = _one_of(request.GET.get("type"), MIGRATIONS)
    family = _one_of(request.GET.get("family"), families())
    mark = _one_of(request.GET.get("mark"), MARKS)
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
        "all_rules": len(ALL_RULES),
        "chosen": {"release": release, "type": kind, "family": family, "mark": mark},
        "types": MIGRATIONS,
        "families": families(),
        "marks": MARKS,
        "incurable": _incurable([row["rule"] for row in rows]),
    }
    return page_or_fragment(request, "labs/rules.html", "labs/_rules.html", context)


@require_safe
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """One rule: what it says, where it is asked, and a generated world that breaks it."""
    found = RULES.get(code)
    if found is None:
        raise Http404
    release = release_that_asks(found, request.preferences.release)
    asked = kinds_asked(found, release)
    kind = _one_of(request.GET.get("type"), asked)
    seed = _seed(request.GET.get("seed", ""))
    shown = example(found, release, kind, seed) or example(found, release)
    context = {
        "section": "labs",
        "rule": found,
        "release": release,
        "asked": asked,
        "chosen_kind": kind,
        "next_seed": (seed + 1) % MOST_SEEDS,
        "matrix": _matrix(found),
        "releases_shown": RELEASES,
        **(_shown_world(shown) if shown else {}),
    }
    return render(request, "labs/rule.html", context)


@require_safe
def not_modelled(request: HttpRequest) -> HttpResponse:
    """What the engine does not know: no verdict of it covers these."""
    return render(request, "labs/not_modelled.html", {"section": "labs"})


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
        "finding": shown.finding if shown else None,
        "fault": rule.fault_in(release),
        "levels": [(kind, _letter(rule, kind, release)) for kind in MIGRATIONS],
        "objective": shown.finding.objective if shown else rule.objective_for(KINDS[0]),
    }


def _letter(rule: Rule, kind: str, release: str) -> str:
    level = rule.level(kind, release)
    return "" if level is None else str(level)


def _matrix(rule: Rule) -> list[tuple[str, list[tuple[str, str]]]]:
    """(kind of action, its level under each release), for the kinds asked in any release."""
    kinds = [one for one in KINDS if any(rule.level(one, release) for release in RELEASES)]
    return [
        (kind, [(release, _letter(rule, kind, release)) for release in RELEASES]) for kind in kinds
    ]


def _shown_world(shown: World) -> dict[str, object]:
    told = report(shown.site, shown.action)
    move = None
    if isinstance(shown.action, Migrate) and shown.action.host:
        move = (shown.action.vm, shown.action.host)
    vm = getattr(shown.action, "vm", "")
    return {
        "world": shown,
        "told": told,
        "dispute": dispute_of(told),
        "repair": repair(shown.site, shown.action) if told.errors else None,
        "selected": f"vm:{vm}" if vm else "",
        "drawings": [
            topology.layout(shown.site, form=form, move=move)
            for form in (topology.FLAT, topology.TALL)
        ],
        "summary": summary_of(shown.site),
    }


def _one_of(asked: str | None, known: tuple[str, ...]) -> str:
    return asked if asked in known else ""


def _seed(asked: str) -> int:
    """A small whole number; anything else is 0."""
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 6
    return int(asked) % MOST_SEEDS if is_number else 0
