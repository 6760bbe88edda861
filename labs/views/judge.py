"""Judge the move: one card at a time; allowed or refused, and by what? Then the findings."""

from __future__ import annotations

import json
import secrets
from fractions import Fraction

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from labs import topology
from labs.console.disputes import dispute_of
from labs.console.objects import select
from labs.console.page import summary_of
from labs.datacenter.actions import Migrate
from labs.datacenter.case import Case
from labs.datacenter.releases import RELEASES
from labs.datacenter.rule import Finding, Rule
from labs.datacenter.wire.write import action_json, site_json
from labs.examples import example
from labs.forms import JudgeForm
from labs.judging import ALLOWED, LARGEST_SEED, Card, card, next_seed
from labs.views.rule import one_of
from studyguide import progress
from studyguide.accounts.guests import learner_for
from studyguide.accounts.models import User
from studyguide.web import page_or_fragment

SOURCE = "card"
HALF = Fraction(1, 2)
EXAMPLES = (1, 2, 3)  # worlds to take a sentence from


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest) -> HttpResponse:
    """A card by its number and release; without a number, any card. A post is an answer."""
    asked = request.POST if request.method == "POST" else request.GET
    release = one_of(asked.get("release"), RELEASES) or request.preferences.release
    number = asked.get("n", "")
    if not number:
        return HttpResponseRedirect(_address(1 + secrets.randbelow(LARGEST_SEED), release))
    shown = _card(number, release)
    answer, status = "", 200
    if request.method == "POST":
        form = JudgeForm(request.POST, codes=[rule.code for rule in shown.choices])
        if form.is_valid():
            answer = form.cleaned_data["answer"]
            _record(learner_for(request), shown, answer)
        else:
            status = 422
    context = _context(request, shown, answer) | {"incomplete": status == 422}
    return page_or_fragment(request, "labs/judge.html", "labs/_judge.html", context, status=status)


def _card(number: str, release: str) -> Card:
    if not (number.isascii() and number.isdigit() and len(number) <= len(str(LARGEST_SEED))):
        raise Http404
    seed = int(number)
    if not 1 <= seed <= LARGEST_SEED:
        raise Http404
    try:
        return card(seed, release)
    except LookupError:
        raise Http404 from None


def _address(seed: int, release: str) -> str:
    return f"{reverse('labs:judge')}?n={seed}&release={release}"


@transaction.atomic
def _record(learner: User, shown: Card, answer: str) -> None:
    """Keeps the first answer to a card: a second one has seen what is right."""
    item = f"card {shown.release} {shown.seed}"
    score = Fraction(shown.is_right(answer)) or HALF * shown.saw_the_verdict(answer)
    progress.record_once(
        learner=learner,
        objective=shown.objective,
        source=SOURCE,
        item=item,
        score=score,
        at=timezone.now(),
    )


def _context(request: HttpRequest, shown: Card, answer: str) -> dict[str, object]:
    language = request.preferences.language
    action = shown.action
    move = (action.vm, action.host) if isinstance(action, Migrate) and action.host else None
    tally = (0, 0)
    if request.user.is_authenticated:
        tally = progress.right_of(learner=request.user, source=SOURCE)
    return {
        "section": "labs",
        "card": shown,
        "choices": [_choice(rule, shown) for rule in shown.choices],
        "harmless": _sounds(shown.harmless, shown) if shown.harmless and answer else None,
        "answer": answer,
        "is_right": bool(answer) and shown.is_right(answer),
        "saw_verdict": bool(answer) and shown.saw_the_verdict(answer),
        "told": shown.report,
        "dispute": dispute_of(shown.report),
        "drawings": [
            topology.layout(shown.site, form=form, move=move)
            for form in (topology.FLAT, topology.TALL)
        ],
        "summary": summary_of(shown.site),
        "facts": _facts(shown, language),
        "as_json": _as_json(shown),
        "allowed": ALLOWED,
        "next": _address(next_seed(shown.seed), shown.release),
        "right": tally[0],
        "judged": tally[1],
    }


def _choice(rule: Rule, shown: Card) -> dict[str, object]:
    """A rule to choose: its fault, and how it sounds in another world, maybe of another move."""
    return {"rule": rule, "fault": rule.fault_in(shown.release), "sounds": _sounds(rule, shown)}


def _sounds(rule: Rule, shown: Card) -> Finding | None:
    """What the rule says elsewhere, not with the very numbers of the card where it can."""
    kind = shown.kind if rule.level(shown.kind, shown.release) is not None else ""
    here = {one.predicate("en") for one in shown.report.findings}
    first = None
    for seed in EXAMPLES:
        made = example(rule, shown.release, kind, seed=seed)
        if made is not None and made.finding.predicate("en") not in here:
            return made.finding
        first = first or made
    return first.finding if first else None


def _facts(shown: Card, language: str) -> list[dict[str, object]]:
    """What the card is about, in words: the machine, its host, the target host and datastore."""
    case = Case(shown.site, shown.action)
    refs = [f"vm:{case.vm.name}", f"host:{case.source.name}"]
    if case.target is not case.source:
        refs.append(f"host:{case.target.name}")
    if case.datastore is not None:
        refs.append(f"datastore:{case.datastore.name}")
    selected = (select(shown.site, ref, language=language, allowed=()) for ref in refs)
    return [{"name": one.name, "state": one.state_word, "facts": one.facts} for one in selected]


def _as_json(shown: Card) -> str:
    whole = {"site": site_json(shown.site), "action": action_json(shown.action)}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True)
