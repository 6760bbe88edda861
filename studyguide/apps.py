"""The guide, people and progress as one Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class StudyguideConfig(AppConfig):
    name = "studyguide"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Rooms with tables can be imported only now.
        from studyguide import checks, guide, progress
        from studyguide.accounts.guests import register_merge
        from studyguide.progress.models import Evidence, Reading

        checks.register_all()
        register_merge(Reading, progress.merge_readings)
        register_merge(Evidence, progress.merge_evidence)
        guide.SHELF.watching = settings.DEBUG
