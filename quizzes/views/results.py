"""The result of an attempt that was handed in, and the missed questions once more."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.attempts import selectors, services
from quizzes.attempts.models import Attempt
from quizzes.catalogue import find_quiz, title_of
from quizzes.views.marks import MarkedItem, by_objective, marked, points
from studyguide.accounts.access import sign_in_required
from studyguide.web import page_or_fragment, redirect_to

WRONG, UNANSWERED, FLAGGED, ALL = "wrong", "unanswered", "flagged", "all"


@never_cache
@sign_in_required
@require_safe
def result(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    found = selectors.attempt_or_404(learner=request.user, attempt_id=attempt_id)
    found = services.closed_if_overdue(attempt=found, now=timezone.now())
    if found.is_open:
        return redirect_to(request, reverse("quizzes:attempt", args=[attempt_id]))
    language = request.preferences.language
    rows = [marked(item, language) for item in selectors.items_of(found)]
    kept = _kept(rows)
    asked = request.GET.get("show", "")
    show = asked if asked in kept else _first_with_rows(kept)
    context = {
        "section": "quizzes",
        "attempt": found,
        "quiz": find_quiz(found.quiz),
        "title": title_of(found.quiz, is_retry=found.retry_of_id is not None),
        "points": points(found.score),
        "percent": selectors.percent(found),
        "before": _before(found),
        "minutes": _minutes(found),
        "rows": kept[show],
        "show": show,
        "tallies": {name: len(some) for name, some in kept.items()},
        "missed": sum(not row.is_right for row in rows),
        "objectives": by_objective(rows),
        "has_disputes": any(row.disputed for row in rows),
    }
    return page_or_fragment(request, "quizzes/result.html", "quizzes/_result.html", context)


@never_cache
@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def retry(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    found = selectors.attempt_or_404(learner=request.user, attempt_id=attempt_id)
    found = services.closed_if_overdue(attempt=found, now=timezone.now())
    result_page = reverse("quizzes:result", args=[attempt_id])
    if request.method != "POST" or found.is_open:
        return redirect_to(request, result_page)
    try:
        again = services.start_retry(attempt=found, seed=secrets.token_hex(8), at=timezone.now())
    except services.TooFewQuestions:
        messages.info(request, _("There is nothing to try again: no missed question is in use."))
        return redirect_to(request, result_page)
    return redirect_to(request, reverse("quizzes:attempt", args=[again.pk]))


def _kept(rows: list[MarkedItem]) -> dict[str, list[MarkedItem]]:
    return {
        WRONG: [row for row in rows if row.is_answered and not row.is_right],
        UNANSWERED: [row for row in rows if not row.is_answered],
        FLAGGED: [row for row in rows if row.item.flagged],
        ALL: rows,
    }


def _first_with_rows(kept: dict[str, list[MarkedItem]]) -> str:
    return next((name for name in (WRONG, UNANSWERED) if kept[name]), ALL)


def _before(found: Attempt) -> dict | None:
    """The last result in the same quiz; a retry has other questions and is not compared."""
    before = None if found.retry_of_id else selectors.result_before(found)
    if before is None:
        return None
    return {"points": points(before.score), "maximum": before.maximum, "attempt": before}


def _minutes(found: Attempt) -> int:
    """Time from start to hand-in, in minutes, begun ones counted."""
    return max(1, -int((found.started_at - found.submitted_at).total_seconds() // 60))
