"""The review screen, and handing in from it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.attempts import selectors, services
from quizzes.attempts.models import Attempt, AttemptItem
from quizzes.catalogue import title_of
from quizzes.lead_in import stem
from quizzes.views.question import FILTERS
from quizzes.views.taking import closed
from quizzes.widgets.words import Words
from studyguide.accounts.access import sign_in_required
from studyguide.web import page_or_fragment, redirect_to


@dataclass(frozen=True, kw_only=True)
class ReviewRow:
    """One question on the review screen: how it begins, and what its learner did with it."""

    position: int
    stem: Words
    answered: bool
    flagged: bool


@never_cache
@sign_in_required
@require_safe
def review(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    found = _attempt(request, attempt_id)
    if not found.is_open:
        return closed(request, found)
    return _review_page(request, found)


@never_cache
@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Closes the attempt; where questions are unanswered, only once that is confirmed.

    The review screen asks, at an address of its own: Back from the result then sends nothing.
    """
    found = _attempt(request, attempt_id)
    if request.method != "POST":
        return redirect_to(request, reverse("quizzes:review", args=[attempt_id]))
    if found.is_open:
        if selectors.counts(found).unanswered and "confirmed" not in request.POST:
            return redirect_to(request, reverse("quizzes:review", args=[attempt_id]) + "?asks=yes")
        services.hand_in(attempt=found, at=timezone.now())
    return redirect_to(request, reverse("quizzes:result", args=[attempt_id]))


def _attempt(request: HttpRequest, attempt_id: UUID) -> Attempt:
    found = selectors.attempt_or_404(learner=request.user, attempt_id=attempt_id)
    return services.closed_if_overdue(attempt=found, now=timezone.now())


def _review_page(request: HttpRequest, found: Attempt) -> HttpResponse:
    rows = [_row(item, request.preferences.language) for item in selectors.items_of(found)]
    counts = selectors.Counts(
        total=len(rows),
        answered=sum(row.answered for row in rows),
        flagged=sum(row.flagged for row in rows),
    )
    asked = request.GET.get("show", "")
    show = asked if asked in FILTERS else "all"
    kept = {
        "all": rows,
        "unanswered": [row for row in rows if not row.answered],
        "flagged": [row for row in rows if row.flagged],
    }
    context = {
        "attempt": found,
        "title": title_of(found.quiz, is_retry=found.retry_of_id is not None),
        "rows": kept[show],
        "show": show,
        "counts": counts,
        "asks": counts.unanswered and "asks" in request.GET,
    }
    return page_or_fragment(request, "quizzes/review.html", "quizzes/_review.html", context)


def _row(item: AttemptItem, language: str) -> ReviewRow:
    text, actual = stem(item.version.content, language)
    return ReviewRow(
        position=item.position,
        stem=Words(markdown=text, language=actual),
        answered=selectors.response_of(item) is not None,
        flagged=item.flagged,
    )
