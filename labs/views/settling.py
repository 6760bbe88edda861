"""Instructors see doubted verdicts, settle them, and take them along as test cases."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from labs.console.disputes import dispute_of
from labs.verdicts import export, selectors, services
from labs.verdicts.forms import FilterForm, SettleForm
from labs.verdicts.models import VerdictClaim
from labs.verdicts.selectors import Today
from labs.views.verdicts import shown_site
from studyguide.accounts.access import instructor_required

PAGE = 50


@instructor_required
@require_safe
@never_cache
def claims(request: HttpRequest) -> HttpResponse:
    """Everybody's doubted verdicts, by the filters in the address."""
    form = FilterForm(request.GET)
    form.is_valid()
    found = selectors.all_claims(**form.filters)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "section": "teach",
        "form": form,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "is_filtered": any(form.filters.values()),
        "query": query.urlencode(),
        "counts": selectors.counts(),
    }
    return render(request, "labs/claims.html", context)


@instructor_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def settle(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """One of them, judged again today; a post settles it."""
    found = _claim(claim_id)
    form = None
    if request.method == "POST":
        form = SettleForm(request.POST)
        if form.is_valid():
            services.settle(claim=found, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Settled. The learner sees the answer."))
            return redirect("labs:settle", claim_id)
    return _page(request, found, form)


@instructor_required
@require_safe
def export_file(request: HttpRequest, claim_id: UUID, name: str) -> HttpResponse:
    """A settled one as a file: the site, the case, or the test."""
    found = _claim(claim_id)
    if name not in export.FILES or not found.can_be_exported:
        raise Http404
    suffix, written = export.FILES[name]
    kind = "text/x-python" if name.endswith(".py") else "application/json"
    response = HttpResponse(written(found), content_type=f"{kind}; charset=utf-8")
    stem = ("test_" if name.endswith(".py") else "") + export.name_of(found)
    response["Content-Disposition"] = f'attachment; filename="{stem}{suffix}"'
    return response


def _claim(id: UUID) -> VerdictClaim:
    found = selectors.any_claim(id=id)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, claim: VerdictClaim, form: SettleForm | None) -> HttpResponse:
    today = Today(claim)
    expected = claim.expected or claim.claims
    first = {
        "outcome": claim.outcome,
        "answer": claim.answer,
        "expected": expected,
        "expected_rule": claim.expected_rule or claim.rule,
    }
    context = {
        "section": "teach",
        "claim": claim,
        "form": form or SettleForm(initial=first),
        "today": today,
        "dispute": dispute_of(today.report) if today.report else None,
        "files": tuple(export.FILES) if claim.can_be_exported else (),
        "command": export.command(claim) if claim.can_be_exported else "",
        **shown_site(today),
    }
    return render(request, "labs/settle.html", context, status=422 if form else 200)
