"""“This verdict is wrong”: one post keeps it; its learner says more and reads the answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from labs.console.page import drawings, summary_of
from labs.verdicts import selectors, services
from labs.verdicts.about import asked_about
from labs.verdicts.forms import ClaimForm, MoreForm
from labs.verdicts.models import VerdictClaim
from labs.verdicts.selectors import Today
from studyguide.accounts.access import sign_in_required
from studyguide.web import wants_fragment

MOST_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sign_in_required
def verdicts(request: HttpRequest) -> HttpResponse:
    """One's own doubted verdicts; a post keeps another."""
    if request.method == "POST":
        return _claim(request)
    found = selectors.claims_of(learner=request.user)[:MOST_SHOWN]
    return render(request, "labs/verdicts.html", {"section": "labs", "claims": found})


def _claim(request: HttpRequest) -> HttpResponse:
    form = ClaimForm(request.POST)
    asked = asked_about(learner=request.user, **form.cleaned_data) if form.is_valid() else None
    if asked is None:
        raise Http404
    try:
        kept = services.claim(learner=request.user, asked=asked, at=timezone.now())
    except services.ClaimRefusal as refusal:
        return _not_kept(request, refusal)
    if wants_fragment(request.headers):
        return render(request, "labs/_claimed.html", {"claim": kept})
    return redirect("labs:verdict", kept.id)


def _not_kept(request: HttpRequest, refusal: services.ClaimRefusal) -> HttpResponse:
    if isinstance(refusal, services.TooMany):
        words = _(
            "Not kept: %(most)d doubted verdicts a day are the most. Yours of today are listed "
            "under “Doubted verdicts”."
        ) % {"most": services.MOST_A_DAY}
    else:
        words = _("Not kept: this site is too large to be kept beside a doubted verdict.")
    if wants_fragment(request.headers):
        return render(request, "labs/_claimed.html", {"trouble": words})
    messages.warning(request, words)
    return redirect("labs:verdicts")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sign_in_required
def verdict(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """One doubted verdict of one's own; a post says what should have come out, and why."""
    found = _own(request, claim_id)
    if request.method != "POST":
        return _page(request, found, None)
    form = MoreForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        services.say_more(claim=found, **form.cleaned_data)
    except services.IsSettled:
        messages.warning(request, _("This has been settled meanwhile; nothing was changed."))
    else:
        messages.success(request, _("Saved. An instructor will look at it."))
    return redirect("labs:verdict", claim_id)


def _own(request: HttpRequest, id: UUID) -> VerdictClaim:
    found = selectors.claim_of(learner=request.user, id=id)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, claim: VerdictClaim, form: MoreForm | None, *, status: int = 200
) -> HttpResponse:
    today = Today(claim)
    context = {
        "section": "labs",
        "claim": claim,
        "form": form
        or MoreForm({"claims": claim.claims, "rule": claim.rule, "comment": claim.comment}),
        "today": today,
        **shown_site(today),
    }
    return render(request, "labs/verdict.html", context, status=status)


def shown_site(today: Today) -> dict[str, object]:
    """The drawing of the site, where the engine still reads it."""
    if today.site is None:
        return {"drawings": (), "summary": ""}
    return {"drawings": drawings(today.site), "summary": summary_of(today.site)}
