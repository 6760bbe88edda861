"""Questions and attempts as one Django app."""

from __future__ import annotations

from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "quizzes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Checks read content; settings must stand before they are imported.
        from quizzes import checks

        checks.register_all()
