"""Labs as one Django app."""

from __future__ import annotations

from django.apps import AppConfig


class LabsConfig(AppConfig):
    name = "labs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # models must be loaded first
        from labs import checks
        from labs.verdicts.models import VerdictClaim
        from labs.verdicts.services import merge_claims
        from studyguide.accounts.guests import register_merge

        checks.register_all()
        register_merge(VerdictClaim, merge_claims)
