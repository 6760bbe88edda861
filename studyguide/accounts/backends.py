"""Who may log in with a name and a password."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from studyguide.accounts.models import User


class AccountBackend(ModelBackend):
    """Django's own check, but demonstration accounts work only under DEBUG, guests never.

    A guest has a session without ever logging in, so this must not stand in
    `user_can_authenticate`, which each request of a session asks too.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, **credentials: object
    ) -> User | None:
        user = super().authenticate(request, username=username, **credentials)
        return None if user is not None and user.is_guest else user

    def user_can_authenticate(self, user: User) -> bool:
        if user.is_demo and not settings.DEBUG:
            return False
        return super().user_can_authenticate(user)
