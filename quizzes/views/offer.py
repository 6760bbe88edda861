"""What can be taken: the list of quizzes, and one quiz before it starts."""

from __future__ import annotations

import secrets

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from labs.datacenter.releases import RELEASES
from quizzes.attempts import selectors, services
from quizzes.attempts.models import Attempt
from quizzes.catalogue import LONGEST_PAPER, Quiz, find_quiz, listed_quizzes, title_of
from quizzes.views.rows import ResultLine, objective_groups, quiz_rows
from studyguide.accounts.guests import learner_for
from studyguide.text import Text
from studyguide.web import page_or_fragment, redirect_to


class StartForm(forms.Form):
    """The release to pin; the page of a quiz preselects the one in force."""

    release = forms.ChoiceField(choices=[(release, release) for release in RELEASES])


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    running, last = [], {}
    if request.user.is_authenticated:
        services.close_overdue(now=timezone.now(), learner=request.user)
        running = list(selectors.open_attempts(request.user))
        last = selectors.last_results(request.user)
    context = {
        "section": "quizzes",
        "rows": quiz_rows(listed_quizzes(), last),
        "groups": objective_groups(selectors.objectives_with_questions()),
        "running": [(attempt, _title(attempt)) for attempt in running],
    }
    return page_or_fragment(request, "quizzes/index.html", "quizzes/_index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, slug: str) -> HttpResponse:
    found = find_quiz(slug)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _before_the_start(request, found, StartForm())
    form = StartForm(request.POST)
    if not form.is_valid():
        return _before_the_start(request, found, form, status=422)
    if not _is_offered(found):
        return _before_the_start(request, found, form, status=409)
    try:
        attempt = services.start_attempt(
            learner=learner_for(request),
            quiz=found,
            release=form.cleaned_data["release"],
            seed=secrets.token_hex(8),
            at=timezone.now(),
        )
    except services.TooFewQuestions:
        return _before_the_start(request, found, form, status=409)
    return redirect_to(request, reverse("quizzes:attempt", args=[attempt.pk]))


def _before_the_start(
    request: HttpRequest, found: Quiz, form: StartForm, *, status: int = 200
) -> HttpResponse:
    running, results = None, []
    if request.user.is_authenticated:
        services.close_overdue(now=timezone.now(), learner=request.user)
        running = selectors.open_attempts(request.user).filter(quiz=found.slug).first()
        done = selectors.results_of(learner=request.user, quiz=found.slug)[:5]
        results = [ResultLine(attempt=attempt) for attempt in done]
    behind = selectors.question_counts([found])[found.slug]
    context = {
        "section": "quizzes",
        "quiz": found,
        "behind": behind,
        "count": min(behind, LONGEST_PAPER),
        "is_offered": behind >= found.least,
        "running": running,
        "results": results,
        "form": form,
        "chosen_release": form.data.get("release") or request.preferences.release,
    }
    return page_or_fragment(
        request, "quizzes/quiz.html", "quizzes/_quiz.html", context, status=status
    )


def _is_offered(found: Quiz) -> bool:
    return selectors.question_counts([found])[found.slug] >= found.least


def _title(attempt: Attempt) -> Text:
    return title_of(attempt.quiz, is_retry=attempt.retry_of_id is not None)
