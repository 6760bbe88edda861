"""The list of questions, and what is done to one of them without opening the editor."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from quizzes.bank import selectors as bank
from quizzes.bank import services
from quizzes.bank.models import Question
from quizzes.teach import selectors
from quizzes.teach.forms import FilterForm
from quizzes.teach.slugs import own_slug
from studyguide.accounts.access import instructor_required
from studyguide.web import page_or_fragment


@require_safe
@instructor_required
def questions(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET, language=request.preferences.language)
    form.is_valid()
    paginator = Paginator(selectors.newest_versions(form.filters), selectors.PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "section": "teach",
        "form": form,
        "page": page,
        "pages": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "bank_is_empty": not page and not Question.objects.exists(),
        "address_of_page": f"?{asked.urlencode()}&page=" if asked else "?page=",
    }
    return page_or_fragment(request, "teach/questions.html", "teach/_questions.html", context)


@require_POST
@instructor_required
def unpublish(request: HttpRequest, slug: str) -> HttpResponse:
    question = bank.question_or_404(slug)
    if question.published_id:
        services.unpublish(question=question)
        messages.success(
            request, _("The question is no longer in use. Attempts that have it keep it.")
        )
    else:
        messages.info(request, _("The question was not published; nothing changed."))
    return HttpResponseRedirect(reverse("teach:edit_question", args=[slug]))


@require_POST
@instructor_required
def duplicate(request: HttpRequest, slug: str) -> HttpResponse:
    question = bank.question_or_404(slug)
    version = bank.newest_version(question)
    copy = own_slug(request.POST.get("copy", ""))
    try:
        services.create_question(content=version.content, author=request.user, slug=copy)
        messages.success(request, _("This is a copy. The original stays as it is."))
    except services.SlugTaken:  # the same button pressed twice
        messages.info(request, _("This is the copy that was just made."))
    return HttpResponseRedirect(reverse("teach:edit_question", args=[copy]))
