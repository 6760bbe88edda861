"""The sandbox: a world is chosen, made or pasted, and played in without a task."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from labs import sandbox, selectors, services
from labs.datacenter.words import Pacing
from labs.forms import SandboxForm
from labs.services import MOST_FREE_RUNS
from labs.views.console import run_or_404
from studyguide.accounts.access import sign_in_required
from studyguide.accounts.guests import learner_for
from studyguide.web import redirect_to

SHOWN_COMPLAINTS = 50


@require_http_methods(["GET", "HEAD", "POST"])
def free_play(request: HttpRequest) -> HttpResponse:
    """The worlds and switches to choose from; a post begins a run."""
    if request.method != "POST":
        return _page(request, SandboxForm())
    form = SandboxForm(request.POST, request.FILES)
    lab = form.lab
    if lab is None:
        return _page(request, form, status=422)
    try:
        run = services.start_free_run(
            learner=learner_for(request), lab=lab, release=form.release_of_run, at=timezone.now()
        )
    except services.TooManyWorlds:
        words = _("You keep %(most)d worlds, the most one can keep. Remove one below.")
        return _page(request, form, trouble=words % {"most": MOST_FREE_RUNS}, status=422)
    return redirect_to(request, reverse("labs:run", args=[run.id]))


@require_POST
@sign_in_required
def remove(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Removes a run of the sandbox; those of labs stay for ever."""
    found = run_or_404(request, run_id)
    try:
        services.remove_free_run(run=found)
    except services.NotOffered:
        raise Http404 from None
    messages.success(request, _("The world was removed."))
    return redirect_to(request, reverse("labs:sandbox"))


def _page(
    request: HttpRequest, form: SandboxForm, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    runs = selectors.free_runs(learner=request.user) if request.user.is_authenticated else ()
    context = {
        "section": "labs",
        "form": form,
        "trouble": trouble,
        "given": _given(request, form),
        "complaints": _told(form.complaints[:SHOWN_COMPLAINTS], request.preferences.language),
        "unshown": len(form.complaints[SHOWN_COMPLAINTS:]),
        "worlds": sandbox.WORLDS,
        "sizes": sandbox.SIZES,
        "pacings": tuple(Pacing),
        "runs": runs,
        "limits": sandbox,
    }
    return render(request, "labs/sandbox.html", context, status=status)


def _told(complaints: sandbox.Complaints, language: str) -> list[dict[str, object]]:
    """Where and what, in the reader's language; an empty pointer is the whole."""
    return [
        {
            "pointer": one.problem.path or "/",
            "line": one.line,
            "text": one.problem.text.in_language(language).format(),
        }
        for one in complaints
    ]


def _given(request: HttpRequest, form: SandboxForm) -> dict[str, object]:
    """What the form shows: what was sent, else what one begins with."""
    if not form.is_bound:
        return {
            "world": next(iter(sandbox.WORLDS)),
            "release": request.preferences.release,
            "keep": True,
            "failures": True,
            "repair": "any",
            "size": next(iter(sandbox.SIZES)),
        }
    names = ("world", "seed", "size", "text", "keep", "release", "pacing", "failures", "repair")
    given = {name: request.POST.get(name, "") for name in names}
    uploaded = getattr(form, "cleaned_data", {}).get("file")
    return given | ({"text": uploaded} if uploaded else {})
