"""Coming in and going out: sign up, log in, log out."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from studyguide.accounts import services
from studyguide.accounts.access import destination, own_address
from studyguide.accounts.fields import posted
from studyguide.accounts.forms import LogInForm, SignUpForm
from studyguide.accounts.guests import BACKEND, move_work
from studyguide.accounts.models import User
from studyguide.accounts.preferences import chosen
from studyguide.accounts.throttle import held_until


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    guest = _guest(request)
    if request.user.is_authenticated and guest is None:
        return HttpResponseRedirect(destination(request))
    form = SignUpForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return _entry_page(request, "accounts/signup.html", form)
    try:
        person = services.sign_up(
            **{name: form.cleaned_data[name] for name in form.fields if name != "password_again"},
            choices=chosen(request),
            guest=guest,
        )
    except services.NameTaken:
        form.add_error("username", _("This name is taken. Please choose another."))
        return _entry_page(request, "accounts/signup.html", form)
    login(request, person, backend=BACKEND)
    messages.success(request, _welcome(person, kept=guest is not None))
    return HttpResponseRedirect(destination(request))


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    guest = _guest(request)
    if request.user.is_authenticated and guest is None:
        return HttpResponseRedirect(destination(request))
    form = LogInForm(request, posted(request))
    if not form.is_valid():
        return _entry_page(request, "accounts/login.html", form)
    person = form.get_user()
    if guest is not None:
        move_work(guest=guest, owner=person)
        messages.success(request, _("What you did as a guest is now in this account."))
    login(request, person)
    return HttpResponseRedirect(destination(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_out(request: HttpRequest) -> HttpResponse:
    """Asks first: a plain link must not log out, and a guest would lose everything."""
    guest = _guest(request)
    confirmed = request.method == "POST" and (guest is None or "discard" in request.POST)
    if request.user.is_authenticated and not confirmed:
        context = {"next": own_address(request, request.GET.get("next", ""))}
        return render(request, "accounts/logout.html", context)
    logout(request)
    if guest is not None:
        guest.delete()
        messages.success(request, _("The guest's work has been removed from this site."))
    return HttpResponseRedirect(destination(request))


def locked_out(
    request: HttpRequest,
    response: HttpResponse | None = None,
    credentials: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Too many wrong passwords for one name from one address; called by the throttle."""
    until = held_until(request, credentials)
    wait_s = max(1, int((until - timezone.now()).total_seconds()))
    context = {
        "until": until,
        "minutes": -(-wait_s // 60),
        "username": request.POST.get("username", "")[:150],
        "next": own_address(request, request.POST.get("next", "")),
    }
    page = render(request, "accounts/locked_out.html", context, status=429)
    page.headers["Retry-After"] = str(wait_s)
    return page


def _guest(request: HttpRequest) -> User | None:
    user = request.user
    return user if user.is_authenticated and user.is_guest else None


def _entry_page(request: HttpRequest, template: str, form: SignUpForm | LogInForm) -> HttpResponse:
    asked = request.POST.get("next") or request.GET.get("next", "")
    context = {"form": form, "next": own_address(request, asked), "guest": _guest(request)}
    return render(request, template, context, status=422 if form.is_bound else 200)


def _welcome(person: User, *, kept: bool) -> str:
    if kept:
        return _("Welcome, %(name)s. What you did as a guest is in your account.") % {
            "name": person.shown_name
        }
    return _("Welcome, %(name)s. Your account is ready.") % {"name": person.shown_name}
