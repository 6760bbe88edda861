"""Trying a question as a learner would: answered, graded, explained, and nothing recorded."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from quizzes import proof
from quizzes.bank import selectors as bank
from quizzes.bank.models import Question, QuestionVersion
from quizzes.teach.trial import order_of, review_of, trial_of
from quizzes.widgets import widget
from studyguide.accounts.access import instructor_required
from studyguide.web import page_or_fragment


@instructor_required
@require_http_methods(["GET", "HEAD", "POST"])
def try_question(request: HttpRequest, slug: str) -> HttpResponse:
    version = _version(request, bank.question_or_404(slug))
    context = {
        "section": "teach",
        "version": version,
        "question": version.question,
        "unfinished": proof.problems(version.content),
    }
    if context["unfinished"]:
        return render(request, "teach/try.html", context)
    language = request.preferences.language
    response, typed, problems = None, None, []
    if request.method == "POST":
        form, order = widget(version.kind), order_of(version.content)
        response, problems = form.read(version.content, order, request.POST)
        typed = form.typed(version.content, order, request.POST) if problems else response
    context["problems"] = [problem.text.in_language(language) for problem in problems]
    context["trial"] = trial_of(version.content, typed, language)
    if request.method == "POST" and not problems:
        context["rows"] = [review_of(version, response, language)]
    return page_or_fragment(
        request, "teach/try.html", "teach/_try.html", context, status=422 if problems else 200
    )


def _version(request: HttpRequest, question: Question) -> QuestionVersion:
    """The version asked for, else the newest."""
    asked = request.GET.get("version", "")
    if asked:
        if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
            raise Http404
        return bank.version_or_404(question.slug, int(asked))
    newest = bank.newest_version(question)
    if newest is None:
        raise Http404
    return newest
