"""The console of a running lab: one page, and a post for everything that changes the run."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from labs import selectors, services
from labs.commands import verb_of
from labs.console.deadline import deadline_of
from labs.console.live import still
from labs.console.page import DOINGS, address, asked_again, asked_of, console
from labs.datacenter.actions import ACTIONS
from labs.datacenter.inventory.site import KINDS
from labs.forms import ActionForm, BranchForm, HeadForm, HintForm
from labs.models import LabRun
from labs.services import MOST_STEPS
from studyguide.accounts.access import sign_in_required
from studyguide.web import page_or_fragment, redirect_to

OF_TIME = ("Advance", "CancelTask")  # about no object: the page stays as it is


@require_safe
@never_cache
@sign_in_required
def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The console; a finished run leads to its result."""
    found = run_or_404(request, run_id)
    if found.is_finished:
        return redirect_to(request, reverse("labs:result", args=[run_id]))
    return _console(request, found, asked_of(request.GET))


@require_POST
@sign_in_required
def act(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """One action: carried out or refused, it becomes a step."""
    found = run_or_404(request, run_id)
    back = asked_of(QueryDict(request.POST.get("back", "")[:2000]))
    again = asked_again(request.POST, back)
    if again is not None:
        return HttpResponseRedirect(address(run_id, **again))
    form = ActionForm(request.POST)
    if not form.is_valid():
        return answer_trouble(request, found, back, trouble_of_form(form))
    try:
        step = services.take_step(
            run=found,
            head=form.cleaned_data["head"],
            token=form.cleaned_data["token"],
            action=form.cleaned_data["action"],
            at=timezone.now(),
        )
    except services.RunRefusal as refusal:
        return answer_refusal(request, found, refusal, back, form.cleaned_data["action"])
    return HttpResponseRedirect(address(run_id, **_after(step, back)))


@require_POST
@sign_in_required
def undo(request: HttpRequest, run_id: UUID) -> HttpResponse:
    return _moved(request, run_id, services.undo)


@require_POST
@sign_in_required
def redo(request: HttpRequest, run_id: UUID) -> HttpResponse:
    return _moved(request, run_id, services.redo)


@require_POST
@sign_in_required
def reset(request: HttpRequest, run_id: UUID) -> HttpResponse:
    return _moved(request, run_id, services.reset)


@require_POST
@sign_in_required
def branch(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Goes back to a line of steps that was left behind."""
    found = run_or_404(request, run_id)
    form = BranchForm(request.POST)
    if not form.is_valid():
        return answer_trouble(request, found, {"do": "history"}, trouble_of_form(form))
    try:
        services.go_to_branch(run=found, at=timezone.now(), **form.cleaned_data)
    except services.RunRefusal as refusal:
        return answer_refusal(request, found, refusal, {"do": "history"})
    return HttpResponseRedirect(address(run_id, do="history"))


@require_POST
@sign_in_required
def hint(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Opens the next hint."""
    found = run_or_404(request, run_id)
    form = HintForm(request.POST)
    back = asked_of(QueryDict(request.POST.get("back", "")[:2000]))
    if not form.is_valid():
        return answer_trouble(
            request, found, back, _("There is no such hint. Open them one by one.")
        )
    try:
        services.take_hint(run=found, level=form.cleaned_data["level"], at=timezone.now())
    except services.RunRefusal as refusal:
        return answer_refusal(request, found, refusal, back)
    return HttpResponseRedirect(address(run_id, **(back | {"pane": "task"})))


@require_POST
@sign_in_required
def finish(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Grades the run and closes it."""
    found = run_or_404(request, run_id)
    form = HeadForm(request.POST)
    if not form.is_valid():
        return answer_trouble(request, found, {"do": "check"}, trouble_of_form(form))
    try:
        services.finish(run=found, head=form.cleaned_data["head"], at=timezone.now())
    except services.RunRefusal as refusal:
        return answer_refusal(request, found, refusal, {"do": "check"})
    return redirect_to(request, reverse("labs:result", args=[run_id]))


def run_or_404(request: HttpRequest, run_id: UUID) -> LabRun:
    """The run if it is this learner's own, closed if its time is up; others do not exist."""
    found = selectors.run_of(learner=request.user, id=run_id)
    if found is None:
        raise Http404
    return services.closed_if_overdue(run=found, now=timezone.now())


def _moved(request: HttpRequest, run_id: UUID, move: Callable[..., LabRun]) -> HttpResponse:
    found = run_or_404(request, run_id)
    form = HeadForm(request.POST)
    back = asked_of(QueryDict(request.POST.get("back", "")[:2000]))
    if not form.is_valid():
        return answer_trouble(request, found, back, trouble_of_form(form))
    try:
        move(run=found, head=form.cleaned_data["head"], at=timezone.now())
    except services.RunRefusal as refusal:
        return answer_refusal(request, found, refusal, back)
    kept = {name: back[name] for name in ("object", "pane", "view", "tab", "find") if name in back}
    return HttpResponseRedirect(address(run_id, **kept, **still(back), line=move.__name__))


def _after(step: object, back: dict[str, str]) -> dict[str, object]:
    """Where an action leads: its answer beside its object; a repair goes back to its wizard."""
    action = step.action
    named = next((kind for kind in KINDS if kind in action), None)
    ref = f"{named}:{action[named]}" if named else ""
    asks = back.get("do", "")
    if asks and asks not in DOINGS and asks != verb_of(ACTIONS[action["type"]]):
        return {**back, "told": step.number}
    kept = {name: back[name] for name in ("view", "tab", "find") if name in back}
    pane = back.get("pane") if action["type"] in OF_TIME else "act"
    where = {"object": back.get("object") or ref, "pane": pane, "told": step.number}
    return where | kept | still(back)


def _console(
    request: HttpRequest,
    found: LabRun,
    asked: dict[str, str],
    *,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    standing = selectors.standing_of(found)
    if standing is None:
        return render(request, "labs/unreadable.html", {"section": "labs", "run": found})
    context = console(standing, asked, language=request.preferences.language, token=uuid.uuid4())
    context["trouble"] = trouble
    context["deadline"] = deadline_of(found.deadline_at, timezone.now())
    return page_or_fragment(request, "labs/run.html", "labs/_console.html", context, status=status)


def answer_trouble(
    request: HttpRequest, found: LabRun, back: dict[str, str], words: str
) -> HttpResponse:
    """The console as it stands, with what went wrong; nothing was changed."""
    if found.is_finished:
        return redirect_to(request, reverse("labs:result", args=[found.id]))
    return _console(request, found, back, trouble=words, status=422)


def trouble_of_form(form: ActionForm | HeadForm) -> str:
    """The first complaint that a person can do something about."""
    for field in ("ack", "action"):
        for error in form.errors.get(field, ()):
            return str(error)
    return _("The form was incomplete. Nothing was changed; this is the run as it stands.")


def answer_refusal(
    request: HttpRequest,
    found: LabRun,
    refusal: services.RunRefusal,
    back: dict[str, str],
    action: object = None,
) -> HttpResponse:
    if isinstance(refusal, services.RunIsFinished):
        return redirect_to(request, reverse("labs:result", args=[found.id]))
    fresh = run_or_404(request, found.id)
    words = _words_of(refusal, action.say(request.preferences.language) if action else "")
    return answer_trouble(request, fresh, back, words)


def _words_of(refusal: services.RunRefusal, sentence: str) -> str:
    if isinstance(refusal, services.StaleHead):
        words = _("This run has moved on since this page was shown, perhaps in another tab.")
        kept = _("Below is the run as it stands now.")
        if sentence:
            kept = _("“%(action)s” was not carried out; ask again if you still want it.") % {
                "action": sentence
            }
        return f"{words} {kept}"
    if isinstance(refusal, services.TooManySteps):
        return _(
            "This run holds %(most)d steps, the most a run can keep. Finish it, or start the "
            "lab again."
        ) % {"most": MOST_STEPS}
    if isinstance(refusal, services.NoSuchObject):
        return _("The site has no %s. Nothing was changed.") % refusal
    if isinstance(refusal, services.NotOffered):
        if not sentence:
            return _("A graded run offers no hints. Practice does.")
        return _("This lab does not offer that action. The object's pane lists those it does.")
    return _("There is nothing to do here. This is the run as it stands.")
