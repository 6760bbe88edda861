"""A replay as whoever has its link sees it, and its world taken into a sandbox of one's own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from labs import sandbox, services, sharing
from labs.console.disputes import dispute_of
from labs.console.page import summary_of
from labs.console.replaying import Replay, frame
from studyguide.accounts.guests import learner_for
from studyguide.web import page_or_fragment, redirect_to


@require_safe
@never_cache
def shared_replay(request: HttpRequest, token: str) -> HttpResponse:
    """A run step by step for whoever has the link; nothing tells whose it is."""
    return _page(request, token, _shown(token, request.GET.get("step", "")))


@require_POST
def open_shared(request: HttpRequest, token: str) -> HttpResponse:
    """The site of a step as a world of one's own sandbox; the shared run stays as it is."""
    step = request.POST.get("step", "")
    shown = _shown(token, step)
    if not step or shown.asked_beyond:
        raise Http404
    title = sandbox.title_of_step(shown.standing.lab.title, shown.place)
    try:
        run = services.start_free_run(
            learner=learner_for(request),
            lab=sandbox.free_lab(shown.site, title),
            release=shown.site.release,
            at=timezone.now(),
        )
    except services.TooManyWorlds:
        words = _("You keep %(most)d worlds, the most one can keep. Remove one in the sandbox.")
        return _page(request, token, shown, words % {"most": services.MOST_FREE_RUNS})
    return redirect_to(request, reverse("labs:run", args=[run.id]))


def _shown(token: str, step: str) -> Replay:
    """The step asked for; a link that was revoked or never made leads nowhere."""
    standing = sharing.shared_standing(token)
    if standing is None:
        raise Http404
    return frame(standing, step)


def _page(request: HttpRequest, token: str, shown: Replay, trouble: str = "") -> HttpResponse:
    standing = shown.standing
    context = {
        "section": "labs",
        "run": standing.run,
        "lab": standing.lab,
        "standing": standing,
        "replay": shown,
        "dispute": dispute_of(shown.report) if shown.report else None,
        "summary": summary_of(shown.site),
        "shared_as": token,
        "trouble": trouble,
    }
    response = page_or_fragment(
        request,
        "labs/shared.html",
        "labs/_replay.html",
        context,
        status=422 if trouble else 200,
    )
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
