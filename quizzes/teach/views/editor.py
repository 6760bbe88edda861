"""The editor: one form, one address to post to, and every answer shows all that was typed."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quizzes import kinds
from quizzes.bank import selectors as bank
from quizzes.bank import services
from quizzes.bank.models import Question, QuestionVersion
from quizzes.kinds import KINDS, Problem
from quizzes.teach.difference import changes_between
from quizzes.teach.draft import (
    Draft,
    a_blank_draft,
    content_of,
    draft_of,
    with_example,
    with_new_option,
    with_option_moved,
    without_option,
)
from quizzes.teach.editor import Conflict, Editor
from quizzes.teach.fields import Errors, errors_of
from quizzes.teach.posted import read_draft
from quizzes.teach.preview import Side, side_of
from quizzes.teach.services import Stored, store_draft
from quizzes.teach.slugs import new_slug, own_slug
from studyguide.accounts.access import instructor_required
from studyguide.text import LANGUAGES
from studyguide.web import page_or_fragment, redirect_to

SHOWN = ("both", *LANGUAGES)
STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What the editor's form sent, besides the draft itself."""

    draft: Draft
    slug: str
    base: str
    deed: str
    index: int


@instructor_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_question(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _act(request, None)
    asked = request.GET.get("kind", "")
    known = asked in KINDS
    editor = _editor(
        request,
        draft=a_blank_draft(asked if known else next(iter(KINDS))),
        slug=new_slug(),
        notice="" if known or not asked else _("There is no such kind of question."),
    )
    return _show(request, editor)


@instructor_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_question(request: HttpRequest, slug: str) -> HttpResponse:
    question = bank.question_or_404(slug)
    if request.method == "POST":
        return _act(request, question)
    version = bank.editable_version(question)
    if version is None:
        raise Http404
    editor = _editor(request, draft=draft_of(version.content), slug=slug, question=question)
    return _show(request, editor)


@instructor_required
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The editor's other side alone, for what is being typed."""
    side = _side(request, read_draft(dict(request.POST.lists())))
    return render(request, "teach/_side.html", {"side": side})


# One post: what is asked, and the deed.


def _act(request: HttpRequest, question: Question | None) -> HttpResponse:
    sent = _sent(request, question)
    if sent.deed in {"save", "publish"}:
        return _save(request, sent, question)
    draft, focus = _reshaped(sent)
    editor = _editor(
        request, draft=draft, slug=sent.slug, base=sent.base, question=question, focus=focus
    )
    return _show(request, editor)


def _sent(request: HttpRequest, question: Question | None) -> Sent:
    deed, _colon, place = request.POST.get("do", "save").partition(":")
    return Sent(
        draft=read_draft(dict(request.POST.lists())),
        slug=question.slug if question else own_slug(request.POST.get("slug", "")),
        base=request.POST.get("base", ""),
        deed=deed,
        index=int(place) if place.isascii() and place.isdigit() and len(place) < 4 else -1,
    )


def _reshaped(sent: Sent) -> tuple[Draft, str]:
    """The draft after one of the small buttons, and the id of what the eye is on then."""
    if sent.deed == "add":
        draft = with_new_option(sent.draft)
        return draft, f"option-{len(draft.options) - 1}-text-zh"
    if sent.deed == "remove" and 0 <= sent.index < len(sent.draft.options):
        return without_option(sent.draft, sent.index), "options"
    if sent.deed in STEPS:
        by = STEPS[sent.deed]
        draft = with_option_moved(sent.draft, sent.index, by)
        place = sent.index + by
        at_end = place in {0, len(draft.options) - 1}
        other = {"up": "down", "down": "up"}[sent.deed]
        return draft, f"option-{place}-{other if at_end else sent.deed}"
    if sent.deed == "reshape":
        return with_example(sent.draft), f"kind-{sent.draft.kind}"
    return sent.draft, ""


def _save(request: HttpRequest, sent: Sent, question: Question | None) -> HttpResponse:
    content, problems = content_of(sent.draft)
    try:
        if problems:
            raise services.ContentProblems([*problems, *kinds.problems(content, kinds.Stage.DRAFT)])
        stored = store_draft(slug=sent.slug, content=content, author=request.user, base=sent.base)
    except services.ContentProblems as error:
        return _refuse(request, sent, question, error.problems)
    except services.StaleDraft as error:
        return _clash(request, sent, error.newest)
    if sent.deed == "publish":
        return _publish(request, sent, stored)
    _say_saved(request, stored)
    return _back_to_editor(request, sent.slug)


def _publish(request: HttpRequest, sent: Sent, stored: Stored) -> HttpResponse:
    number = stored.version.number
    if stored.version.question.published_id == stored.version.pk:
        messages.info(request, _("Version %(number)d is already in use.") % {"number": number})
        return _back_to_editor(request, sent.slug)
    try:
        services.publish(version=stored.version)
    except services.ContentProblems as error:
        return _refuse(request, sent, stored.version.question, error.problems, stored=stored)
    messages.success(request, _("Version %(number)d is published and in use.") % {"number": number})
    return _back_to_editor(request, sent.slug)


def _say_saved(request: HttpRequest, stored: Stored) -> None:
    said = (
        _("Draft saved as version %(number)d.")
        if stored.is_changed
        else _("Nothing has changed since version %(number)d.")
    )
    messages.success(request, said % {"number": stored.version.number})


def _back_to_editor(request: HttpRequest, slug: str) -> HttpResponse:
    return redirect_to(request, reverse("teach:edit_question", args=[slug]))


# Refusals: the form again, with everything that was typed.


def _refuse(
    request: HttpRequest,
    sent: Sent,
    question: Question | None,
    problems: list[Problem],
    *,
    stored: Stored | None = None,
) -> HttpResponse:
    editor = _editor(
        request,
        draft=sent.draft,
        slug=sent.slug,
        base=stored.version.digest if stored else sent.base,
        question=question,
        errors=errors_of(problems, sent.draft, request.preferences.language),
        saved=stored.version if stored else None,
    )
    response = _show(request, editor, status=422)
    if stored:  # a draft stands now: to load the page again must show it
        response["HX-Replace-Url"] = reverse("teach:edit_question", args=[sent.slug])
    return response


def _clash(request: HttpRequest, sent: Sent, theirs: QuestionVersion) -> HttpResponse:
    """Both texts stay: theirs is stored, this one stands in the form and is saved after it."""
    mine = kinds.normalised(content_of(sent.draft)[0])
    editor = _editor(
        request,
        draft=sent.draft,
        slug=sent.slug,
        base=theirs.digest,
        question=theirs.question,
        conflict=Conflict(theirs=theirs, changes=changes_between(theirs.content, mine)),
    )
    return _show(request, editor, status=422)


# Showing.


def _editor(
    request: HttpRequest,
    *,
    draft: Draft,
    slug: str,
    question: Question | None = None,
    base: str | None = None,
    errors: Errors | None = None,
    **more: object,
) -> Editor:
    versions = tuple(bank.versions_of(question)) if question else ()
    shown = request.POST.get("shown", "both")
    return Editor(
        draft=draft,
        slug=slug,
        base=base if base is not None else (versions[0].digest if versions else ""),
        shown=shown if shown in SHOWN and not errors else "both",
        side=_side(request, draft),
        question=question,
        versions=versions,
        errors=errors or Errors(),
        **more,
    )


def _side(request: HttpRequest, draft: Draft) -> Side:
    reader = request.preferences.language
    asked = request.POST.get("previewed", "")
    return side_of(draft, shown_in=asked if asked in LANGUAGES else reader, reader=reader)


def _show(request: HttpRequest, editor: Editor, *, status: int = 200) -> HttpResponse:
    context = {"section": "teach", "editor": editor, "side": editor.side}
    return page_or_fragment(
        request, "teach/editor.html", "teach/_editor.html", context, status=status
    )
