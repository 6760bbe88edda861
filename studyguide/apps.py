"""The guide, people and progress as one Django app."""

from __future__ import annotations

from django.apps import AppConfig


class StudyguideConfig(AppConfig):
    name = "studyguide"
    default_auto_field = "django.db.models.BigAutoField"
