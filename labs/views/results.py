"""A finished run's result, and the replay of any run."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from labs import selectors, shelf
from labs.console.disputes import dispute_of
from labs.console.page import summary_of
from labs.console.replaying import Replay, frame
from labs.console.review import Review
from labs.views.console import run_or_404
from studyguide.accounts.access import sign_in_required
from studyguide.web import page_or_fragment


@require_safe
@sign_in_required
def result(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The grade as it was recorded; where mended rules would judge otherwise, both."""
    run = run_or_404(request, run_id)
    if not run.is_finished:
        return redirect("labs:run", run_id)
    standing = selectors.standing_of(run)
    if standing and standing.lab.is_free:
        return _free_result(request, standing)
    now = None
    if standing and run.engine_digest != shelf.engine_digest():
        now = standing.assessment if standing.assessment.points != run.points else None
    context = {
        "section": "labs",
        "run": run,
        "grade": run.grade,
        "now": now,
        "standing": standing,
        "review": Review(standing) if standing else None,
        "lab": shelf.lab_of(run.version, run.seed),
        "again": shelf.labs().get(run.lab),
    }
    return render(request, "labs/result.html", context)


def _free_result(request: HttpRequest, standing: selectors.Standing) -> HttpResponse:
    """What is left of free play: nothing to grade."""
    run = standing.run
    context = {"run": run, "grade": run.grade, "standing": standing, "lab": standing.lab}
    return render(request, "labs/free_result.html", {"section": "labs", **context})


@require_safe
@sign_in_required
def replay(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The run step by step: the drawing, and what happened."""
    run = run_or_404(request, run_id)
    standing = selectors.standing_of(run)
    if standing is None:
        return render(request, "labs/unreadable.html", {"section": "labs", "run": run})
    shown: Replay = frame(standing, request.GET.get("step", ""))
    context = {
        "section": "labs",
        "run": run,
        "lab": standing.lab,
        "standing": standing,
        "replay": shown,
        "dispute": dispute_of(shown.report) if shown.report else None,
        "summary": summary_of(shown.site),
        "own": True,
    }
    return page_or_fragment(request, "labs/replay.html", "labs/_replay.html", context)
