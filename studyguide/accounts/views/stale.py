"""Forms that this site no longer recognises as its own."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SECRET_WORDS = ("password", "csrf")
MOST_CHARACTERS = 200_000


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Says that nothing was saved, and offers to send the same again where that is safe.

    Safe is only what the browser says came from a page of this site: then the token was merely
    old, as after a log-in in another tab.
    """
    again = _typed(request) if _came_from_here(request) else None
    context = {"again": again, "no_cookie": not request.COOKIES}
    response = render(request, "accounts/stale.html", context, status=403)
    response.headers["Cache-Control"] = "no-store"
    return response


def _came_from_here(request: HttpRequest) -> bool:
    origin = urlsplit(request.headers.get("Origin", ""))
    return origin.scheme == request.scheme and origin.netloc == request.get_host()


def _typed(request: HttpRequest) -> list[tuple[str, str]] | None:
    """What the form held, without its secrets; None where it cannot be sent again as it was."""
    if request.FILES:
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if not any(word in name.lower() for word in SECRET_WORDS)
        for value in values
    ]
    too_much = sum(len(value) for _, value in fields) > MOST_CHARACTERS
    return None if too_much else fields
