"""The labs one can do, and one lab before it is begun."""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from labs import selectors, services, shelf
from labs.console.page import drawings, summary_of
from labs.forms import StartForm
from labs.models import Mode
from labs.scenarios import Lab
from studyguide.accounts.guests import learner_for
from studyguide.blueprint import Chapter, blueprint
from studyguide.web import redirect_to

SHOWN_RUNS = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every lab with its best result, and the runs one can go on with."""
    best, running = {}, []
    if request.user.is_authenticated:
        services.close_overdue(now=timezone.now(), learner=request.user)
        best = selectors.best_percents(learner=request.user)
        running = selectors.running_runs(learner=request.user)
    resumable = selectors.newest_by_lab(running)
    rows = [
        {"lab": lab, "best": best.get(lab.slug), "running": resumable.get(lab.slug)}
        for lab in shelf.labs().values()
    ]
    context = {
        "section": "labs",
        "chapters": _by_chapter(rows),
        "running": running,
        "problems": (),
    }
    if request.user.is_authenticated and request.user.is_administrator:
        context["problems"] = shelf.problems()
    return render(request, "labs/index.html", context)


def _by_chapter(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The chapters that have labs, in their order, each with its labs: the short ones first."""
    shown = {chapter: [] for chapter in blueprint().chapters}
    for row in sorted(rows, key=lambda row: row["lab"].minutes):
        shown[_chapter_of(row["lab"])].append(row)
    return [{"chapter": chapter, "rows": labs} for chapter, labs in shown.items() if labs]


def _chapter_of(lab: Lab) -> Chapter:
    """The chapter of most of its objectives; of its first ones where two have as many."""
    objectives = blueprint().objectives
    counted = Counter(objectives[one].chapter for one in lab.objectives)
    return counted.most_common(1)[0][0]


@require_http_methods(["GET", "HEAD", "POST"])
def lab(request: HttpRequest, lab: str) -> HttpResponse:
    """The story and the task; a post begins a run."""
    found = shelf.seeded(lab, _seed(request))
    if found is None:
        raise Http404
    if request.method != "POST":
        return _page(request, found, None)
    form = StartForm(request.POST, releases=found.allowed_releases)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    run = services.start_run(
        learner=learner_for(request),
        lab=found,
        release=form.cleaned_data["release"],
        mode=form.cleaned_data["mode"],
        at=timezone.now(),
    )
    return redirect_to(request, reverse("labs:run", args=[run.id]))


def _seed(request: HttpRequest) -> int:
    """The seed asked for, by the address or by the form; what is none asks for a lab unseeded."""
    text = request.POST.get("seed") or request.GET.get("seed") or "0"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _mode(request: HttpRequest) -> str:
    """The mode to offer first: the one just sent, or asked for by the address."""
    asked = request.POST.get("mode") or request.GET.get("mode", "")
    return asked if asked in Mode.values else Mode.PRACTICE


def _page(
    request: HttpRequest, lab: Lab, form: StartForm | None, *, status: int = 200
) -> HttpResponse:
    preferred = request.preferences.release
    release = preferred if preferred in lab.allowed_releases else lab.allowed_releases[-1]
    runs = []
    if request.user.is_authenticated:
        services.close_overdue(now=timezone.now(), learner=request.user)
        runs = list(selectors.runs_of_lab(learner=request.user, lab=lab.slug)[:SHOWN_RUNS])
    site = lab.site(release)
    context = {
        "section": "labs",
        "lab": lab,
        "form": form,
        "modes": Mode,
        "mode": _mode(request),
        "release": release,
        "runs": runs,
        "running": next((run for run in runs if not run.is_finished), None),
        "drawings": drawings(site),
        "summary": summary_of(site),
    }
    return render(request, "labs/lab.html", context, status=status)
