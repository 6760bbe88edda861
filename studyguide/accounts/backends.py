"""Who may log in with a name and a password."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from studyguide.accounts.models import User


class AccountBackend(ModelBackend):
    """Django's own check, but demonstration accounts work only under DEBUG, guests never."""

    def user_can_authenticate(self, user: User) -> bool:
        if user.is_guest or (user.is_demo and not settings.DEBUG):
            return False
        return super().user_can_authenticate(user)
