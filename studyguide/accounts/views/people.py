"""Who has an account, and in which role: for administrators."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from studyguide.accounts import selectors, services
from studyguide.accounts.access import administrator_required
from studyguide.accounts.forms import FindPeopleForm, RoleForm

PAGE_SIZE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@administrator_required
def people(request: HttpRequest) -> HttpResponse:
    refusal = _set_role(request) if request.method == "POST" else ""
    if request.method == "POST" and not refusal:
        return HttpResponseRedirect(request.get_full_path())
    form = FindPeopleForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = selectors.find_people(words, among=selectors.people().prefetch_related("groups"))
    context = {
        "form": form,
        "words": words,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "roles": RoleForm.ROLES,
        "refusal": refusal,
    }
    return render(request, "accounts/people.html", context, status=422 if refusal else 200)


def _set_role(request: HttpRequest) -> str:
    """Does what the form asks; returns why not, or nothing."""
    form = RoleForm(request.POST)
    person = selectors.person_or_none(request.POST.get("person", ""), among=selectors.people())
    if person is None:
        return _("This account no longer exists. Nothing was changed.")
    if not form.is_valid():
        return _("There is no such role. Nothing was changed.")
    try:
        services.set_role(person=person, role=form.cleaned_data["role"], by=request.user)
    except services.LastAdministrator:
        return _("%(name)s is the only administrator. Name another one first.") % {
            "name": person.shown_name
        }
    role = dict(RoleForm.ROLES)[form.cleaned_data["role"]]
    messages.success(request, _("%(name)s: %(role)s.") % {"name": person.shown_name, "role": role})
    return ""
