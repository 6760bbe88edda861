"""Passwords: changed by who knows the old one, or set anew through a link that works once."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.tokens import default_token_generator
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from studyguide.accounts import mail, selectors, services
from studyguide.accounts.access import account_required, instructor_required
from studyguide.accounts.fields import posted
from studyguide.accounts.forms import FindPeopleForm
from studyguide.accounts.models import User
from studyguide.accounts.password_forms import (
    ChangePasswordForm,
    ForgottenForm,
    NewPasswordForm,
)

TOKEN_KEY = "reset-token"
TOKEN_PLACEHOLDER = "set"
SHOWN_PEOPLE = 20


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def change_password(request: HttpRequest) -> HttpResponse:
    person = User.objects.get(pk=request.user.pk)
    form = ChangePasswordForm(person, posted(request))
    if request.method != "POST":
        return render(request, "accounts/password.html", {"form": form})
    if not form.is_valid():
        return render(request, "accounts/password.html", {"form": form}, status=422)
    services.set_password(person=person, password=form.cleaned_data["password"])
    update_session_auth_hash(request, person)
    messages.success(request, _("Your password is changed. Other devices are logged out."))
    return redirect("accounts:account")


@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest) -> HttpResponse:
    """The same answer for every address, whether somebody has it or not."""
    if not settings.EMAIL_HOST:
        return render(request, "accounts/reset_by_instructor.html")
    form = ForgottenForm(posted(request))
    if request.method != "POST":
        return render(request, "accounts/reset.html", {"form": form})
    if not form.is_valid():
        return render(request, "accounts/reset.html", {"form": form}, status=422)
    mail.send_reset_letters(email=form.cleaned_data["email"], absolute=request.build_absolute_uri)
    return redirect("accounts:reset_sent")


@require_safe
def reset_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/reset_sent.html")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def reset_confirm(request: HttpRequest, uidb64: str, token: str) -> HttpResponse:
    """Sets a new password. The token waits in the session: no address gives it away."""
    person = selectors.person_of_link(uidb64)
    known = request.session.get(TOKEN_KEY, "") if token == TOKEN_PLACEHOLDER else token
    if person is None or not default_token_generator.check_token(person, known):
        return render(request, "accounts/reset_expired.html", status=410)
    if token != TOKEN_PLACEHOLDER:
        request.session[TOKEN_KEY] = token
        return redirect("accounts:reset_confirm", uidb64, TOKEN_PLACEHOLDER)
    form = NewPasswordForm(person, posted(request))
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {"form": form, "person": person}
        return render(request, "accounts/reset_confirm.html", context, status=status)
    services.set_password(person=person, password=form.cleaned_data["password"])
    del request.session[TOKEN_KEY]
    messages.success(request, _("Your new password is set. Please log in with it."))
    return redirect("accounts:login")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@instructor_required
def reset_links(request: HttpRequest) -> HttpResponse:
    """Finds a person, and shows a link for them once."""
    form = FindPeopleForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    candidates = selectors.reset_link_candidates(maker=request.user)
    context: dict[str, object] = {"form": form, "words": words}
    if request.method == "POST":
        person = selectors.person_or_none(request.POST.get("person", ""), among=candidates)
        if person is not None:
            link = request.build_absolute_uri(services.reset_link(person=person, by=request.user))
            context |= {"person": person, "link": link, "until": timezone.now() + _lifetime()}
            return render(request, "accounts/reset_link.html", context)
        context["refused"] = True
    found = selectors.find_people(words, among=candidates) if words else candidates.none()
    context["page"] = Paginator(found, SHOWN_PEOPLE).get_page(request.GET.get("page"))
    return render(
        request, "accounts/reset_links.html", context, status=422 if "refused" in context else 200
    )


def _lifetime() -> timedelta:
    return timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
