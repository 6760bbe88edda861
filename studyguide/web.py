"""One URL, two sizes: the only htmx code in Python."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

HTMX_HEADERS = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request")


def wants_fragment(headers: Mapping[str, str]) -> bool:
    """Whether htmx will swap the answer into a page that already stands.

    A boosted link and a restored history entry replace the whole page.
    """
    return (
        headers.get("HX-Request") == "true"
        and "HX-Boosted" not in headers
        and "HX-History-Restore-Request" not in headers
    )


def page_or_fragment(
    request: HttpRequest,
    page: str,
    fragment: str,
    context: dict,
    *,
    status: int = 200,
) -> HttpResponse:
    """The fragment for an htmx request, the whole page for any other."""
    template = fragment if wants_fragment(request.headers) else page
    response = render(request, template, context, status=status)
    patch_vary_headers(response, HTMX_HEADERS)
    return response


def redirect_to(request: HttpRequest, address: str) -> HttpResponse:
    """A redirect that htmx follows as a whole page instead of swapping its body in."""
    if wants_fragment(request.headers):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
