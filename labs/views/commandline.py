"""The command line of a running lab: a line is a form like any other, completion is JSON."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from labs import commands, selectors, services
from labs.commands import LONGEST_LINE, Command
from labs.console.live import IDLE
from labs.console.page import address, asked_of
from labs.console.talk import OF_A_LAB, about
from labs.forms import LineForm
from labs.models import LabRun
from labs.selectors import Standing
from labs.views.console import answer_refusal, answer_trouble, run_or_404, trouble_of_form
from studyguide.accounts.access import sign_in_required
from studyguide.web import redirect_to

KEPT = ("pane", "panel", "of", "page")
MOVES: dict[str, Callable[..., LabRun]] = {
    "undo": services.undo,
    "redo": services.redo,
    "reset": services.reset,
}


@require_POST
@sign_in_required
def type_line(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """A typed line: an action becomes a step, a question leads to the page with its answer."""
    found = run_or_404(request, run_id)
    back = asked_of(QueryDict(request.POST.get("back", "")[:2000]))
    form = LineForm(request.POST)
    if not form.is_valid():
        return answer_trouble(request, found, back, trouble_of_form(form))
    standing = selectors.standing_of(found)
    if standing is None:
        return render(request, "labs/unreadable.html", {"section": "labs", "run": found})
    command = commands.read(form.cleaned_data["line"], standing.site, standing.lab.actions)
    if not isinstance(command, Command):
        return _answered(standing, back, form.cleaned_data["line"])
    try:
        return _done(request, standing, command, back, form.cleaned_data)
    except services.NothingThere:
        return _answered(standing, back, command.do, idle=True)
    except services.RunRefusal as refusal:
        return answer_refusal(request, found, refusal, back, command.action)


def _done(
    request: HttpRequest,
    standing: Standing,
    command: Command,
    back: dict[str, str],
    sent: dict[str, object],
) -> HttpResponse:
    run, now = standing.run, timezone.now()
    kept = {name: back[name] for name in (*KEPT, "object") if name in back}
    if command.do == "act":
        step = services.take_step(
            run=run, head=sent["head"], token=sent["token"], action=command.action, at=now
        )
        shown = about(command.action) or back.get("object", "")
        return HttpResponseRedirect(
            address(run.id, **{**kept, "object": shown, "told": step.number})
        )
    if standing.lab.is_free and command.do in OF_A_LAB:
        return _answered(standing, back, command.do)
    if command.do in MOVES:
        MOVES[command.do](run=run, head=sent["head"], at=now)
        return _answered(standing, kept, command.do)
    if command.do == "hint":
        services.take_hint(run=run, level=run.hints + 1, at=now)
    if command.do == "finish":
        services.finish(run=run, head=sent["head"], at=now)
        return redirect_to(request, reverse("labs:result", args=[run.id]))
    return _answered(standing, back, sent["line"])


def _answered(
    standing: Standing, back: dict[str, str], line: str, *, idle: bool = False
) -> HttpResponse:
    """To the console, which answers the line of its address; `idle`: nothing could be done."""
    kept = {name: back[name] for name in back if name not in ("told", "line", "go", IDLE)}
    flag = {IDLE: "1"} if idle else {}
    return HttpResponseRedirect(address(standing.run.id, **kept, **flag, line=line or " "))


@require_safe
@never_cache
@sign_in_required
def complete(request: HttpRequest, run_id: UUID) -> JsonResponse:
    """How a line could go on: `{"stem": …, "offers": […]}`, each offer stands behind the stem."""
    found = run_or_404(request, run_id)
    line = request.GET.get("line", "")[:LONGEST_LINE]
    standing = None if found.is_finished else selectors.standing_of(found)
    offers = commands.complete(line, standing.site, standing.lab.actions) if standing else ()
    return JsonResponse({"stem": commands.stem(line), "offers": offers})
