"""Who may see a page: strangers get 404, anonymous visitors the log-in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from studyguide.accounts.models import User
from studyguide.web import redirect_to

View = Callable[..., HttpResponse]
LONGEST_ADDRESS = 2_000
DETOURS = frozenset(
    f"accounts:{name}" for name in ("login", "signup", "logout", "preferences", "release", "theme")
)


def sign_in_required(view: View) -> View:
    """For whoever has begun something, guests too; anonymous visitors are sent to the log-in."""
    return _guarded(view, lambda user: True)


def account_required(view: View) -> View:
    """For people with an account; a guest is offered one first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated and request.user.is_guest:
            address = f"{reverse('accounts:signup')}?{urlencode({'next': here(request)})}"
            return redirect_to(request, address)
        return view(request, *args, **kwargs)

    return sign_in_required(guarded)


def instructor_required(view: View) -> View:
    """For instructors and administrators; to everybody else the page does not exist."""
    return _guarded(view, lambda user: user.is_instructor)


def administrator_required(view: View) -> View:
    """For administrators; to everybody else the page does not exist."""
    return _guarded(view, lambda user: user.is_administrator)


def log_in_first(request: HttpRequest) -> HttpResponse:
    """To the log-in, and from there back to the page on which this was asked."""
    return redirect_to(request, redirect_to_login(here(request)).url)


def destination(request: HttpRequest, *, default: str = "home") -> str:
    """Where `next` says to go if that is on this site, else the address named `default`.

    An explicit `lang` is left behind: it would win over the language just chosen.
    """
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return own_address(request, asked) or resolve_url(default)


def here(request: HttpRequest) -> str:
    """Where a detour to the log-in or the preferences comes back to.

    A page that is itself such a detour hands on the way back that it was given.
    """
    if request.resolver_match and request.resolver_match.view_name in DETOURS:
        return own_address(request, request.POST.get("next") or request.GET.get("next") or "")
    return this_page(request)


def this_page(request: HttpRequest) -> str:
    """The page the reader sees: for a post or a fragment, the one that it stands on."""
    if request.method in {"GET", "HEAD"} and request.headers.get("HX-Request") != "true":
        return without_language(request.get_full_path())
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    return own_address(request, page) or "/"


def own_address(request: HttpRequest, address: str) -> str:
    """The address without its `lang` if it leads to this site, else nothing."""
    if len(address) > LONGEST_ADDRESS or not address.isprintable():
        return ""
    if not address.startswith(("/", "http://", "https://")):
        return ""
    if "\\" in address:  # browsers take it for a slash
        return ""
    hosts = {request.get_host()}
    if not url_has_allowed_host_and_scheme(address, hosts, require_https=request.is_secure()):
        return ""
    return without_language(address)


def without_language(address: str) -> str:
    """The same address without `lang` in its query; everything else byte for byte."""
    parts = urlsplit(address)
    query = "&".join(
        pair for pair in parts.query.split("&") if pair and pair.partition("=")[0] != "lang"
    )
    return parts._replace(query=query).geturl()


def _guarded(view: View, may_see: Callable[[User], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return log_in_first(request)
        if not may_see(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
