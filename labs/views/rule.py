"""The page of one rule: what it says, where it is asked, and a world to ask the engine about."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from labs import topology
from labs.asking import Asked, ask
from labs.console.disputes import dispute_of
from labs.console.page import summary_of
from labs.datacenter.actions import Migrate
from labs.datacenter.releases import RELEASES
from labs.datacenter.rule import KINDS, Rule, Severity
from labs.datacenter.rules import RULES
from labs.datacenter.worlds import World
from labs.examples import MOST_SEEDS, example, kinds_asked, release_that_asks
from labs.kinds import groups, rows
from studyguide.web import page_or_fragment

REPORT, PROOF = "report", "proof"
MOST_TAGS = 6


@require_safe
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """One rule; asked by the address, the report on its world under any release."""
    found = RULES.get(code)
    if found is None:
        raise Http404
    release = release_that_asks(found, request.preferences.release)
    asked = kinds_asked(found, release)
    kind = one_of(request.GET.get("type"), asked)
    seed = _seed(request.GET.get("seed", ""))
    judge = one_of(request.GET.get("by"), RELEASES) or release
    step = one_of(request.GET.get("ask"), (REPORT, PROOF))
    shown = example(found, release, kind, seed) or example(found, release)
    context = {
        "section": "labs",
        "rule": found,
        "family": code.partition(".")[0],
        "release": release,
        "judge": judge,
        "asked_kinds": asked,
        "kind_groups": groups(asked) if len(asked) > MOST_TAGS else (),
        "chosen_kind": kind,
        "seed": seed,
        "next_seed": (seed + 1) % MOST_SEEDS,
        "matrix": _matrix(found),
        "releases_shown": RELEASES,
        **(_shown_world(shown) if shown else {}),
        **(_answer(ask(shown, release=judge, with_proof=step == PROOF)) if shown and step else {}),
    }
    return page_or_fragment(request, "labs/rule.html", "labs/_asked.html", context)


def _matrix(rule: Rule) -> list:
    """Kinds asked in any release, with their levels under each; those alike in one row."""

    def levels(kind: str) -> tuple[str, ...]:
        return tuple(str(rule.level(kind, release) or "") for release in RELEASES)

    return list(rows((kind for kind in KINDS if any(levels(kind))), levels))


def _shown_world(shown: World) -> dict[str, object]:
    move = None
    if isinstance(shown.action, Migrate) and shown.action.host:
        move = (shown.action.vm, shown.action.host)
    vm = getattr(shown.action, "vm", "")
    return {
        "world": shown,
        "errors": int(shown.finding.severity is Severity.ERROR),
        "selected": f"vm:{vm}" if vm else "",
        "drawings": [
            topology.layout(shown.site, form=form, move=move)
            for form in (topology.FLAT, topology.TALL)
        ],
        "summary": summary_of(shown.site),
    }


def _answer(asked: Asked) -> dict[str, object]:
    return {
        "answer": asked,
        "told": asked.report,
        "dispute": dispute_of(asked.report),
        "repair": asked.repair,
    }


def one_of(asked: str | None, known: tuple[str, ...]) -> str:
    return asked if asked in known else ""


def _seed(asked: str) -> int:
    """A small whole number; anything else is 0."""
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 6
    return int(asked) % MOST_SEEDS if is_number else 0
