"""Language, release and theme, with or without an account."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from studyguide.accounts.access import destination, own_address
from studyguide.accounts.fields import posted
from studyguide.accounts.preference_forms import BOTH, PreferencesForm, ReleaseForm, ThemeForm
from studyguide.accounts.preferences import ANSWERED, CODES, remember
from studyguide.web import wants_fragment


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(posted(request), initial=asdict(request.preferences))
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    with translation.override(CODES[form.cleaned_data["language"]]):
        messages.success(request, _("Saved. It holds from now on."))
    response = HttpResponseRedirect(destination(request, default="accounts:preferences"))
    remember(request, response, {**form.cleaned_data, "dispute": ANSWERED})
    return response


@require_POST
def release(request: HttpRequest) -> HttpResponse:
    """What the card about disputed claims sends: a release, or both sides of every dispute."""
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    choice = form.cleaned_data["release"]
    response = HttpResponseRedirect(destination(request))
    remember(
        request, response, {"dispute": ANSWERED} | ({} if choice == BOTH else form.cleaned_data)
    )
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """The button in the bar: for htmx a new button and the news, else back to the page."""
    form = ThemeForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    choice = form.cleaned_data["theme"]
    if wants_fragment(request.headers):
        request.preferences = replace(request.preferences, theme=choice)
        response = render(
            request,
            "accounts/_theme.html",
            {"next": destination(request), "named": "named" in request.POST},
        )
        response.headers["HX-Trigger"] = json.dumps({"theme-changed": {"theme": choice}})
    else:
        response = HttpResponseRedirect(destination(request))
    remember(request, response, form.cleaned_data)
    return response


def _refused(request: HttpRequest, form: Form) -> HttpResponse:
    """The whole choice, when a short form sent something that is none."""
    page = PreferencesForm(initial=asdict(request.preferences))
    return _page(request, page, refused=[*form.fields])


def _page(
    request: HttpRequest, form: PreferencesForm, *, refused: list[str] | None = None
) -> HttpResponse:
    asked = request.POST.get("next") or request.GET.get("next", "")
    context = {"form": form, "next": own_address(request, asked), "refused": refused}
    status = 422 if refused or form.is_bound else 200
    return render(request, "accounts/preferences.html", context, status=status)
