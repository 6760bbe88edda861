"""A question's versions: who wrote them when, and what differs between any two."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from quizzes.bank import selectors as bank
from quizzes.bank import services
from quizzes.bank.models import QuestionVersion
from quizzes.teach.difference import changes_between
from studyguide.accounts.access import instructor_required


@instructor_required
@require_safe
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    question = bank.question_or_404(slug)
    stored = tuple(bank.versions_of(question))
    if not stored:
        raise Http404
    older, newer = _pair(request, stored)
    context = {
        "section": "teach",
        "question": question,
        "versions": stored,
        "older": older,
        "newer": newer,
        "changes": changes_between(older.content, newer.content) if older else (),
    }
    return render(request, "teach/versions.html", context)


@instructor_required
@require_POST
def publish_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Put a stored version in use, an older one too; a refusal says why and changes nothing."""
    version = bank.version_or_404(slug, number)
    try:
        services.publish(version=version)
    except services.ContentProblems as error:
        language = request.preferences.language
        for problem in error.problems:
            messages.error(request, problem.text.in_language(language))
    else:
        messages.success(
            request, _("Version %(number)d is published and in use.") % {"number": number}
        )
    return HttpResponseRedirect(reverse("teach:versions", args=[slug]))


def _pair(
    request: HttpRequest, stored: Sequence[QuestionVersion]
) -> tuple[QuestionVersion | None, QuestionVersion]:
    """The two versions asked for, the older first; else the newest and the one before it."""
    known = {str(version.number): version for version in stored}
    newer = known.get(request.GET.get("to", ""), stored[0])
    before = next((each for each in stored if each.number < newer.number), None)
    older = known.get(request.GET.get("from", ""), before)
    if older is not None and older.number > newer.number:
        older, newer = newer, older
    return older, newer
