"""A person's own account: what others read of them, and how it ends."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from studyguide.accounts import services
from studyguide.accounts.access import account_required
from studyguide.accounts.fields import posted
from studyguide.accounts.forms import DeleteAccountForm, ProfileForm
from studyguide.accounts.models import User


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def account(request: HttpRequest) -> HttpResponse:
    # A row of its own: an invalid form must not change what the bar says of the person.
    person = User.objects.get(pk=request.user.pk)
    form = ProfileForm(posted(request), instance=person)
    if request.method != "POST":
        return render(request, "accounts/account.html", {"form": form})
    if not form.is_valid():
        return render(request, "accounts/account.html", {"form": form}, status=422)
    services.update_profile(
        person=person, **{name: form.cleaned_data[name] for name in ProfileForm.Meta.fields}
    )
    messages.success(request, _("Saved."))
    return redirect("accounts:account")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def delete(request: HttpRequest) -> HttpResponse:
    form = DeleteAccountForm(request, posted(request))
    if request.method != "POST":
        return render(request, "accounts/delete.html", {"form": form})
    if form.is_valid():
        try:
            services.delete_account(person=User.objects.get(pk=request.user.pk))
        except services.LastAdministrator:
            form.add_error(None, _("You are the only administrator. Name another one first."))
        else:
            logout(request)
            messages.success(request, _("Your account and your work have been deleted."))
            return HttpResponseRedirect("/")
    return render(request, "accounts/delete.html", {"form": form}, status=422)
