"""Guests: the first post of an anonymous visitor makes a user whose work can be kept."""

from __future__ import annotations

import secrets

from django.contrib.auth import login
from django.http import HttpRequest

from studyguide.accounts.models import User

BACKEND = "studyguide.accounts.backends.AccountBackend"


def learner_for(request: HttpRequest) -> User:
    """Whoever is signed in, or a new guest who is from now on. For views that accept a post."""
    if request.user.is_authenticated:
        return request.user
    preferences = request.preferences
    guest = User(
        username=f"guest-{secrets.token_hex(8)}",
        is_guest=True,
        language=preferences.language,
        theme=preferences.theme,
        release=request.COOKIES.get("release", "") and preferences.release,
    )
    guest.set_unusable_password()
    guest.save()
    login(request, guest, backend=BACKEND)
    return guest
