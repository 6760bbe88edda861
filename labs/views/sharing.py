"""What one takes out of a run: its site as JSON at any step, and links to its replay."""

from __future__ import annotations

import shlex
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from labs import selectors, sharing
from labs.console.replaying import Replay, frame
from labs.datacenter.figures import figures
from labs.datacenter.wire.write import action_json, text_of
from labs.datacenter.wire.write import site_json as as_json
from labs.models import LabRun
from labs.sandbox import pretty
from labs.views.console import run_or_404
from studyguide.accounts.access import sign_in_required
from studyguide.web import redirect_to


@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_required
def share(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The site at a step, to copy or download, and the run's links; a post makes a link."""
    run = run_or_404(request, run_id)
    trouble = ""
    if request.method == "POST":
        try:
            sharing.share(run=run, at=timezone.now())
        except sharing.NotToBeShown:
            trouble = _("A graded run can be shared once it is finished.")
        except sharing.TooManyLinks:
            trouble = _("This run has %(most)d links, the most a run can have. Revoke one first.")
            trouble %= {"most": sharing.MOST_LINKS}
        else:
            return redirect_to(request, f"{_address(run)}#links")
    return _page(request, run, trouble)


@require_POST
@sign_in_required
def unshare(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Revokes one of the run's links."""
    run = run_or_404(request, run_id)
    token = request.POST.get("token", "")
    if not token.isascii() or not token.isprintable():
        raise Http404
    sharing.revoke(run=run, token=token, at=timezone.now())
    return redirect_to(request, f"{_address(run)}#links")


@require_safe
@sign_in_required
def site_json(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The site at a step, as the command line and the sandbox read it."""
    return _download(pretty(as_json(_frame(request, run_id).site)), "site.json")


@require_safe
@sign_in_required
def figures_json(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Every derived figure and standing warning of the site at a step."""
    return _download(pretty(figures(_frame(request, run_id).site)), "figures.json")


@require_safe
@sign_in_required
def actions_json(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """What was asked for up to a step, refused requests left out: they stop the command line."""
    shown = _frame(request, run_id)
    moments = shown.standing.moments[: shown.place]
    done = [action_json(moment.action) for moment in moments if moment.accepted]
    return _download(pretty(done), "actions.json")


def _frame(request: HttpRequest, run_id: UUID) -> Replay:
    """The step asked for; a graded run that is not over gives nothing away."""
    run = run_or_404(request, run_id)
    standing = selectors.standing_of(run)
    if standing is None or not run.may_be_shown:
        raise Http404
    return frame(standing, request.GET.get("step", ""))


def _download(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)


def _page(request: HttpRequest, run: LabRun, trouble: str) -> HttpResponse:
    standing = selectors.standing_of(run)
    if standing is None:
        return render(request, "labs/unreadable.html", {"section": "labs", "run": run})
    shown = frame(standing, request.GET.get("step", ""))
    links = sharing.links_of(run)
    addresses = [request.build_absolute_uri(_replay_address(link.token)) for link in links]
    context = {
        "section": "labs",
        "run": run,
        "lab": standing.lab,
        "standing": standing,
        "replay": shown,
        "trouble": trouble,
        "links": [
            {"link": link, "address": address}
            for link, address in zip(links, addresses, strict=True)
        ],
        "is_linked": any(link.upto_id == run.head_id for link in links),
        "as_json": pretty(as_json(shown.site)) if run.may_be_shown else "",
        "commands": _commands(shown),
        "most_links": sharing.MOST_LINKS,
    }
    return render(request, "labs/share.html", context, status=422 if trouble else 200)


def _address(run: LabRun) -> str:
    return reverse("labs:share", args=[run.id])


def _replay_address(token: str) -> str:
    return reverse("labs:shared_replay", args=[token])


def _commands(shown: Replay) -> list[dict[str, str]]:
    """What to type where the engine is at hand, with the files that the page offers."""
    program = "python -m labs.datacenter"
    commands = [
        {
            "line": f"{program} report site.json",
            "says": _("Every derived figure and standing warning."),
        }
    ]
    moments = shown.standing.moments
    asked = moments[shown.place].action if shown.after is not None else None
    if asked is not None:
        action = shlex.quote(text_of(action_json(asked)).strip())
        commands.append(
            {
                "line": f"{program} check site.json --action {action} --repair",
                "says": _("What the rules say of the next step of this run, and the repair."),
            }
        )
    commands.append(
        {
            "line": f"{program} apply site.json actions.json",
            "says": _("With the site of the start: every action carried out again."),
        }
    )
    return commands
