"""Labs as one Django app."""

from __future__ import annotations

from django.apps import AppConfig


class LabsConfig(AppConfig):
    name = "labs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from labs import checks  # models must be loaded first

        checks.register_all()
