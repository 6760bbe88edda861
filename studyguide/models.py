"""All tables of this app, gathered from its rooms."""

from studyguide.accounts.models import User

__all__ = ["User"]
