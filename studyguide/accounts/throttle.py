"""Whose failed log-ins are counted together: one name from one address, never a whole class."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from datetime import datetime

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone

from studyguide.accounts.names import name_key

LONGEST_COUNTED = 255  # what the counter's table holds
IPV6_PREFIX = 64

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def counted_name(request: HttpRequest, credentials: Mapping[str, str] | None) -> str:
    """The name under which failures are counted: all spellings of a name share it."""
    given = credentials or request.POST
    return name_key(given.get("username") or "")[:LONGEST_COUNTED]


def client_address(request: HttpRequest) -> str | None:
    """Where the request comes from; trusted proxies are looked through, from the nearest on.

    Of an IPv6 address only the network counts: the rest is the visitor's own to change.
    """
    seen = _address(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while seen is not None and forwarded and _is_trusted(seen):
        named = _address(forwarded.pop())
        if named is None:
            break
        seen = named
    return _counted(seen) if seen is not None else None


def held_until(request: HttpRequest, credentials: Mapping[str, str] | None) -> datetime:
    """When the name may be tried again from this address."""
    failures = AccessAttempt.objects.filter(
        username=counted_name(request, credentials), ip_address=client_address(request)
    )
    last = failures.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    return last + settings.AXES_COOLOFF_TIME


def forgive(*, username: str) -> None:
    """Forgets the failures of a name everywhere: its owner has just set a new password."""
    AxesProxyHandler.reset_attempts(username=name_key(username)[:LONGEST_COUNTED])


def _address(text: str) -> Address | None:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _counted(address: Address) -> str:
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False).network_address)


def _is_trusted(address: Address) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)
