"""The passage that teaches an objective, beside the lab it is needed in."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from labs.views.console import run_or_404
from studyguide.accounts.access import sign_in_required
from studyguide.blueprint import blueprint
from studyguide.guide import guide
from studyguide.guide import passage as address_of
from studyguide.guide.lesson_file import Prose
from studyguide.guide.lessons import Section
from studyguide.markdown import render_markdown
from studyguide.web import wants_fragment


@require_safe
@sign_in_required
def passage(request: HttpRequest, run_id: UUID, objective: str) -> HttpResponse:
    """The passage in the place of the task; the lesson itself for whoever has no JavaScript."""
    run = run_or_404(request, run_id)
    known = blueprint().objectives.get(objective)
    if known is None or run.is_graded:
        raise Http404
    if not wants_fragment(request.headers):
        return redirect(address_of(objective))
    place = guide().section_of(objective)
    context = {
        "run": run,
        "base": reverse("labs:run", args=[run.id]),
        "objective": known,
        "lesson": place[0] if place else None,
        "section_title": place[1].title if place else known.title,
        "prose": _prose(place[1], request.preferences.language) if place else (),
        "address": address_of(objective),
    }
    return render(request, "labs/_passage.html", context)


def _prose(section: Section, language: str) -> tuple[str, ...]:
    """The section's text; its figures stay in the lesson, which has the room for them."""
    pieces = (piece for piece in section.pieces[language] if isinstance(piece, Prose))
    return tuple(
        render_markdown(piece.markdown, trusted=True, scope=f"passage-{number}")
        for number, piece in enumerate(pieces)
    )
