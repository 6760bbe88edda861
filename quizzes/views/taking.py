"""A running attempt: its questions one by one, each answer saved as it is chosen."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quizzes import kinds
from quizzes.attempts import selectors, services
from quizzes.attempts.models import Attempt, AttemptItem
from quizzes.views.question import FILTERS, Conflict, question_page
from quizzes.widgets import widget
from quizzes.widgets.answer_form import AnswerForm
from studyguide.accounts.access import sign_in_required
from studyguide.text import LANGUAGES
from studyguide.web import page_or_fragment, redirect_to


@never_cache
@sign_in_required
@require_safe
def attempt(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Where to go on: the first question without an answer, the review screen, or the result."""
    found = selectors.attempt_or_404(learner=request.user, attempt_id=attempt_id)
    found = services.closed_if_overdue(attempt=found, now=timezone.now())
    if not found.is_open:
        return redirect_to(request, reverse("quizzes:result", args=[found.pk]))
    waiting = [place.position for place in selectors.places(found) if not place.answered]
    if not waiting:
        return redirect_to(request, reverse("quizzes:review", args=[found.pk]))
    return redirect_to(request, reverse("quizzes:item", args=[found.pk, waiting[0]]))


@never_cache
@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, attempt_id: UUID, position: int) -> HttpResponse:
    found = selectors.item_or_404(learner=request.user, attempt_id=attempt_id, position=position)
    found.attempt = services.closed_if_overdue(attempt=found.attempt, now=timezone.now())
    if not found.attempt.is_open:
        return closed(request, found.attempt)
    if request.method == "POST":
        return _save(request, found)
    return question_page(request, found)


def closed(request: HttpRequest, found: Attempt) -> HttpResponse:
    """The result, and after a post that came too late what became of it."""
    if request.method == "POST":
        messages.warning(
            request,
            _("This attempt is already handed in, so your last change was not saved."),
        )
    return redirect_to(request, reverse("quizzes:result", args=[found.pk]))


def _save(request: HttpRequest, found: AttemptItem) -> HttpResponse:
    form = AnswerForm(request.POST, item=found)
    if not form.is_valid():
        return question_page(request, found, form=form, status=422)
    try:
        saving = services.record_answer(
            item=found,
            response=form.response,
            key=form.key,
            at=timezone.now(),
            is_untouched=form.is_untouched,
        )
        if form.flagged is not None:
            services.set_flag(item=found, flagged=form.flagged, at=timezone.now())
            found.flagged = form.flagged
    except services.AttemptClosed:
        return closed(request, found.attempt)
    if saving.answer is not None:
        found.answer = saving.answer
    if saving.is_refused:
        return question_page(request, found, conflict=Conflict(mine=form.response), status=409)
    return _after_saving(request, found)


def _after_saving(request: HttpRequest, found: AttemptItem) -> HttpResponse:
    goal = _goal(request, found)
    if goal is not None:
        return redirect_to(request, goal)
    if not request.htmx:
        return redirect_to(request, request.get_full_path())
    response = selectors.response_of(found)
    context = {
        "item": found,
        "place": selectors.Place(
            position=found.position, answered=response is not None, flagged=found.flagged
        ),
        "saved_at": getattr(selectors.answer_of(found), "saved_at", None),
        "counts": selectors.counts(found.attempt),
        "widget": widget(found.version.kind),
        "picked_count": kinds.kind(found.version.kind).count(response),
    }
    return page_or_fragment(request, "quizzes/item.html", "quizzes/_saved.html", context)


def _goal(request: HttpRequest, found: AttemptItem) -> str | None:
    """The address that the button pressed leads to; None stays on the question."""
    go = request.POST.get("go", "")
    back = request.POST.get("back", "")
    query = f"?back={back}" if back in FILTERS else ""
    attempt_id, position, last = found.attempt_id, found.position, found.attempt.maximum
    if go in LANGUAGES:
        return f"{request.path}?lang={go}" + query.replace("?", "&")
    if go == "review" or (go == "next" and position == last):
        shown = f"?show={back}" if back in FILTERS else ""
        return reverse("quizzes:review", args=[attempt_id]) + shown
    steps = {"next": position + 1, "previous": max(1, position - 1)}
    goal = steps.get(go) or (int(go) if go.isdecimal() and len(go) < 5 else 0)
    if not 1 <= goal <= last:
        return None
    return reverse("quizzes:item", args=[attempt_id, goal]) + query
