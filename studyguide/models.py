"""All tables of this app, gathered from its rooms."""

from studyguide.accounts.models import User
from studyguide.progress.models import Evidence, Reading
from studyguide.search.models import SearchEntry

__all__ = ["Evidence", "Reading", "SearchEntry", "User"]
